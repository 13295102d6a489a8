package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static vn.hocba.signing.SigningSchool.consent;
import static vn.hocba.signing.SigningSchool.itemStates;
import static vn.hocba.signing.SigningSchool.settled;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hocba.testing.Answer;
import vn.hocba.testing.ApiClient;
import vn.hocba.testing.ApiUnderTest;
import vn.hocba.testing.Oracles;
import vn.hocba.testing.TestSchool;

class SigningIT {

    private static final ApiUnderTest API = ApiUnderTest.shared();

    @Test
    void threePeopleSignAClassWithOneConsentEach() {
        var school = SigningSchool.create(API, SigningSchool.PIN_AND_OTP_WITH_RSA);

        assertThat(school.signedByTeacher().at("/status").asText()).isEqualTo("COMPLETED");
        assertThat(school.transcriptStates()).containsExactly("IN_SIGNING");
        assertThat(school.signedByLeader().at("/status").asText()).isEqualTo("COMPLETED");
        var sealed = school.sealed();
        assertThat(sealed.at("/status").asText()).isEqualTo("COMPLETED");
        assertThat(sealed.at("/counts/signed").asInt()).isEqualTo(SigningSchool.PUPILS);
        assertThat(sealed.at("/sessions")).hasSize(1);

        assertThat(school.transcriptStates()).containsExactly("ISSUED");
        for (String id : school.ids()) {
            var xml =
                    school.leading().get("/v1/transcripts/" + id + "/document").expect(200);
            assertThat(xml.header("Content-Type")).startsWith("application/xml");
            var verdict = school.leading()
                    .with("Content-Type", "application/xml")
                    .post("/v1/verifications", xml.text())
                    .expect(200);
            assertThat(verdict.at("/indication")).isEqualTo("TOTAL_PASSED");
        }
    }

    @Test
    void theJdkAndXmlsec1VerifyWhatThreePeopleSigned(@TempDir Path directory) throws IOException {
        var school = SigningSchool.create(API, SigningSchool.PIN_AND_OTP_WITH_RSA);
        school.signedByTeacher();
        school.signedByLeader();
        school.sealed();
        var files = new ArrayList<Path>();
        for (String id : school.ids()) {
            var xml =
                    school.leading().get("/v1/transcripts/" + id + "/document").expect(200);
            files.add(Files.write(directory.resolve(id + ".xml"), xml.bytes()));
        }
        assertThat(files).allSatisfy(file -> assertThat(Oracles.jdk(file)).isTrue());

        assumeThat(Oracles.xmlsec1Installed())
                .as("the program xmlsec1 is installed")
                .isTrue();
        var anchors = API.sandbox().directory().resolve("trust-anchors.pem");
        for (String signature : List.of("signature-GVCN", "signature-CBQL", "signature-KY_PHAT_HANH")) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(Oracles.xmlsec1(anchors, file, signature))
                            .as(signature)
                            .isTrue());
        }
    }

    @Test
    void saysHowToConsentAndWhichCodeToCompare() {
        var school = SigningSchool.create(API);
        school.signedByTeacher();
        var opened = school.open(school.leading(), "PRINCIPAL").expect(202);
        assertThat(opened.header("Location")).endsWith("/v1/signing-requests/" + opened.at("/id"));
        assertThat(opened.at("/status")).isEqualTo("AWAITING_CONSENT");
        assertThat(opened.at("/turn")).isEqualTo("SIGNER");
        assertThat(opened.at("/verificationCode")).matches("[0-9]{3} [0-9]{3}");
        assertThat(opened.at("/consent/mode")).isEqualTo("FACTORS");
        assertThat(opened.json().at("/consent/factors").findValuesAsText("kind"))
                .containsExactly("PIN", "OTP");
        assertThat(opened.json().path("items")).hasSize(SigningSchool.PUPILS);
    }

    @Test
    void repeatedRequestIsOpenedOnce() {
        var school = SigningSchool.create(API);
        var keyed = school.teacher().withKey(UUID.randomUUID().toString());
        var first = school.open(keyed, "HOMEROOM_TEACHER").expect(202);
        var again = school.open(keyed, "HOMEROOM_TEACHER").expect(202);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.text()).isEqualTo(first.text());
        settled(school.teacher(), first.at("/id"));
    }

    @Test
    void wrongPinChangesNothingAndMayBeGivenAgain() {
        var school = SigningSchool.create(API);
        school.signedByTeacher();
        String id = school.open(school.leading(), "PRINCIPAL").expect(202).at("/id");
        consent(school.leading(), id, "000000", TestSchool.OTP).expectProblem(422, "consent-rejected");
        consent(school.leading(), id, TestSchool.PIN, null).expectProblem(422, "validation-failed");
        var waiting = school.leading().get("/v1/signing-requests/" + id).expect(200);
        assertThat(waiting.at("/status")).isEqualTo("AWAITING_CONSENT");
        consent(school.leading(), id, TestSchool.PIN, TestSchool.OTP).expect(200);
        assertThat(settled(school.leading(), id).at("/status").asText()).isEqualTo("COMPLETED");
        consent(school.leading(), id, TestSchool.PIN, TestSchool.OTP).expectProblem(409, "wrong-state");
    }

    @Test
    void credentialThatSignsTwoPerConsentAsksForSeveralConsents() {
        var school = SigningSchool.create(
                API, Map.of("algorithm", "P-256", "consent", "PIN", "pin", TestSchool.PIN, "multisign", 2));
        school.signedByTeacher();
        String id = school.open(school.leading(), "PRINCIPAL").expect(202).at("/id");
        assertThat(consent(school.leading(), id, TestSchool.PIN, null)
                        .expect(200)
                        .json()
                        .path("sessions"))
                .hasSize(2);
        consent(school.leading(), id, TestSchool.PIN, null).expect(200);
        assertThat(settled(school.leading(), id).at("/status").asText()).isEqualTo("COMPLETED");
    }

    @Test
    void refusesTheWrongSlotPersonAndOrderAndWhatIsSignedOrHeld() {
        var school = SigningSchool.create(API);
        var colleague = school.school().hire("Lê Thị Cúc", "Giáo viên", "homeroom_teacher", null);
        var before = API.snapshot(school.school());
        school.open(school.school().as(colleague), "HOMEROOM_TEACHER").expectProblem(404, "not-found");
        school.open(school.teacher(), "PRINCIPAL").expectProblem(403, "wrong-signer");
        school.open(school.school().as(school.school().administrator()), "HOMEROOM_TEACHER")
                .expectProblem(403, "wrong-signer");
        school.open(school.leading(), "PRINCIPAL").expectProblem(409, "wrong-slot-order");
        school.open(school.sealing(), "SCHOOL_SEAL").expectProblem(409, "wrong-slot-order");
        assertThat(API.snapshot(school.school())).isEqualTo(before);

        school.signedByTeacher();
        var signed = API.snapshot(school.school());
        assertThat(school.open(school.teacher(), "HOMEROOM_TEACHER")
                        .expectProblem(409, "already-signed")
                        .at("/errors/0/pointer"))
                .isEqualTo("/classId");
        // a principal of the school, but not the leader who was fixed at lock
        school.open(school.school().as(school.school().principal()), "PRINCIPAL")
                .expectProblem(403, "wrong-signer");
        assertThat(API.snapshot(school.school())).isEqualTo(signed);

        school.open(school.leading(), "PRINCIPAL").expect(202);
        var held = API.snapshot(school.school());
        school.open(school.leading(), "PRINCIPAL").expectProblem(409, "held-by-signing-request");
        assertThat(API.snapshot(school.school())).isEqualTo(held);
    }

    @Test
    void refusesTranscriptsThatAreNotLockedAndListsThatMakeNoSense() {
        var school = SigningSchool.create(API);
        var id = school.ids().getFirst();
        school.school()
                .as(school.school().administrator())
                .post("/v1/transcripts/" + id + "/unlock", Map.of("reason", "Sửa điểm môn Toán."))
                .expect(200);
        var before = API.snapshot(school.school());
        list(school.teacher(), school.ids()).expectProblem(409, "not-locked");
        list(school.teacher(), List.of()).expectProblem(422, "validation-failed");
        list(school.teacher(), List.of(school.ids().getLast(), school.ids().getLast()))
                .expectProblem(422, "validation-failed");
        list(school.teacher(), List.of(UUID.randomUUID().toString())).expectProblem(404, "not-found");
        assertThat(API.snapshot(school.school())).isEqualTo(before);

        var rest = school.open(school.teacher(), "HOMEROOM_TEACHER").expect(202);
        assertThat(rest.json().path("items")).hasSize(SigningSchool.PUPILS - 1);
        settled(school.teacher(), rest.at("/id"));
    }

    @Test
    void whatIsLockedAgainWhileItIsPreparedIsNamedWithItsState() {
        var school = SigningSchool.create(API);
        var changed = school.ids().getLast();
        school.fault(school.school().teacher().credentialId(), "credentials/info", "hold", Map.of());
        var opening = CompletableFuture.supplyAsync(() -> list(school.teacher(), school.ids()));
        try {
            SigningSchool.await(() -> school.asked("credentials/info") > 0);
            school.school()
                    .as(school.school().administrator())
                    .post("/v1/transcripts/" + changed + "/unlock", Map.of("reason", "Sửa điểm môn Toán."))
                    .expect(200);
            school.teacher()
                    .post(
                            "/v1/transcripts/" + changed + "/lock",
                            Map.of("leaderStaffId", school.leader().staffId()))
                    .expect(200);
        } finally {
            school.forgetFaults();
        }
        var refused = opening.join().expectProblem(409, "conflict");
        assertThat(refused.at("/currentState")).isEqualTo("LOCKED");
        assertThat(refused.json().path("errors")).hasSize(1);
        assertThat(refused.at("/errors/0/pointer"))
                .isEqualTo("/transcriptIds/" + school.ids().indexOf(changed));
        assertThat(school.transcriptStates()).containsExactly("LOCKED");
    }

    private static Answer list(ApiClient signer, List<String> ids) {
        return signer.post("/v1/signing-requests", Map.of("slot", "HOMEROOM_TEACHER", "transcriptIds", ids));
    }

    @Test
    void anotherPersonsCertificateIsAHardStop() {
        var school = SigningSchool.create(API);
        var other = school.school().hire("Phạm Văn Khác", "Giáo viên", "homeroom_teacher", TestSchool.PHONE);
        school.school().bind(Map.of("staffId", school.school().teacher().staffId()), other.credentialId());
        var before = API.snapshot(school.school());
        school.open(school.teacher(), "HOMEROOM_TEACHER").expectProblem(422, "wrong-certificate");
        var credential = school.teacher().get("/v1/credentials").expect(200);
        assertThat(credential.json().at("/0/usable").asBoolean()).isFalse();
        assertThat(API.snapshot(school.school())).isEqualTo(before);
    }

    @Test
    void aPersonsCertificateIsNoSeal() {
        var school = SigningSchool.create(API);
        school.signedByTeacher();
        school.signedByLeader();
        school.school()
                .bind(Map.of("schoolSeal", true), school.school().teacher().credentialId());
        school.open(school.sealing(), "SCHOOL_SEAL").expectProblem(422, "wrong-certificate");
    }

    @Test
    void cancellingFreesWhatIsNotSigned() {
        var school = SigningSchool.create(API);
        school.signedByTeacher();
        String id = school.open(school.leading(), "PRINCIPAL").expect(202).at("/id");
        var cancelled = school.leading()
                .post("/v1/signing-requests/" + id + "/cancel", null)
                .expect(200);
        assertThat(cancelled.at("/status")).isEqualTo("CANCELLED");
        assertThat(itemStates(cancelled.json())).containsOnly("RELEASED");
        consent(school.leading(), id, TestSchool.PIN, TestSchool.OTP).expectProblem(409, "wrong-state");
        school.leading().post("/v1/signing-requests/" + id + "/cancel", null).expectProblem(409, "wrong-state");
        assertThat(school.signedByLeader().at("/status").asText()).isEqualTo("COMPLETED");
    }

    @Test
    void anAdministratorCancelsForASignerWhoIsGoneAndDoesNothingElse() {
        var school = SigningSchool.create(API);
        school.signedByTeacher();
        String path = "/v1/signing-requests/"
                + school.open(school.leading(), "PRINCIPAL").expect(202).at("/id");
        var administrator = school.school().as(school.school().administrator());
        assertThat(administrator.get(path).expect(200).at("/status")).isEqualTo("AWAITING_CONSENT");
        administrator.post(path + "/resume", null).expectProblem(404, "not-found");
        administrator
                .post(path + "/consent", Map.of("pin", TestSchool.PIN, "otp", TestSchool.OTP))
                .expectProblem(404, "not-found");
        school.teacher().post(path + "/cancel", null).expectProblem(404, "not-found");
        var cancelled = administrator.post(path + "/cancel", null).expect(200);
        assertThat(cancelled.at("/status")).isEqualTo("CANCELLED");
        assertThat(itemStates(cancelled.json())).containsOnly("RELEASED");
        assertThat(school.signedByLeader().at("/status").asText()).isEqualTo("COMPLETED");
    }

    @Test
    void itemsFollowTheClassRegister() {
        var school = SigningSchool.create(API);
        var labels = school.signedByTeacher().path("items").findValuesAsText("label");
        // numbered in the order of their names
        assertThat(labels).hasSize(SigningSchool.PUPILS).isSorted();
        assertThat(school.open(school.leading(), "PRINCIPAL")
                        .expect(202)
                        .json()
                        .path("items")
                        .findValuesAsText("label"))
                .isEqualTo(labels);
    }

    @Test
    void anotherSchoolSeesNothing() {
        var school = SigningSchool.create(API);
        String id = school.signedByTeacher().at("/id").asText();
        var other = API.createSchool();
        var stranger = other.as(other.teacher());
        for (String path : List.of("", "/events")) {
            stranger.get("/v1/signing-requests/" + id + path).expectProblem(404, "not-found");
        }
        for (String path : List.of("/cancel", "/resume")) {
            stranger.post("/v1/signing-requests/" + id + path, null).expectProblem(404, "not-found");
        }
        consent(stranger, id, TestSchool.PIN, null).expectProblem(404, "not-found");
        stranger.get("/v1/transcripts/" + school.ids().getFirst() + "/document").expectProblem(404, "not-found");
        assertThat(stranger.get("/v1/signing-requests").expect(200).json().path("items"))
                .isEmpty();
        assertThat(school.teacher()
                        .get("/v1/signing-requests")
                        .expect(200)
                        .json()
                        .path("items"))
                .hasSize(1);
    }
}
