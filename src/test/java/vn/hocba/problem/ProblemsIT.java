package vn.hocba.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.hocba.testing.Answer;
import vn.hocba.testing.ApiUnderTest;
import vn.hocba.testing.DatabaseSnapshot;

/** Bad requests of every kind: each its documented problem, and nothing changed. */
class ProblemsIT {

    private static final ApiUnderTest API = ApiUnderTest.shared();
    private static final String SCHOOL = """
            {"code":"99000003","departmentCode":"79","name":"Trường Tiểu học Hoa Sen","place":"Thành phố Hồ Chí Minh",
             "taxCode":"0312345678","level":"primary"}""";

    private DatabaseSnapshot before = new DatabaseSnapshot(Map.of());

    @BeforeEach
    void remember() {
        before = API.snapshotOfPlatform();
    }

    @AfterEach
    void changedNothing() {
        assertThat(API.snapshotOfPlatform()).isEqualTo(before);
    }

    private static Answer post(Object body) {
        return API.operator().post("/v1/schools", body);
    }

    @Test
    void brokenJsonSaysWhere() {
        assertThat(post("{\"code\":\n oops}")
                        .expectProblem(400, "malformed-json")
                        .at("/detail"))
                .contains("dòng 2");
        post(SCHOOL + "{}").expectProblem(400, "malformed-json");
        post(SCHOOL.replace("\"name\":", "\"code\":\"1\",\"name\":")).expectProblem(400, "malformed-json");
    }

    @Test
    void bodyThatIsMissingOrNotAnObjectIsRefused() {
        post("null").expectProblem(422, "validation-failed");
        post("").expectProblem(422, "validation-failed");
        post("[]").expectProblem(400, "wrong-type");
        post("7").expectProblem(400, "wrong-type");
    }

    @Test
    void unknownFieldIsPointedAt() {
        Answer answer = post(SCHOOL.replace("\"place\"", "\"plaçe\"")).expectProblem(400, "unknown-field");
        assertThat(answer.at("/errors/0/pointer")).isEqualTo("/plaçe");
    }

    @Test
    void wrongTypesAreNotConverted() {
        Answer number = post(SCHOOL.replace("\"79\"", "79")).expectProblem(400, "wrong-type");
        assertThat(number.at("/errors/0/pointer")).isEqualTo("/departmentCode");
        Answer level = post(SCHOOL.replace("\"primary\"", "\"kindergarten\"")).expectProblem(400, "wrong-type");
        assertThat(level.at("/errors/0/pointer")).isEqualTo("/level");
        post(SCHOOL.replace("\"Trường Tiểu học Hoa Sen\"", "{\"vi\":1}")).expectProblem(400, "wrong-type");
    }

    @Test
    void bodyOverTheLimitIsRefusedHoweverItIsSent() {
        post(SCHOOL + " ".repeat(257 << 10)).expectProblem(413, "body-too-large");
        byte[] large = (SCHOOL + " ".repeat(9 << 20)).getBytes(StandardCharsets.UTF_8);
        post(new String(large, StandardCharsets.UTF_8)).expectProblem(413, "body-too-large");
        var chunked = HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large));
        post(chunked).expectProblem(413, "body-too-large");
    }

    @Test
    void wrongMethodMediaTypeAndAddress() {
        Answer method = API.operator().delete("/v1/schools").expectProblem(405, "method-not-allowed");
        assertThat(method.header("Allow")).isEqualTo("GET, HEAD, POST");
        assertThat(API.operator()
                        .post("/v1/transcripts/" + UUID.randomUUID(), "{}")
                        .expectProblem(405, "method-not-allowed")
                        .header("Allow"))
                .isEqualTo("DELETE, GET, HEAD, PUT");
        API.operator()
                .with("Content-Type", "text/plain")
                .post("/v1/schools", SCHOOL)
                .expectProblem(415, "unsupported-media-type");
        API.operator().with("Accept", "image/png").get("/v1/schools").expectProblem(406, "not-acceptable");
        Stream.of("/nothing", "/v1/nothing", "/q/nothing", "/v1/schools/1/2/3")
                .forEach(path -> API.operator().get(path).expectProblem(404, "not-found"));
    }

    @Test
    void tokensThatAreMissingExpiredOrForeign() {
        Answer missing = API.anonymous().get("/v1/schools").expectProblem(401, "authentication-required");
        assertThat(missing.header("WWW-Authenticate")).startsWith("Bearer");
        API.anonymous().post("/v1/schools", SCHOOL).expectProblem(401, "authentication-required");

        String expired = API.sandbox().oddToken("platform.operator", Map.of("expiresIn", -3600));
        Answer late =
                API.anonymous().withToken(expired).post("/v1/schools", SCHOOL).expectProblem(401, "token-expired");
        assertThat(late.header("WWW-Authenticate")).contains("invalid_token");

        Stream.of(
                        Map.of("foreignKey", true),
                        Map.of("audience", "another-api"),
                        Map.of("issuer", "https://issuer.example"))
                .map(oddity -> API.sandbox().oddToken("platform.operator", oddity))
                .forEach(token -> API.anonymous()
                        .withToken(token)
                        .post("/v1/schools", SCHOOL)
                        .expectProblem(401, "token-rejected"));
        API.anonymous().withToken("not.a.token").get("/v1/schools").expectProblem(401, "token-rejected");
    }

    @Test
    void answersInTheLanguageAskedForAndAlwaysGivesBoth() {
        Answer english =
                API.operator().with("Accept-Language", "en-GB,vi;q=0.5").get("/v1/nothing");
        Answer vietnamese = API.operator().get("/v1/nothing");
        assertThat(english.at("/detail")).isEqualTo(english.at("/messages/en"));
        assertThat(vietnamese.at("/detail")).isEqualTo(vietnamese.at("/messages/vi"));
        assertThat(english.json().path("messages")).isEqualTo(vietnamese.json().path("messages"));
    }

    @Test
    void keepsTheCallersTraceId() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        Answer answer = API.operator()
                .with("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .get("/v1/nothing")
                .expectProblem(404, "not-found");
        assertThat(answer.at("/traceId")).isEqualTo(trace);
    }

    @Test
    void documentsEveryTypeForPeopleAndPrograms() {
        for (ProblemType type : ProblemType.values()) {
            Answer json = API.anonymous()
                    .with("Accept", "application/json")
                    .get(type.path())
                    .expect(200);
            assertThat(json.at("/status")).isEqualTo(Integer.toString(type.status()));
            Answer page =
                    API.anonymous().with("Accept", "text/html").get(type.path()).expect(200);
            assertThat(page.text()).contains(type.title().vi()).contains(type.code());
        }
        assertThat(API.anonymous()
                        .with("Accept", "application/json")
                        .get("/problems")
                        .json())
                .hasSameSizeAs(ProblemType.values());
        API.anonymous().get("/problems/no-such-type").expectProblem(404, "not-found");
    }
}
