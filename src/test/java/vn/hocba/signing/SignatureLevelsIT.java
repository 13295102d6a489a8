package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hocba.testing.Eventually.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import vn.hocba.testing.Answer;
import vn.hocba.testing.ApiUnderTest;
import vn.hocba.testing.Oracles;
import vn.hocba.testing.Oracles.DssVerdict;
import vn.hocba.testing.TestSchool;
import vn.hocba.testing.WebhookReceiver;

/**
 * A class of three whose signatures rise to T, LTA and LTA in the background, with the timestamp service away at the worst
 * moments and the API killed in between. One school, one story: each test goes on where the one before ended.
 */
@TestMethodOrder(OrderAnnotation.class)
class SignatureLevelsIT {

    private static ApiUnderTest api;
    private static SigningSchool school;
    private static final List<Path> FILES = new ArrayList<>();

    @TempDir
    private static Path directory;

    @BeforeAll
    static void start() {
        api = ApiUnderTest.own(
                "levels",
                sandbox -> Map.ofEntries(
                        Map.entry(
                                "hocba.timestamps.authorities",
                                sandbox.described("/tsaEc") + "," + sandbox.described("/tsa")),
                        Map.entry(
                                "hocba.trust.ocsp",
                                sandbox.described("/ocsp") + "/issuing," + sandbox.described("/ocsp") + "/root"),
                        Map.entry("hocba.levels.poll", "PT0.1S"),
                        Map.entry("hocba.levels.lease", "PT2S"),
                        Map.entry("hocba.levels.first-retry", "PT0.1S"),
                        Map.entry("hocba.levels.longest-retry", "PT0.5S"),
                        Map.entry("hocba.levels.renewal.every", "PT0.5S")));
        school = SigningSchool.create(api, SigningSchool.PIN_AND_OTP_WITH_RSA);
    }

    @AfterAll
    static void stop() {
        api.stop();
    }

    @Test
    @Order(1)
    void thePrincipalsTurnComesWithTheTeachersTimestamp() {
        timestampServiceGoesAway();
        assertThat(school.signedByTeacher().at("/status").asText()).isEqualTo("COMPLETED");

        JsonNode waiting = eventually(() -> signature(first(), "HOMEROOM_TEACHER"), seen -> seen.has("lastFailure"));
        assertThat(waiting.path("level").asText()).isEqualTo("BASELINE_B");
        assertThat(waiting.path("wantedLevel").asText()).isEqualTo("BASELINE_T");
        assertThat(waiting.path("waitsFor").asText()).isEqualTo("TIMESTAMP");
        assertThat(waiting.path("lastFailure").asText()).isEqualTo("timestamp-authority-unavailable");
        assertThat(school.leading()
                        .get("/v1/transcripts?awaiting=me")
                        .expect(200)
                        .json()
                        .path("items"))
                .isEmpty();
        Answer refused = school.open(school.leading(), "PRINCIPAL").expectProblem(409, "waiting-for-timestamp");
        assertThat(refused.json().path("retryable").asBoolean()).isTrue();
        assertThat(refused.at("/errors/0/code")).isEqualTo("waiting-for-timestamp");
    }

    @Test
    @Order(2)
    void pastTheDeadlineThePrincipalGoesOnWithASignatureAtB() throws SQLException {
        String late = school.ids().getLast();
        update("UPDATE signature_level SET deadline = clock_timestamp() WHERE transcript_id = ?", late);
        eventually(
                () -> school.leading()
                        .get("/v1/transcripts?awaiting=me")
                        .expect(200)
                        .json()
                        .path("items"),
                items -> items.size() == 1 && items.at("/0/id").asText().equals(late));
        assertThat(signed(school.leading()
                        .post("/v1/signing-requests", Map.of("slot", "PRINCIPAL", "transcriptIds", List.of(late)))))
                .isEqualTo("COMPLETED");
        assertThat(school.teacher()
                        .get("/v1/transcripts/" + late + "/history")
                        .expect(200)
                        .json()
                        .findValuesAsText("action"))
                .contains("went_on_without_timestamp");

        timestampServiceReturns();
        eventually(() -> signature(late, "HOMEROOM_TEACHER"), seen -> !seen.has("waitsFor"));
        assertThat(signature(late, "HOMEROOM_TEACHER").path("level").asText()).isEqualTo("BASELINE_B");
    }

    @Test
    @Order(3)
    void nothingIsLostWhenTheServiceIsAwayAndTheApiIsKilled() {
        for (String id : school.ids().subList(0, 2)) {
            eventually(
                    () -> signature(id, "HOMEROOM_TEACHER"),
                    seen -> seen.path("level").asText().equals("BASELINE_T"));
        }
        timestampServiceGoesAway();
        assertThat(school.signedByLeader().at("/counts/signed").asInt()).isEqualTo(2);
        eventually(() -> signature(first(), "PRINCIPAL"), seen -> seen.has("lastFailure"));
        api.kill();
        api.start();
        assertThat(school.sealed().at("/counts/signed").asInt()).isEqualTo(3);
        timestampServiceReturns();

        for (String id : school.ids()) {
            JsonNode transcript = eventually(() -> transcript(id), SignatureLevelsIT::isSettled);
            assertThat(transcript.path("state").asText()).isEqualTo("ISSUED");
            assertThat(transcript.path("signatures").findValuesAsText("level"))
                    .containsExactly(
                            id.equals(school.ids().getLast()) ? "BASELINE_B" : "BASELINE_T",
                            "BASELINE_LTA",
                            "BASELINE_LTA");
        }
    }

    @Test
    @Order(4)
    void archiveTimestampsNearTheirEndAreRenewed() throws SQLException, IOException {
        FILES.addAll(files("issued"));
        String old = first();
        update("""
                UPDATE signature_level SET archive_until = clock_timestamp() + interval '1 day',
                       archived_at = clock_timestamp() - interval '60 days'
                 WHERE transcript_id = ? AND slot <> 'HOMEROOM_TEACHER'""", old);
        eventually(
                () -> api.operator().get("/v1/level-renewals").expect(200).json(),
                seen -> seen.path("renewed").asInt() == 2
                        && seen.path("underWay").asInt() == 0);
        String file = school.teacher()
                .get("/v1/transcripts/" + old + "/document")
                .expect(200)
                .text();
        assertThat(file.split("<xades141:ArchiveTimeStamp", -1)).hasSize(1 + 4);
        FILES.add(Files.writeString(directory.resolve("renewed.xml"), file));
    }

    @Test
    @Order(5)
    void dssPassesTheFilesNowAndFiveYearsAhead() throws IOException {
        assertThat(FILES).hasSize(3);
        assertPassed(FILES);
    }

    @Test
    @Order(6)
    void whoIsToldToStopHandsBackWhatItWorksOn() throws SQLException {
        CountDownLatch stopped = new CountDownLatch(1);
        holdTimestamps();
        try (WebhookReceiver slow = WebhookReceiver.answering(message -> WebhookReceiver.takeAfter(stopped))) {
            school.school()
                    .as(school.school().administrator())
                    .post(school.school().path("webhooks"), Map.of("url", slow.url("/hook")))
                    .expect(201);
            update("""
                    INSERT INTO webhook_delivery (school_id, endpoint_id, event_id, event_type, body, state, due_at,
                                                  give_up_at, created_at)
                    SELECT school_id, id, ?, 'transcript.issued', '{}', 'WAITING', now(), now() + interval '1 hour', now()
                      FROM webhook_endpoint""", first());
            update("""
                    UPDATE signature_level SET archive_until = clock_timestamp() + interval '1 day',
                           archived_at = clock_timestamp() - interval '60 days'
                     WHERE transcript_id = ? AND slot = 'PRINCIPAL'""", first());
            eventually(() -> leases("signature_level"), count -> count == 1);
            eventually(() -> leases("webhook_delivery"), count -> count == 1);
            api.stop();
            assertThat(leases("signature_level")).isZero();
            assertThat(leases("webhook_delivery")).isZero();
        } finally {
            stopped.countDown();
            timestampServiceReturns();
        }
    }

    private static void holdTimestamps() {
        disturbTimestamps(Map.of("kind", "hold", "times", 100_000));
    }

    private static int leases(String table) {
        try (Connection connection = api.database();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT count(*) FROM " + table + " WHERE lease_owner IS NOT NULL")) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Both files whose teacher's signature got its timestamp. */
    private static List<Path> files(String name) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String id : school.ids().subList(0, 2)) {
            byte[] xml = school.teacher()
                    .get("/v1/transcripts/" + id + "/document")
                    .expect(200)
                    .bytes();
            files.add(Files.write(directory.resolve(name + "-" + id + ".xml"), xml));
        }
        return files;
    }

    private static void assertPassed(List<Path> files) throws IOException {
        Path anchors = api.sandbox().directory().resolve("trust-anchors.pem");
        List<DssVerdict> now = Oracles.dss(anchors, api.sandbox().directory().resolve("crl"), files);
        String later = Instant.now()
                .atOffset(ZoneOffset.UTC)
                .plusYears(5)
                .toInstant()
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        List<DssVerdict> ahead =
                Oracles.dss(anchors, Files.createDirectories(directory.resolve("no-crl")), later, files);
        for (List<DssVerdict> verdicts : List.of(now, ahead)) {
            assertThat(verdicts)
                    .hasSize(3 * files.size())
                    .allSatisfy(verdict -> assertThat(verdict.totalPassed())
                            .as(verdict.toString())
                            .isTrue());
            for (Path file : files) {
                assertThat(verdicts)
                        .filteredOn(verdict -> verdict.file().equals(file))
                        .extracting(DssVerdict::level)
                        .containsExactly("XAdES-BASELINE-T", "XAdES-BASELINE-LTA", "XAdES-BASELINE-LTA");
            }
        }
        for (Path file : files) {
            JsonNode verdict = school.teacher()
                    .with("Content-Type", "application/xml")
                    .post("/v1/verifications", Files.readString(file))
                    .expect(200)
                    .json();
            assertThat(verdict.path("indication").asText())
                    .as(verdict.toString())
                    .isEqualTo("TOTAL_PASSED");
        }
    }

    private static String signed(Answer opened) {
        String id = opened.expect(202).at("/id");
        SigningSchool.consent(school.leading(), id, TestSchool.PIN, TestSchool.OTP)
                .expect(200);
        return SigningSchool.settled(school.leading(), id).at("/status").asText();
    }

    private static String first() {
        return school.ids().getFirst();
    }

    private static JsonNode transcript(String id) {
        return school.teacher().get("/v1/transcripts/" + id).expect(200).json();
    }

    private static JsonNode signature(String id, String slot) {
        return StreamSupport.stream(transcript(id).path("signatures").spliterator(), false)
                .filter(signature -> signature.path("slot").asText().equals(slot))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isSettled(JsonNode transcript) {
        return transcript.path("signatures").size() == 3
                && transcript.path("signatures").findValues("waitsFor").isEmpty();
    }

    private static void timestampServiceGoesAway() {
        disturbTimestamps(Map.of("kind", "status", "status", 503, "times", 100_000));
    }

    private static void disturbTimestamps(Map<String, ?> fault) {
        for (String operation : List.of("tsa/ec", "tsa/rsa")) {
            Map<String, Object> ordered = new HashMap<>(fault);
            ordered.put("operation", operation);
            api.sandbox().client().post("/control/faults", ordered).expect(204);
        }
    }

    private static void timestampServiceReturns() {
        api.sandbox().client().send("DELETE", "/control/faults", null).expect(204);
    }

    private static void update(String sql, String transcript) throws SQLException {
        try (Connection connection = api.database();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setObject(1, UUID.fromString(transcript));
            assertThat(statement.executeUpdate()).isPositive();
        }
    }
}
