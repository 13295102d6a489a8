package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hocba.signing.SigningSchool.settled;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.hocba.testing.ApiUnderTest;
import vn.hocba.testing.SandboxProcess;

/** One school's people at providers of different wires: each binding says which. */
class SeveralProvidersIT {

    private static ApiUnderTest api;

    @BeforeAll
    static void start() {
        api = ApiUnderTest.own("providers", SeveralProvidersIT::settings);
    }

    private static Map<String, String> settings(SandboxProcess sandbox) {
        var all = new HashMap<String, String>();
        provider(all, "government", "rssp", sandbox.described("/rssp"));
        all.put("hocba.providers.government.relying-party", "HOCBA");
        all.put("hocba.providers.government.login-signature", "sandbox-signature");
        all.put("hocba.providers.government.key-store", sandbox.described("/rsspKeyStore"));
        all.put("hocba.providers.government.key-store-password", "sandbox");
        provider(all, "vnpt", "smartca", sandbox.described("/smartca"));
        return all;
    }

    private static void provider(Map<String, String> all, String id, String dialect, String url) {
        var prefix = "hocba.providers." + id + ".";
        all.put(prefix + "dialect", dialect);
        all.put(prefix + "url", url);
        all.put(prefix + "client-id", "hocba");
        all.put(prefix + "client-secret", "sandbox-secret");
        all.put(prefix + "poll-interval", "0.1S");
    }

    @AfterAll
    static void stop() {
        api.stop();
    }

    private static int calls(String operation) {
        return api.sandbox()
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
        var school = SigningSchool.create(api);
        var teacher = school.school().teacher();
        school.school().bind(Map.of("staffId", teacher.staffId()), "government", teacher.credentialId());

        var opened = school.open(school.teacher(), "HOMEROOM_TEACHER").expect(202);
        assertThat(opened.at("/verificationCode"))
                .as("the code of that provider's app")
                .matches("[0-9A-F]{4}-[0-9A-F]{4}");
        assertThat(settled(school.teacher(), opened.at("/id")).at("/status").asText())
                .isEqualTo("COMPLETED");
        assertThat(school.signedByLeader().at("/status").asText()).isEqualTo("COMPLETED");
        assertThat(school.sealed().at("/status").asText()).isEqualTo("COMPLETED");

        assertThat(school.transcriptStates()).containsExactly("ISSUED");
        assertThat(calls("rssp/signatures/signHash")).isEqualTo(1);
        assertThat(calls("signatures/signHash")).isEqualTo(2);
    }

    @Test
    void aLostAnswerIsAskedAboutWhereTheWireKnowsOurOwnId() {
        var school = SigningSchool.create(api);
        var teacher = school.school().teacher();
        var certificates = api.sandbox()
                .client()
                .post(
                        "/smartca/v1/credentials/get_certificate",
                        Map.of(
                                "sp_id",
                                "hocba",
                                "sp_password",
                                "sandbox-secret",
                                "transaction_id",
                                "look",
                                "user_id",
                                teacher.personalNumber()))
                .expect(200);
        school.school()
                .bind(
                        Map.of("staffId", teacher.staffId()),
                        "vnpt",
                        teacher.personalNumber() + "/" + certificates.at("/data/user_certificates/0/serial_number"));
        school.fault(teacher.credentialId(), "smartca/v1/signatures/sign", "drop-after", Map.of());

        assertThat(school.signedByTeacher().at("/status").asText()).isEqualTo("COMPLETED");

        assertThat(school.timesTeacherWasAsked()).isEqualTo(1);
        assertThat(calls("smartca/v1/signatures/sign")).isEqualTo(1);
    }
}
