package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hocba.signing.SigningSchool.await;
import static vn.hocba.signing.SigningSchool.consent;
import static vn.hocba.signing.SigningSchool.settled;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hocba.testing.Phone;
import vn.hocba.testing.RestlessApi;
import vn.hocba.testing.TestSchool;

/** Large orders, which the service signs in its own time (mode A) while we ask for their result. */
class SigningAsynchronouslyIT {

    private static final String POLLING = "signatures/signPolling";

    /** In chunks of two: the last is embedded in a transaction of its own. */
    private static final int PUPILS = RestlessApi.ASYNCHRONOUS_FROM;

    @Test
    void collectsWhatTheServiceSignedMeanwhile() {
        var school = SigningSchool.create(RestlessApi.get(), PUPILS);
        int before = polls(school);
        assertThat(school.signedByTeacher().at("/status").asText()).isEqualTo("COMPLETED");
        assertThat(polls(school)).isGreaterThan(before);
        assertThat(school.timesTeacherWasAsked()).isEqualTo(1);
        assertThat(school.transcriptStates()).containsExactly("IN_SIGNING");
    }

    @ParameterizedTest
    @ValueSource(strings = {RestlessApi.PATIENT_PROVIDER, RestlessApi.PATIENT_RSSP})
    void isDoneAtOnceWhenTheServiceCallsBack(String provider) {
        var school = SigningSchool.create(
                RestlessApi.get(), Map.of("algorithm", "P-256", "consent", "PIN", "pin", TestSchool.PIN), PUPILS);
        var leader = school.leader();
        school.school().bind(Map.of("staffId", leader.staffId()), provider, leader.credentialId());
        school.signedByTeacher();
        String id = school.open(school.leading(), "PRINCIPAL").expect(202).at("/id");
        consent(school.leading(), id, TestSchool.PIN, null).expect(200);
        assertThat(settled(school.leading(), id).at("/status").asText()).isEqualTo("COMPLETED");
    }

    @ParameterizedTest
    @FieldSource("vn.hocba.testing.RestlessApi#FIXED_CALLBACKS")
    void isDoneAtOnceWhenAServiceCallsAtItsFixedAddress(String dialect) {
        var school = SigningSchool.create(RestlessApi.get(), 1);
        atFixedAddress(school, dialect, () -> {
            String id = school.open(school.teacher(), "HOMEROOM_TEACHER")
                    .expect(202)
                    .at("/id");
            approveOnThePhone(school, id);
            assertThat(settled(school.teacher(), id).at("/status").asText()).isEqualTo("COMPLETED");
            assertThat(school.timesTeacherWasAsked()).isEqualTo(1);
        });
    }

    @Test
    void saysBeforehandThatNoSignaturesWereLeftUntilSomeHaveCome() {
        var school = SigningSchool.create(RestlessApi.get(), 1);
        atFixedAddress(school, "mysign", () -> {
            school.fault(teachers(school), "mysign/signHash", "status", Map.of("status", 400, "error", "4005"));
            var stopped = school.signedByTeacher();
            assertThat(stopped.at("/stopped/code").asText()).isEqualTo("signatures-used-up");
            assertThat(preflight(school)).anySatisfy(finding -> {
                assertThat(finding.path("code").asText()).isEqualTo("signatures-used-up");
                assertThat(finding.path("severity").asText()).isEqualTo("WARNS");
                assertThat(finding.has("since")).isTrue();
            });
            String id = stopped.path("id").asText();
            school.teacher()
                    .post("/v1/signing-requests/" + id + "/resume", null)
                    .expect(202);
            approveOnThePhone(school, id);
            assertThat(settled(school.teacher(), id).at("/status").asText()).isEqualTo("COMPLETED");
            assertThat(preflight(school).findValuesAsText("code")).doesNotContain("signatures-used-up");
        });
    }

    private static JsonNode preflight(SigningSchool school) {
        return school.teacher()
                .post(
                        "/v1/signing-requests/preflight",
                        Map.of(
                                "slot",
                                "HOMEROOM_TEACHER",
                                "classId",
                                school.school().classId()))
                .expect(200)
                .json()
                .path("findings");
    }

    /** The teacher signs by that service, which calls at the one address that it was given. */
    private static void atFixedAddress(SigningSchool school, String dialect, Runnable story) {
        var teacher = school.school().teacher();
        school.teachersCredential(Map.of("approve", "manual"));
        school.school()
                .bind(
                        Map.of("staffId", teacher.staffId()),
                        "patient-" + dialect,
                        dialect.equals("smartca")
                                ? school.smartCaId(teacher)
                                : "CMT_" + teacher.personalNumber() + "/" + teacher.credentialId());
        var sandbox = school.api().sandbox();
        String address = school.api().api().baseUrl() + "/v1/callbacks/" + RestlessApi.callbackSecret(dialect);
        sandbox.client()
                .post("/control/callbacks", Map.of("service", dialect, "address", address))
                .expect(204);
        try {
            story.run();
        } finally {
            sandbox.client().delete("/control/callbacks").expect(204);
        }
    }

    /** Once it is known under which name the service calls about it. */
    private static void approveOnThePhone(SigningSchool school, String id) {
        await(() -> school.teacher()
                .get("/v1/signing-requests/" + id)
                .expect(200)
                .json()
                .path("sessions")
                .findValuesAsText("state")
                .contains("AWAITING_APPROVAL"));
        Phone.of(school.api().sandbox(), school.school().teacher().account()).approve();
    }

    @Test
    void whateverIsSentToAFixedAddressGetsTheSameAnswer() {
        var anybody = RestlessApi.get().anonymous();
        String vnpt = "/v1/callbacks/" + RestlessApi.callbackSecret("smartca");
        String viettel = "/v1/callbacks/" + RestlessApi.callbackSecret("mysign");
        String unknown = UUID.randomUUID().toString();
        for (var body : List.of(
                "",
                "no JSON",
                "[[[[",
                "{\"transaction_id\":7,\"meta_data\":[]}",
                about("null"),
                about("\"\""),
                about("\"\\u0000\""),
                about("\"\\ud800\""),
                about("\"" + "x".repeat(3_000) + "\""),
                about("\"" + unknown + "\""),
                "{\"filler\":\"" + "x".repeat(1_000_000) + "\",\"transaction_id\":\"" + unknown + "\"}")) {
            anybody.post(vnpt, body).expect(204);
            assertThat(anybody.post(viettel, body).expect(200).at("/status_code"))
                    .isEqualTo("00");
        }
        assertThat(anybody.post(viettel + "/token", "{}").expect(200).at("/data/access_token"))
                .isNotEmpty();
        anybody.post(vnpt + "/token", "{}").expect(404);
        anybody.post("/v1/callbacks/" + "A".repeat(43) + "/token", "{}").expect(404);
    }

    private static String about(String transaction) {
        return "{\"transaction_id\":" + transaction + ",\"meta_data\":{\"transaction_id\":" + transaction + "}}";
    }

    @Test
    void whoCallsAnUnknownAddressLearnsNothing() {
        var anybody = RestlessApi.get().anonymous();
        anybody.post("/v1/callbacks/" + "A".repeat(43), "x".repeat(100_000)).expect(204);
        anybody.withToken("not-a-token").post("/v1/callbacks/1", null).expect(204);
    }

    @ParameterizedTest
    @CsvSource({
        "status,      503",
        "status,      429",
        "drop-before,   0",
        "drop-after,    0",
        "malformed,     0",
        "status,      404",
    })
    void asksForTheResultAgainWithoutAnotherConsentOrOrder(String kind, int status) {
        var school = SigningSchool.create(RestlessApi.get(), PUPILS);
        school.fault(
                teachers(school),
                POLLING,
                kind,
                status == 0 ? Map.of() : Map.of("status", status, "error", "temporarily_unavailable", "retryAfter", 1));
        var signed = school.signedByTeacher();
        assertThat(signed.at("/status").asText()).isEqualTo("COMPLETED");
        assertThat(signed.at("/sessions")).hasSize(1);
        assertThat(school.timesTeacherWasAsked()).isEqualTo(1);
        assertThat(school.counters().path("signaturesByHash"))
                .hasSize(PUPILS)
                .allSatisfy(count -> assertThat(count.asInt()).isEqualTo(1));
    }

    @Test
    void aServiceThatIsNeverDoneIsNotWaitedForForEver() {
        var school = SigningSchool.create(RestlessApi.get(), PUPILS);
        school.fault(
                teachers(school),
                POLLING,
                "status",
                Map.of("status", 202, "error", "accepted_request", "times", 100_000));
        String id =
                school.open(school.teacher(), "HOMEROOM_TEACHER").expect(202).at("/id");
        // again, where a question was under way that had read the time before
        await(() -> {
            growOld(id);
            return school.teacher()
                    .get("/v1/signing-requests/" + id)
                    .at("/status")
                    .equals("STOPPED");
        });
        var stopped = settled(school.teacher(), id);
        assertThat(stopped.at("/stopped/code").asText()).isEqualTo("answer-unknown");
        assertThat(stopped.at("/resume/needsConsent").asBoolean()).isTrue();

        school.forgetFaults();
        assertResumes(school, id);
    }

    private static void growOld(String request) {
        try (var connection = RestlessApi.get().database();
                var statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE signing_session SET state_since = now() - interval '25 hours'"
                    + " WHERE state = 'SUBMITTED' AND request_id = '" + request + "'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertResumes(SigningSchool school, String id) {
        school.teacher().post("/v1/signing-requests/" + id + "/resume", null).expect(202);
        assertThat(settled(school.teacher(), id).at("/status").asText()).isEqualTo("COMPLETED");
    }

    @ParameterizedTest
    @CsvSource({
        "short,     4, signature-count-mismatch",
        "duplicate, 4, duplicate-signature",
    })
    void embedsWhatIsOfUseInABadResultAndSignsOnlyTheRestAnew(String fault, int signed, String reason) {
        var school = SigningSchool.create(RestlessApi.get(), PUPILS);
        school.fault(teachers(school), POLLING, fault, Map.of());
        var stopped = school.signedByTeacher();
        assertThat(stopped.at("/stopped/code").asText()).isEqualTo(reason);
        assertThat(stopped.at("/counts/signed").asInt()).isEqualTo(signed);
        String id = stopped.path("id").asText();
        school.teacher().post("/v1/signing-requests/" + id + "/resume", null).expect(202);
        var resumed = settled(school.teacher(), id);
        assertThat(resumed.at("/status").asText()).isEqualTo("COMPLETED");
        assertThat(resumed.at("/sessions/1/items").asInt()).isEqualTo(PUPILS - signed);
    }

    @Test
    void signaturesInAnotherOrderFindTheirTranscriptsInOtherChunks() {
        var school = SigningSchool.create(RestlessApi.get(), PUPILS);
        school.fault(teachers(school), POLLING, "shuffled", Map.of());
        var signed = school.signedByTeacher();
        assertThat(signed.at("/status").asText()).isEqualTo("COMPLETED");
        assertThat(signed.at("/sessions")).hasSize(1);
    }

    private static String teachers(SigningSchool school) {
        return school.school().teacher().credentialId();
    }

    private static int polls(SigningSchool school) {
        return school.counters().path("calls").path(POLLING).asInt();
    }
}
