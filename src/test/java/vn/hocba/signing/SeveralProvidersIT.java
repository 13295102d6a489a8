package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hocba.signing.SigningSchool.settled;
import static vn.hocba.testing.TestSchool.OTP;
import static vn.hocba.testing.TestSchool.PIN;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hocba.testing.ApiUnderTest;
import vn.hocba.testing.Phone;
import vn.hocba.testing.SampleClass;
import vn.hocba.testing.TestSchool;

/** One school's people at providers of different wires: each binding says which. */
class SeveralProvidersIT {

    private static final ApiUnderTest API = ApiUnderTest.shared();

    private static int calls(String operation) {
        return API.sandbox()
                .client()
                .get("/control/counters")
                .expect(200)
                .json()
                .path("calls")
                .path(operation)
                .asInt();
    }

    @Test
    void theTeacherSignsAtOneProviderAndTheLeaderAtAnother() {
        var school = SigningSchool.create(API);
        var teacher = school.school().teacher();
        school.school().bind(Map.of("staffId", teacher.staffId()), "government", teacher.credentialId());

        int rssp = calls("rssp/signatures/signHash");
        int csc = calls("signatures/signHash");
        var opened = school.open(school.teacher(), "HOMEROOM_TEACHER").expect(202);
        assertThat(opened.at("/verificationCode"))
                .as("the code of that provider's app")
                .matches("[0-9A-F]{4}-[0-9A-F]{4}");
        assertThat(settled(school.teacher(), opened.at("/id")).at("/status").asText())
                .isEqualTo("COMPLETED");
        assertThat(school.signedByLeader().at("/status").asText()).isEqualTo("COMPLETED");
        assertThat(school.sealed().at("/status").asText()).isEqualTo("COMPLETED");

        assertThat(school.transcriptStates()).containsExactly("ISSUED");
        assertThat(calls("rssp/signatures/signHash")).isEqualTo(rssp + 1);
        assertThat(calls("signatures/signHash")).isEqualTo(csc + 2);
    }

    @Test
    void aPasswordThatWasSentGoesWithItsNameWhicheverReplicaPassesItOn() {
        var school = API.createSchool();
        var teacher = school.hire(
                "Huỳnh Thị Thơ", "Giáo viên", "homeroom_teacher", Map.of("algorithm", "P-256", "consent", "OTP"));
        school.bind(Map.of("staffId", teacher.staffId()), "government", teacher.credentialId());
        var client = school.as(teacher);
        String classId = school.newClass(4, "4T", teacher);
        client.post("/v1/classes/" + classId + "/transcripts/import", Map.of("items", SampleClass.items(1)))
                .expect(200);
        client.post("/v1/transcripts/lock", Map.of("classId", classId)).expect(200);
        String id = client.post("/v1/signing-requests", Map.of("slot", "HOMEROOM_TEACHER", "classId", classId))
                .expect(202)
                .at("/id");

        client.post("/v1/signing-requests/" + id + "/challenge", Map.of("factor", "OTP"))
                .expect(204);
        client.post("/v1/signing-requests/" + id + "/consent", Map.of("otp", OTP))
                .expect(200);

        assertThat(settled(client, id).at("/status").asText()).isEqualTo("COMPLETED");
    }

    /** The leader's key pads by PSS, which no other wire here offers. */
    @Test
    void theWholeCeremonyGoesByTheFirstVersionOfTheStandardToo() {
        var school = SigningSchool.create(
                API, Map.of("algorithm", "RSA-2048-PSS", "consent", "PIN+OTP", "pin", PIN, "otp", OTP));
        var teacher = school.school().teacher();
        var seal = school.school().sealOfficer();
        bindToFirstVersion(school, Map.of("staffId", teacher.staffId()), teacher);
        bindToFirstVersion(school, Map.of("staffId", school.leader().staffId()), school.leader());
        bindToFirstVersion(school, Map.of("schoolSeal", true), seal);

        assertThat(school.signedByTeacher().at("/status").asText()).isEqualTo("COMPLETED");
        assertThat(school.signedByLeader().at("/status").asText()).isEqualTo("COMPLETED");
        assertThat(school.sealed().at("/status").asText()).isEqualTo("COMPLETED");

        assertThat(school.transcriptStates()).containsExactly("ISSUED");
        for (var signer : List.of(teacher, school.leader(), seal)) {
            var counters = school.counters(signer);
            assertThat(counters.path("asked").asInt()).isEqualTo(1);
            assertThat(counters.at("/calls/csc-v1~1signatures~1signHash").asInt())
                    .isEqualTo(1);
        }
        var file = school.leading()
                .get("/v1/transcripts/" + school.ids().getFirst() + "/document")
                .expect(200)
                .text();
        assertThat(file).contains("xmldsig-more#sha256-rsa-MGF1", "xmldsig-more#ecdsa-sha256");
        assertThat(school.leading()
                        .with("Content-Type", "application/xml")
                        .post("/v1/verifications", file)
                        .expect(200)
                        .at("/indication"))
                .isEqualTo("TOTAL_PASSED");
    }

    @Test
    void whatIsApprovedAfterTheRequestWasCancelledSignsNothingWhereTheCallIsHeldForThePerson() {
        var school = SigningSchool.create(API);
        var teacher = school.school().teacher();
        bindToFirstVersion(school, Map.of("staffId", teacher.staffId()), teacher);
        school.teachersCredential(Map.of("approve", "manual"));
        var phone = Phone.of(API.sandbox(), teacher.account());
        String cancelled =
                school.open(school.teacher(), "HOMEROOM_TEACHER").expect(202).at("/id");
        phone.awaitQuestion();

        school.teacher()
                .post("/v1/signing-requests/" + cancelled + "/cancel", null)
                .expect(200);
        phone.approve();

        school.teachersCredential(Map.of("approve", "auto"));
        assertThat(school.signedByTeacher().at("/status").asText()).isEqualTo("COMPLETED");
        assertThat(settled(school.teacher(), cancelled).at("/status").asText()).isEqualTo("CANCELLED");
        assertThat(school.counters().path("signaturesByHash")).hasSize(SigningSchool.PUPILS);
    }

    private static void bindToFirstVersion(SigningSchool school, Map<String, ?> holder, TestSchool.Person signer) {
        school.school().bind(holder, ApiUnderTest.FIRST_VERSION, signer.credentialId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"drop-after", "malformed"})
    void aLostOrUselessAnswerIsAskedAboutWhereTheWireKnowsOurOwnId(String fault) {
        var school = SigningSchool.create(API);
        var teacher = school.school().teacher();
        school.school().bind(Map.of("staffId", teacher.staffId()), "vnpt", school.smartCaId(teacher));
        school.fault(teacher.credentialId(), "smartca/v1/signatures/sign", fault, Map.of());

        int before = calls("smartca/v1/signatures/sign");
        assertThat(school.signedByTeacher().at("/status").asText()).isEqualTo("COMPLETED");

        assertThat(school.timesTeacherWasAsked()).isEqualTo(1);
        assertThat(calls("smartca/v1/signatures/sign")).isEqualTo(before + 1);
    }
}
