package vn.hocba;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import vn.hocba.testing.Answer;
import vn.hocba.testing.ApiClient;
import vn.hocba.testing.ApiUnderTest;
import vn.hocba.testing.SampleClass;
import vn.hocba.testing.TestSchool;
import vn.hocba.testing.TestSchool.Person;

/** What is secret or personal never reaches the log, whatever goes wrong. */
class LogsIT {

    private static final ApiUnderTest API = ApiUnderTest.shared();
    private static final String PIN = "73918462";
    private static final String WRONG_PIN = "86420975";
    private static final String NAME = "Tôn Nữ Hạnh Nhi";

    @Test
    void logHasNoPinNoTokenNoNameAndNoPersonalNumber() throws IOException {
        TestSchool school = API.createSchool();
        Person teacher = school.hire(
                "Huỳnh Thị Kín Đáo",
                "Giáo viên",
                "homeroom_teacher",
                Map.of("algorithm", "P-256", "consent", "PIN", "pin", PIN));
        String classId = school.newClass(4, "4K", teacher);
        ApiClient client = school.as(teacher);
        JsonNode item = SampleClass.items(1).get(0);
        ((ObjectNode) item.path("pupil")).put("fullName", NAME);
        String pupilNumber = item.at("/pupil/personalNumber").asText();

        client.post("/v1/classes/" + classId + "/transcripts/import", Map.of("items", List.of(item, item, NAME)))
                .expect(200);
        client.post(
                "/v1/transcripts",
                "{\"classId\":\"" + classId + "\",\"pupil\":{\"fullName\":\"" + NAME + "\\u0000\"}}");
        client.post("/v1/transcripts/lock", Map.of("classId", classId)).expect(200);
        client.with("Content-Type", "application/xml")
                .post("/v1/verifications", "<!DOCTYPE HOC_BA [<!ENTITY a \"" + NAME + "\">]><HOC_BA>&a;</HOC_BA>")
                .expectProblem(422, "unsafe-xml");
        String request = "/v1/signing-requests/"
                + client.post("/v1/signing-requests", Map.of("slot", "HOMEROOM_TEACHER", "classId", classId))
                        .expect(202)
                        .at("/id");
        client.post(request + "/consent", "{\"pin\":\"" + WRONG_PIN + "\" oops").expectProblem(400, "malformed-json");
        client.post(request + "/consent", Map.of("pin", WRONG_PIN, WRONG_PIN, 1))
                .expectProblem(400, "unknown-field");
        client.post(request + "/consent", Map.of("pin", List.of(WRONG_PIN))).expectProblem(400, "wrong-type");
        client.post(request + "/consent", Map.of("pin", WRONG_PIN)).expectProblem(422, "consent-rejected");
        String key = "consent-" + classId;
        nextAuthorisationIs(503, teacher);
        Answer failed = client.withKey(key).post(request + "/consent", Map.of("pin", PIN));
        assertThat(failed.status()).as(failed.text()).isEqualTo(503);
        school.awaitSigningService(teacher);
        client.withKey(key).post(request + "/consent", Map.of("pin", PIN)).expect(200);
        assertThat(client.get(request + "/events").expect(200).text()).contains("COMPLETED");

        String log = Files.readString(API.api().log());
        assertThat(log).as("the log of this very API").contains(failed.at("/traceId"));
        SoftAssertions softly = new SoftAssertions();
        Map.of(
                        "PIN",
                        PIN,
                        "wrong PIN",
                        WRONG_PIN,
                        "pupil's name",
                        NAME,
                        "pupil's personal number",
                        pupilNumber,
                        "signer's name",
                        teacher.name(),
                        "signer's personal number",
                        teacher.personalNumber(),
                        "access token",
                        API.token(teacher.account()),
                        "service's secret",
                        "sandbox-secret",
                        "key of secrets",
                        "c2FuZGJveC1vbmx5LXNlY3JldC1rZXktMzItYnl0ZXM=")
                .forEach((what, secret) ->
                        softly.assertThat(log.contains(secret)).as(what).isFalse());
        softly.assertAll();
    }

    private static void nextAuthorisationIs(int status, Person signer) {
        Answer _ = API.sandbox()
                .client()
                .post(
                        "/control/faults",
                        Map.of(
                                "operation",
                                "authorize",
                                "kind",
                                "status",
                                "status",
                                status,
                                // services echo what they were sent
                                "error",
                                "busy_with_" + signer.personalNumber(),
                                "retryAfter",
                                1,
                                "credentialID",
                                signer.credentialId()))
                .expect(204);
    }
}
