package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hocba.signing.SigningSchool.consent;
import static vn.hocba.signing.SigningSchool.settled;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.hocba.testing.ApiClient;
import vn.hocba.testing.ApiUnderTest;
import vn.hocba.testing.TestSchool;

/** What is said before anybody is asked, how an operator stops a provider, and how long signing will take. */
class PreflightIT {

    private static final ApiUnderTest API = ApiUnderTest.shared();
    private static final String PREFLIGHT = "/v1/signing-requests/preflight";
    private static final String PAUSE = "/v1/providers/sandbox/pause";
    private static final String REASON = "Nhà cung cấp báo sự cố";

    private static final String KEY = UUID.randomUUID().toString();

    private static SigningSchool school;

    @BeforeAll
    static void enterAClass() {
        school = SigningSchool.create(API);
    }

    @Test
    void aClassIsSignedAsItWasForetoldThoughItsProviderIsPausedInBetween() {
        double compared = estimates();
        saysWhatSigningTakes();
        saysAllThatWouldFail();
        school.signedByTeacher();
        String id = school.open(school.leading(), "PRINCIPAL").expect(202).at("/id");
        assertThat(read(id).at("/estimatedDoneAt").asText()).isNotEmpty();
        try {
            API.operator().put(PAUSE, Map.of("reason", REASON)).expect(200);
            saysThatTheProviderIsPaused(id);
        } finally {
            API.operator().delete(PAUSE).expect(200);
        }
        waitsAndGoesOn(id);
        saysWhoseTurnItIsNot();
        assertThat(estimates()).isGreaterThan(compared);
    }

    @Test
    void anOperatorLooksUpWhatABindingHasToName() {
        var path = "/v1/providers/sandbox/schools/" + school.school().id() + "/credentials";
        var teacher = school.school().teacher();
        var ofTeacher =
                API.operator().get(path + "?staffId=" + teacher.staffId()).expect(200);
        assertThat(ofTeacher.json().findValuesAsText("credentialId")).containsExactly(teacher.credentialId());
        assertThat(ofTeacher.at("/0/subject")).isEqualTo("Nguyễn Thị Lan");
        assertThat(ofTeacher.at("/0/keyStatus")).isEqualTo("ENABLED");
        assertThat(API.operator().get(path).expect(200).json().findValuesAsText("credentialId"))
                .containsExactly(school.school().sealOfficer().credentialId());

        API.operator().get(path + "?staffId=" + UUID.randomUUID()).expectProblem(404, "not-found");
        API.operator()
                .get(path.replace("sandbox", "nobodys") + "?staffId=" + teacher.staffId())
                .expectProblem(404, "not-found");
        school.teacher().get(path + "?staffId=" + teacher.staffId()).expectProblem(404, "not-found");
        assertThat(lookUpsOnRecord()).isEqualTo(2);
    }

    private static long lookUpsOnRecord() {
        try (var connection = API.database();
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT count(*) FROM audit_entry WHERE action = 'credentials_looked_up' AND school_id = '"
                                + school.school().id() + "'")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void saysWhatSigningTakes() {
        var before = API.snapshot(school.school());
        var found = preflight(school.teacher().withKey(KEY), ofClass("HOMEROOM_TEACHER"));
        assertThat(found.path("ready").asBoolean()).as(found.toString()).isTrue();
        assertThat(found.path("transcripts").asInt()).isEqualTo(SigningSchool.PUPILS);
        assertThat(found.at("/effort/consents").asInt()).isEqualTo(1);
        assertThat(found.at("/effort/calls").asInt()).isEqualTo(2);
        assertThat(found.at("/credential/consent/mode").asText()).isEqualTo("PHONE");
        assertThat(found.at("/provider/state").asText()).isEqualTo("OPEN");
        assertThat(API.snapshot(school.school())).isEqualTo(before);
        assertThat(school.timesTeacherWasAsked()).isZero();
    }

    private static void saysAllThatWouldFail() {
        school.teachersCredential(Map.of("status", "suspended"));
        // nobody gets an old answer again: a key is nothing to it
        assertThat(codes(preflight(school.teacher().withKey(KEY), ofClass("HOMEROOM_TEACHER"))))
                .containsExactly("STOPS certificate-suspended");
        var unknown = UUID.randomUUID().toString();
        var found = preflight(
                school.teacher(),
                Map.of(
                        "slot",
                        "HOMEROOM_TEACHER",
                        "transcriptIds",
                        List.of(school.ids().getFirst(), unknown)));
        assertThat(found.path("ready").asBoolean()).isFalse();
        assertThat(codes(found)).containsExactly("STOPS not-found", "STOPS certificate-suspended");
        assertThat(found.at("/findings/0/transcriptId").asText()).isEqualTo(unknown);
        school.teachersCredential(Map.of("status", "valid"));
    }

    private static void saysThatTheProviderIsPaused(String id) {
        assertThat(read(id).at("/provider/state").asText()).isEqualTo("PAUSED");
        assertThat(read(id).has("estimatedDoneAt")).isFalse();
        var found = preflight(school.leading(), ofClass("PRINCIPAL"));
        assertThat(codes(found)).contains("STOPS signing-service-unavailable", "STOPS held-by-signing-request");
        assertThat(found.at("/provider/state").asText()).isEqualTo("PAUSED");
        consent(school.leading(), id, TestSchool.PIN, TestSchool.OTP).expectProblem(503, "signing-service-unavailable");
        var listed = API.operator().get("/v1/providers").expect(200).json();
        assertThat(listed.findValuesAsText("id"))
                .containsExactlyInAnyOrder(
                        "sandbox",
                        "small-orders",
                        "large-orders",
                        "government",
                        "vnpt",
                        ApiUnderTest.FIRST_VERSION,
                        ApiUnderTest.SPARE_PROVIDER);
        assertThat(listed).anySatisfy(provider -> {
            assertThat(provider.path("id").asText()).isEqualTo("sandbox");
            assertThat(provider.at("/pause/reason").asText()).isEqualTo(REASON);
            assertThat(provider.at("/pause/by").asText()).isNotEmpty();
        });
        API.operator()
                .put(PAUSE, Map.of("reason", REASON, "until", "2020-01-01T00:00:00Z"))
                .expectProblem(422, "validation-failed");
    }

    /** A session with its consent waits while the provider is paused, and needs nobody to go on. */
    private static void waitsAndGoesOn(String id) {
        school.fault(
                school.leader().credentialId(),
                "signatures/signHash",
                "status",
                Map.of("status", 503, "error", "temporarily_unavailable", "retryAfter", 1, "times", 100));
        try {
            consent(school.leading(), id, TestSchool.PIN, TestSchool.OTP).expect(200);
            API.operator().put(PAUSE, Map.of("reason", REASON)).expect(200);
            assertThat(read(id).path("status").asText()).isEqualTo("SIGNING");
        } finally {
            school.forgetFaults();
            API.operator().delete(PAUSE).expect(200);
        }
        var signed = settled(school.leading(), id);
        assertThat(signed.path("status").asText()).isEqualTo("COMPLETED");
        assertThat(signed.has("provider")).isFalse();
        assertThat(school.counters(school.leader()).path("consents")).hasSize(1);
    }

    private static void saysWhoseTurnItIsNot() {
        var found = preflight(school.teacher(), ofClass("HOMEROOM_TEACHER"));
        assertThat(found.path("ready").asBoolean()).isFalse();
        assertThat(found.path("transcripts").asInt()).isZero();
        assertThat(codes(found)).containsOnly("STOPS already-signed");
    }

    private static Map<String, Object> ofClass(String slot) {
        return Map.of("slot", slot, "classId", school.school().classId());
    }

    private static JsonNode preflight(ApiClient signer, Map<String, Object> wish) {
        return signer.post(PREFLIGHT, wish).expect(200).json();
    }

    private static JsonNode read(String id) {
        return school.leading().get("/v1/signing-requests/" + id).expect(200).json();
    }

    private static List<String> codes(JsonNode preflight) {
        return StreamSupport.stream(preflight.path("findings").spliterator(), false)
                .map(finding -> finding.path("severity").asText() + " "
                        + finding.path("code").asText())
                .toList();
    }

    /** Estimates that were compared with what happened. */
    private static double estimates() {
        return API.anonymous()
                .get("/q/metrics")
                .expect(200)
                .text()
                .lines()
                .filter(line -> line.startsWith("hocba_estimate_error_seconds_count"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
