package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hocba.testing.Eventually.eventually;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vn.hocba.testing.Answer;
import vn.hocba.testing.ApiClient;
import vn.hocba.testing.ApiUnderTest;

/** Streams of events about a request that waits for its signer, and so stay open until something ends them. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ProgressStreamIT {

    private static final ApiUnderTest API = ApiUnderTest.shared();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int PER_PERSON = 10;

    private static SigningSchool school;

    @BeforeAll
    static void signFirstSlot() {
        school = SigningSchool.create(API);
        school.signedByTeacher();
    }

    @Test
    void keepsTheConnectionAliveAndEndsWhenTheTokenExpires() {
        String path = waiting();
        // a slow machine needs a token that lives longer
        Answer stream = IntStream.of(2, 10, 60)
                .mapToObj(seconds -> untilItsTokenExpires(path, seconds))
                .dropWhile(answer -> answer.status() != 200 || heartbeats(answer) == 0)
                .findFirst()
                .orElseThrow();
        assertThat(stream.text().lines())
                .filteredOn(line -> line.startsWith("event:"))
                .hasSize(1);
        assertThat(stream.text().lines()).anyMatch(line -> line.startsWith("data:{\"id\":"));
        cancel(path);
    }

    private static Answer untilItsTokenExpires(String path, int seconds) {
        String token = API.sandbox().oddToken(school.leader().account(), Map.of("expiresIn", seconds));
        return API.anonymous().withToken(token).get(path + "/events");
    }

    private static long heartbeats(Answer stream) {
        return stream.text().lines().filter(line -> line.startsWith(":")).count();
    }

    @Test
    void aPersonHasSoManyStreamsAtOnceAndGetsTheirPlacesBackHoweverTheyEnd() throws IOException {
        String path = waiting();
        List<HttpResponse<InputStream>> open = new ArrayList<>();
        while (open.size() < PER_PERSON) {
            HttpResponse<InputStream> stream = open(path);
            assertThat(stream.statusCode()).isEqualTo(200);
            open.add(stream);
        }
        school.leading().get(path + "/events").expectProblem(429, "too-many-requests");
        assertThat(readToTheEnd(school.teacher(), signedRequest())).contains("COMPLETED");

        open.removeFirst().body().close();
        // the server learns of the closed connection with its next event
        open.add(eventually(() -> openOrRefused(path), Optional::isPresent).orElseThrow());

        cancel(path);
        for (HttpResponse<InputStream> stream : open) {
            try (InputStream body = stream.body()) {
                assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8))
                        .contains("CANCELLED");
            }
        }
        assertThat(readToTheEnd(school.leading(), path)).contains("CANCELLED");
    }

    @Test
    void whoComesBackGetsWhatChangedMeanwhileAndNothingTwice() throws IOException {
        String path = waiting();
        String seen;
        try (InputStream first = open(path).body()) {
            seen = nextId(first);
        }

        HttpResponse<InputStream> again = open(school.leading().with("Last-Event-ID", seen), path);
        assertThat(again.statusCode()).isEqualTo(200);
        cancel(path);
        List<String> ids = ids(new String(again.body().readAllBytes(), StandardCharsets.UTF_8));
        assertThat(ids).isNotEmpty().doesNotContain(seen).doesNotHaveDuplicates();

        assertThat(school.leading()
                        .with("Last-Event-ID", ids.getLast())
                        .get(path + "/events")
                        .status())
                .isEqualTo(204);
        for (String missed : List.of(seen, "999999", "not one of ours")) {
            Answer replayed = school.leading()
                    .with("Last-Event-ID", missed)
                    .get(path + "/events")
                    .expect(200);
            assertThat(ids(replayed.text())).containsExactly(ids.getLast());
        }
    }

    @Test
    void hearsOfAChangeThatItWouldNotLookForInAMinuteAlsoAfterItsConnectionBroke() throws IOException, SQLException {
        for (boolean broken : new boolean[] {false, true}) {
            String path = waiting();
            HttpResponse<InputStream> stream = open(path);
            if (broken) {
                breakListeningConnections();
            }
            cancel(path);
            assertThat(new String(stream.body().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("CANCELLED");
        }
    }

    private static void breakListeningConnections() throws SQLException {
        try (Connection connection = API.database();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE application_name = 'hocba-notices'");
        }
    }

    private static String nextId(InputStream stream) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
        String line = lines.readLine();
        while (!line.startsWith("id:")) {
            line = lines.readLine();
        }
        return line.substring("id:".length()).strip();
    }

    private static List<String> ids(String stream) {
        return stream.lines()
                .filter(line -> line.startsWith("id:"))
                .map(line -> line.substring("id:".length()).strip())
                .toList();
    }

    private static String waiting() {
        return "/v1/signing-requests/"
                + school.open(school.leading(), "PRINCIPAL").expect(202).at("/id");
    }

    private static String signedRequest() {
        return "/v1/signing-requests/"
                + school.teacher().get("/v1/signing-requests").expect(200).at("/items/0/id");
    }

    private static void cancel(String path) {
        school.leading().post(path + "/cancel", null).expect(200);
    }

    private static HttpResponse<InputStream> open(String path) {
        return open(school.leading(), path);
    }

    private static HttpResponse<InputStream> open(ApiClient reader, String path) {
        try {
            return HTTP.send(reader.request("GET", path + "/events", null), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Empty if there are too many. */
    private static Optional<HttpResponse<InputStream>> openOrRefused(String path) {
        HttpResponse<InputStream> stream = open(path);
        if (stream.statusCode() != 429) {
            return Optional.of(stream);
        }
        try (InputStream _ = stream.body()) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String readToTheEnd(ApiClient reader, String path) {
        return reader.get(path + "/events").expect(200).text();
    }
}
