package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hocba.signing.SigningSchool.await;
import static vn.hocba.signing.SigningSchool.consent;
import static vn.hocba.signing.SigningSchool.itemStates;
import static vn.hocba.signing.SigningSchool.settled;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hocba.testing.Answer;
import vn.hocba.testing.ApiUnderTest;
import vn.hocba.testing.TestSchool;

/** What the signing service can do wrong, ordered through the sandbox's control API, and what becomes of the batch. */
class SigningFaultsIT {

    private static final ApiUnderTest API = ApiUnderTest.shared();
    private static final String AUTHORISE = "credentials/authorize";
    private static final String SIGN = "signatures/signHash";
    private static final Map<String, Object> DECLINES = Map.of("status", 405, "error", "not_here", "times", 1);

    @ParameterizedTest
    @CsvSource({
        "malformed,    malformed-answer",
        "drop-after,   answer-unknown",
    })
    void embedsNothingOfAnAnswerThatCannotBeRead(String fault, String reason) {
        var school = SigningSchool.create(API);
        school.fault(school.school().teacher().credentialId(), SIGN, fault, Map.of());
        var stopped = school.signedByTeacher();
        assertThat(stopped.at("/status").asText()).isEqualTo("STOPPED");
        assertThat(stopped.at("/stopped/code").asText()).isEqualTo(reason);
        assertThat(stopped.at("/counts/signed").asInt()).isZero();
        assertResumes(school, stopped);
    }

    @ParameterizedTest
    @CsvSource({
        "short,           signature-count-mismatch",
        "duplicate,       duplicate-signature",
        "wrong-signature, signature-does-not-verify",
        "foreign-signature, signature-does-not-verify",
    })
    void whatIsOfUseInABadAnswerIsEmbeddedAndOnlyTheRestIsSignedAnew(String fault, String reason) {
        var school = SigningSchool.create(API);
        school.fault(school.school().teacher().credentialId(), SIGN, fault, Map.of());
        var stopped = school.signedByTeacher();
        assertThat(stopped.at("/stopped/code").asText()).isEqualTo(reason);
        assertThat(stopped.at("/counts/failed").asInt()).isEqualTo(1);
        assertThat(stopped.at("/counts/signed").asInt()).isEqualTo(SigningSchool.PUPILS - 1);
        assertThat(itemStates(stopped)).containsOnlyOnce("NOT_SIGNED").contains("SIGNED");
        assertResumes(school, stopped);
    }

    @ParameterizedTest
    @ValueSource(strings = {"surplus", "shuffled"})
    void everySignatureFindsTheTranscriptThatItIsFor(String fault) {
        var school = SigningSchool.create(API);
        school.fault(school.school().teacher().credentialId(), SIGN, fault, Map.of());
        var signed = school.signedByTeacher();
        assertThat(signed.at("/status").asText()).isEqualTo("COMPLETED");
        assertThat(signed.at("/sessions")).hasSize(1);
        assertThat(school.timesTeacherWasAsked()).isEqualTo(1);
    }

    /** The rest is signed with a new consent, and only the rest. */
    private static void assertResumes(SigningSchool school, JsonNode stopped) {
        assertThat(stopped.at("/resume/possible").asBoolean()).isTrue();
        assertThat(stopped.at("/resume/needsConsent").asBoolean()).isTrue();
        assertThat(school.transcriptStates()).containsExactly("IN_SIGNING");
        String id = stopped.path("id").asText();
        school.teacher().post("/v1/signing-requests/" + id + "/resume", null).expect(202);
        var resumed = settled(school.teacher(), id);
        assertThat(resumed.at("/status").asText()).isEqualTo("COMPLETED");
        assertThat(resumed.at("/sessions/1/items").asInt())
                .isEqualTo(SigningSchool.PUPILS - stopped.at("/counts/signed").asInt());
        assertThat(itemStates(resumed)).containsOnly("SIGNED");
    }

    @Test
    void whoResumesWhatTheServiceDeclinedIsNotAskedAgainWhileTheConsentLasts() {
        var school = SigningSchool.create(API);
        school.fault(school.school().teacher().credentialId(), SIGN, "status", DECLINES);
        var stopped = school.signedByTeacher();
        assertThat(stopped.at("/stopped/code").asText()).isEqualTo("service-refused");
        assertThat(stopped.at("/resume/needsConsent").asBoolean()).isFalse();
        String id = stopped.path("id").asText();

        school.teacher().post("/v1/signing-requests/" + id + "/resume", null).expect(202);
        var signed = settled(school.teacher(), id);
        assertThat(signed.at("/status").asText()).isEqualTo("COMPLETED");
        assertThat(signed.path("sessions")).hasSize(1);
        assertThat(school.timesTeacherWasAsked()).isEqualTo(1);
    }

    @Test
    void whatIsDeclinedAgainWithTheConsentThatWasLeftNeedsAnother() {
        var school = SigningSchool.create(API);
        var twice = new HashMap<String, Object>(DECLINES);
        twice.put("times", 2);
        school.fault(school.school().teacher().credentialId(), SIGN, "status", twice);
        String id = school.signedByTeacher().path("id").asText();
        school.teacher().post("/v1/signing-requests/" + id + "/resume", null).expect(202);
        var stopped = settled(school.teacher(), id);
        assertThat(school.timesTeacherWasAsked()).isEqualTo(1);
        assertResumes(school, stopped);
    }

    @Test
    void anUnusedConsentIsForgottenWhenItRunsOutOrTheRequestIsGivenUp() throws SQLException {
        var school = SigningSchool.create(API);
        school.fault(school.school().teacher().credentialId(), SIGN, "status", DECLINES);
        var first = school.signedByTeacher().path("id").asText();
        assertThat(consentsKept(first)).isEqualTo(1);
        school.teacher().post("/v1/signing-requests/" + first + "/cancel", null).expect(200);
        assertThat(consentsKept(first)).isZero();
        assertThat(school.teacher().get("/v1/signing-requests/" + first).at("/sessions/0/ended/code"))
                .isEqualTo("service-refused");

        school.fault(school.school().teacher().credentialId(), SIGN, "status", DECLINES);
        var second = school.signedByTeacher().path("id").asText();
        try (var connection = API.database();
                var statement = connection.createStatement()) {
            statement.executeUpdate(
                    "UPDATE signing_session SET sad_expires = now(), due_at = now() WHERE request_id = '" + second
                            + "'");
        }
        await(() -> consentsKept(second) == 0);
        assertResumes(
                school,
                school.teacher()
                        .get("/v1/signing-requests/" + second)
                        .expect(200)
                        .json());
    }

    private static int consentsKept(String request) {
        try (var connection = API.database();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM signing_session WHERE sad_sealed IS NOT NULL"
                        + " AND request_id = '" + request + "'")) {
            return row.next() ? row.getInt(1) : 0;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        AUTHORISE + ", 503, 1",
        AUTHORISE + ", 429, 0",
        SIGN + ", 503, 0",
        SIGN + ", 429, 1",
    })
    void triesAgainByItselfWhileTheServiceIsBusy(String operation, int status, int retryAfter) {
        var school = SigningSchool.create(API);
        school.fault(
                school.school().teacher().credentialId(),
                operation,
                "status",
                Map.of("status", status, "error", "temporarily_unavailable", "retryAfter", retryAfter, "times", 2));
        var signed = school.signedByTeacher();
        assertThat(signed.at("/status").asText()).isEqualTo("COMPLETED");
        assertThat(signed.at("/sessions")).hasSize(1);
    }

    @Test
    void signsAfterAConnectionThatBrokeBeforeTheServiceSawTheOrder() {
        var school = SigningSchool.create(API);
        school.fault(school.school().teacher().credentialId(), SIGN, "drop-before", Map.of());
        var signed = school.signedByTeacher();
        assertThat(signed.at("/status").asText()).isEqualTo("COMPLETED");
        assertThat(signed.at("/sessions")).hasSize(1);
    }

    @Test
    void neverAsksThePersonAgainAfterALostAnswer() {
        var school = SigningSchool.create(API);
        school.fault(school.school().teacher().credentialId(), AUTHORISE, "drop-after", Map.of());
        var stopped = school.signedByTeacher();
        assertThat(stopped.at("/stopped/code").asText()).isEqualTo("answer-unknown");
        assertThat(itemStates(stopped)).containsOnly("ANSWER_UNKNOWN");
        assertResumes(school, stopped);
    }

    @Test
    void whoResumesTwiceAtOnceIsToldByTheSecondWhereTheRequestStands() {
        var school = SigningSchool.create(API);
        school.teachersCredential(Map.of("approve", "refuse"));
        var path = "/v1/signing-requests/" + school.signedByTeacher().path("id").asText();
        school.teachersCredential(Map.of("approve", "ignore"));
        int asked = school.asked("credentials/info");
        school.fault(school.school().teacher().credentialId(), "credentials/info", "hold", Map.of("times", 2));
        var both = Stream.generate(() ->
                        CompletableFuture.supplyAsync(() -> school.teacher().post(path + "/resume", null)))
                .limit(2)
                .toList();
        try {
            await(() -> school.asked("credentials/info") == asked + 2);
        } finally {
            school.forgetFaults();
        }
        var answers = both.stream().map(CompletableFuture::join).toList();
        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(202, 409);
        var refused =
                answers.stream().filter(one -> one.status() == 409).findFirst().orElseThrow();
        assertThat(refused.expectProblem(409, "wrong-state").at("/currentState"))
                .isEqualTo("AWAITING_CONSENT");
        assertThat(school.teacher().get(path).expect(200).json().path("sessions"))
                .hasSize(2);
        school.teacher().post(path + "/cancel", null).expect(200);
    }

    @Test
    void saysWhenTheAnswerToAPinWasLost() {
        var school = SigningSchool.create(API);
        school.signedByTeacher();
        String id = school.open(school.leading(), "PRINCIPAL").expect(202).at("/id");
        school.fault(school.leader().credentialId(), AUTHORISE, "drop-after", Map.of());
        consent(school.leading(), id, TestSchool.PIN, TestSchool.OTP).expectProblem(504, "answer-unknown");
        school.leading().post("/v1/signing-requests/" + id + "/resume", null).expect(202);
        consent(school.leading(), id, TestSchool.PIN, TestSchool.OTP).expect(200);
        assertThat(settled(school.leading(), id).at("/status").asText()).isEqualTo("COMPLETED");
    }

    @Test
    void aBusyServiceDuringAConsentLeavesTheRequestWaitingForTheNextOne() {
        var school = SigningSchool.create(API);
        school.signedByTeacher();
        String id = school.open(school.leading(), "PRINCIPAL").expect(202).at("/id");
        school.fault(
                school.leader().credentialId(),
                AUTHORISE,
                "status",
                Map.of("status", 429, "error", "temporarily_unavailable", "retryAfter", 1));
        var busy = consent(school.leading(), id, TestSchool.PIN, TestSchool.OTP)
                .expectProblem(503, "signing-service-unavailable");
        assertThat(busy.header("Retry-After")).isEqualTo("1");
        assertThat(school.leading().get("/v1/signing-requests/" + id).at("/status"))
                .isEqualTo("AWAITING_CONSENT");
        school.school().awaitSigningService(school.school().teacher());
        consent(school.leading(), id, TestSchool.PIN, TestSchool.OTP).expect(200);
        assertThat(settled(school.leading(), id).at("/status").asText()).isEqualTo("COMPLETED");
    }

    @Test
    void whatWasPreparedLongAgoIsCheckedAgainAndInTheEndPreparedAnew() throws SQLException {
        var school = SigningSchool.create(API);
        school.signedByTeacher();
        String id = school.open(school.leading(), "PRINCIPAL").expect(202).at("/id");
        grow(id, "2 hours");
        school.credential(school.leader(), Map.of("status", "revoked"));
        consent(school.leading(), id, TestSchool.PIN, TestSchool.OTP).expectProblem(422, "certificate-not-usable");
        school.credential(school.leader(), Map.of("status", "enabled"));
        grow(id, "25 hours");
        consent(school.leading(), id, TestSchool.PIN, TestSchool.OTP).expectProblem(409, "consent-expired");
        assertThat(school.leading().get("/v1/signing-requests/" + id).at("/status"))
                .isEqualTo("STOPPED");
        assertThat(school.counters(school.leader()).path("consents")).isEmpty();
    }

    @Test
    void whatItsSignerNeverDecidesOnIsFreeAgainInTheEnd() throws SQLException {
        var school = SigningSchool.create(API);
        school.teachersCredential(Map.of("approve", "ignore"));
        String id =
                school.open(school.teacher(), "HOMEROOM_TEACHER").expect(202).at("/id");
        await(() -> school.teacher()
                .get("/v1/signing-requests/" + id)
                .expect(200)
                .at("/sessions/0/state")
                .equals("AWAITING_APPROVAL"));
        var events =
                CompletableFuture.supplyAsync(() -> school.teacher().get("/v1/signing-requests/" + id + "/events"));
        long moves = moves(id);
        await(() -> moves(id) > moves + 5);
        grow(id, "47 hours");
        assertThat(school.transcriptStates()).containsExactly("IN_SIGNING");
        grow(id, "2 hours");
        assertThat(settled(school.teacher(), id).at("/status").asText()).isEqualTo("CANCELLED");
        assertThat(school.transcriptStates()).containsExactly("LOCKED");
        // how it is, and how it ends: a question without an answer is no event
        assertThat(events.join().expect(200).text().lines())
                .filteredOn(line -> line.startsWith("id:"))
                .hasSizeLessThanOrEqualTo(2);

        // where the service does not wait for ever either
        school.teachersCredential(Map.of("approvalSeconds", 0));
        var expired = school.signedByTeacher();
        assertThat(expired.at("/stopped/code").asText()).isEqualTo("consent-expired");
        String second = expired.at("/id").asText();
        grow(second, "49 hours");
        await(() -> school.teacher()
                .get("/v1/signing-requests/" + second)
                .expect(200)
                .at("/status")
                .equals("CANCELLED"));
        assertThat(school.transcriptStates()).containsExactly("LOCKED");
        school.teachersCredential(Map.of("approvalSeconds", 900));
        school.teachersCredential(Map.of("approve", "auto"));
        assertThat(school.signedByTeacher().at("/status").asText()).isEqualTo("COMPLETED");
    }

    private static void grow(String request, String older) throws SQLException {
        try (var connection = API.database();
                var statement = connection.createStatement()) {
            // in the order in which every step takes them
            statement.executeUpdate(("UPDATE signing_session SET created_at = created_at - interval '%1$s',"
                            + " state_since = state_since - interval '%1$s' WHERE request_id = '%2$s';"
                            + " UPDATE signing_request SET created_at = created_at - interval '%1$s' WHERE id = '%2$s'")
                    .formatted(older, request));
        }
    }

    /** How often a request's sessions moved. */
    private static long moves(String request) {
        try (var connection = API.database();
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT sum(version) FROM signing_session WHERE request_id = '" + request + "'")) {
            return row.next() ? row.getLong(1) : 0;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aRepetitionWhileTheServiceStillChecksThePinIsToldToWait() {
        var school = SigningSchool.create(API);
        school.signedByTeacher();
        String id = school.open(school.leading(), "PRINCIPAL").expect(202).at("/id");
        school.fault(school.leader().credentialId(), AUTHORISE, "hold", Map.of());
        var keyed = school.leading().withKey(UUID.randomUUID().toString());
        var first = CompletableFuture.supplyAsync(() -> consent(keyed, id, TestSchool.PIN, TestSchool.OTP));
        try {
            await(() -> school.isChecking(id));
            consent(keyed, id, TestSchool.PIN, TestSchool.OTP).expectProblem(409, "idempotency-in-flight");
            // another request, not a repetition
            consent(school.leading(), id, TestSchool.PIN, TestSchool.OTP).expectProblem(409, "wrong-state");
        } finally {
            school.forgetFaults();
        }
        first.join().expect(200);
        var replayed = consent(keyed, id, TestSchool.PIN, TestSchool.OTP).expect(200);
        assertThat(replayed.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(replayed.text()).isEqualTo(first.join().text());
        assertThat(settled(school.leading(), id).at("/status").asText()).isEqualTo("COMPLETED");
        assertThat(school.counters(school.leader()).path("consents")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "refuse, 900, consent-refused",
        "ignore,   0, consent-expired",
    })
    void whoDoesNotApproveOnThePhoneIsNotAskedAgainBeforeResuming(String approve, int seconds, String reason) {
        var school = SigningSchool.create(API);
        school.teachersCredential(Map.of("approve", approve, "approvalSeconds", seconds));
        var stopped = school.signedByTeacher();
        assertThat(stopped.at("/status").asText()).isEqualTo("STOPPED");
        assertThat(stopped.at("/stopped/code").asText()).isEqualTo(reason);
        assertThat(school.timesTeacherWasAsked()).isEqualTo(1);
        school.teachersCredential(Map.of("approve", "auto", "approvalSeconds", 900));
        assertResumes(school, stopped);
        assertThat(school.timesTeacherWasAsked()).isEqualTo(2);
    }

    @Test
    void ofSeveralConsentsThoseThatWereNeverAskedForSayThatTheRequestStoppedBefore() {
        var school = SigningSchool.create(API);
        school.teachersCredential(Map.of("multisign", SigningSchool.PUPILS - 1, "approve", "refuse"));
        var stopped = school.signedByTeacher();
        assertThat(stopped.at("/status").asText()).isEqualTo("STOPPED");
        assertThat(stopped.at("/stopped/code").asText()).isEqualTo("consent-refused");
        assertThat(itemStates(stopped)).containsOnly("NOT_SIGNED");
        assertThat(stopped.path("items").findValuesAsText("code"))
                .containsExactly("consent-refused", "consent-refused", "request-stopped");
        assertThat(stopped.at("/sessions/1/turn").asText()).isEqualTo("NOBODY");
        assertThat(stopped.at("/sessions/1/ended/code").asText()).isEqualTo("request-stopped");
        school.teachersCredential(Map.of("approve", "auto"));
        String id = stopped.path("id").asText();
        school.teacher().post("/v1/signing-requests/" + id + "/resume", null).expect(202);
        var resumed = settled(school.teacher(), id);
        assertThat(resumed.at("/status").asText()).isEqualTo("COMPLETED");
        assertThat(resumed.path("sessions")).hasSize(4);
        assertThat(school.timesTeacherWasAsked()).isEqualTo(3);
    }

    @Test
    void aConsentThatRunsOutBeforeItIsUsedIsNotAskedForAgainBeforeResuming() {
        var school = SigningSchool.create(API);
        school.teachersCredential(Map.of("sadSeconds", 1));
        school.fault(
                school.school().teacher().credentialId(),
                SIGN,
                "status",
                Map.of("status", 503, "error", "temporarily_unavailable", "retryAfter", 1));
        var stopped = school.signedByTeacher();
        assertThat(stopped.at("/status").asText()).isEqualTo("STOPPED");
        assertThat(stopped.at("/stopped/code").asText()).isEqualTo("consent-expired");
        assertThat(school.timesTeacherWasAsked()).isEqualTo(1);
        school.teachersCredential(Map.of("sadSeconds", 3600));
        assertResumes(school, stopped);
        assertThat(school.timesTeacherWasAsked()).isEqualTo(2);
    }

    @Test
    void aCertificateThatIsRevokedAfterTheConsentSignsNothingAndTheSignerIsToldWhy() {
        var school = SigningSchool.create(API);
        school.fault(school.school().teacher().credentialId(), SIGN, "hold", Map.of());
        String id =
                school.open(school.teacher(), "HOMEROOM_TEACHER").expect(202).at("/id");
        await(() -> school.asked(SIGN) > 0);
        school.teachersCredential(Map.of("status", "revoked"));
        school.forgetFaults();
        var stopped = settled(school.teacher(), id);
        assertThat(stopped.at("/status").asText()).isEqualTo("STOPPED");
        assertThat(stopped.at("/stopped/code").asText()).isEqualTo("credential-unusable");
        assertThat(stopped.at("/sessions/0/state").asText()).isEqualTo("FAILED");
        assertThat(stopped.at("/counts/signed").asInt()).isZero();
        assertThat(school.counters().path("consents")).hasSize(1);
        assertThat(school.counters().path("signaturesByHash")).isEmpty();
        school.teacher()
                .post("/v1/signing-requests/" + id + "/resume", null)
                .expectProblem(422, "certificate-not-usable");
        assertThat(school.timesTeacherWasAsked()).isEqualTo(1);
    }

    @Test
    void asksNobodyToSignWithACertificateThatIsNotValid() {
        var school = SigningSchool.create(API);
        var before = API.snapshot(school.school());
        for (String status : List.of("expired", "suspended", "disabled", "revoked")) {
            school.teachersCredential(Map.of("status", status));
            school.open(school.teacher(), "HOMEROOM_TEACHER").expectProblem(422, "certificate-not-usable");
            // the key's own status and the certificate's are separate settings
            school.teachersCredential(Map.of("status", "enabled"));
        }
        assertThat(school.timesTeacherWasAsked()).isZero();
        assertThat(API.snapshot(school.school())).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "status,     503, signing-service-unavailable,    503, 1",
        "status,     429, signing-service-unavailable,    503, 1",
        "drop-after,   0, signing-service-unavailable,    503, 5",
        "status,     404, signing-service-not-usable,     502, ''",
        "malformed,    0, signing-service-invalid-answer, 502, ''",
    })
    void opensNothingWhileTheServiceDoesNotAnswer(
            String fault, int answered, String code, int status, String retryAfter) {
        var school = SigningSchool.create(API);
        school.fault(
                school.school().teacher().credentialId(),
                "credentials/info",
                fault,
                answered == 0
                        ? Map.of()
                        : Map.of("status", answered, "error", "temporarily_unavailable", "retryAfter", 1));
        var before = API.snapshot(school.school());
        var refused = school.open(school.teacher(), "HOMEROOM_TEACHER").expectProblem(status, code);
        assertThat(refused.header("Retry-After")).isEqualTo(retryAfter);
        assertThat(API.snapshot(school.school())).isEqualTo(before);
        assertThat(school.transcriptStates()).containsExactly("LOCKED");
        school.school().awaitSigningService(school.school().teacher());
    }
}
