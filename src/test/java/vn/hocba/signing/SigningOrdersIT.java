package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hocba.signing.SigningSchool.settled;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.hocba.testing.ApiClient;
import vn.hocba.testing.ApiUnderTest;
import vn.hocba.testing.SampleClass;
import vn.hocba.testing.TestSchool;

/** Batches in several orders under one consent. */
class SigningOrdersIT {

    private static final int PUPILS = 12;
    private static final int DIGESTS_IN_AN_ORDER = ApiUnderTest.SMALL_ORDER;
    private static final int ORDERS = 3;
    private static final String EXTEND = "credentials/extendTransaction";
    private static final String SIGN = "signatures/signHash";

    private static final ApiUnderTest API = ApiUnderTest.shared();

    @Test
    void oneConsentServesAsManyOrdersAsTheServiceTakesThemIn() {
        var school = API.createSchool();
        limitOrders(school, Map.of());
        String id = open(school.as(school.teacher()), lockedClass(school, school.teacher(), school.classId()));
        var signed = settled(school.as(school.teacher()), id);
        assertThat(signed.at("/status").asText()).isEqualTo("COMPLETED");
        assertThat(signed.at("/counts/signed").asInt()).isEqualTo(PUPILS);
        assertThat(signed.at("/sessions")).hasSize(1);
        var counters = counters(school);
        assertThat(counters.path("asked").asInt()).isEqualTo(1);
        assertThat(counters.path("calls").path(SIGN).asInt()).isEqualTo(ORDERS);
        assertThat(counters.path("calls").path(EXTEND).asInt()).isEqualTo(ORDERS - 1);
        assertThat(counters.path("signaturesByHash")).hasSize(PUPILS).allMatch(times -> times.asInt() == 1);
    }

    @Test
    void aWrongSignatureOfOneOrderNeverTouchesTheOtherOrders() {
        var school = API.createSchool();
        limitOrders(school, Map.of());
        fault(school.teacher(), Map.of("kind", "wrong-signature"));
        String id = open(school.as(school.teacher()), lockedClass(school, school.teacher(), school.classId()));
        var stopped = settled(school.as(school.teacher()), id);
        assertThat(stopped.at("/counts/signed").asInt()).isEqualTo(PUPILS - 1);
        assertThat(stopped.at("/stopped/code").asText()).isEqualTo("signature-does-not-verify");
        assertThat(counters(school).path("asked").asInt()).isEqualTo(1);
    }

    /** Under SCAL 1 the service only counts: it would sign a repetition, and have too few signatures left for the last order. */
    @Test
    void anOrderOfSeveralWhoseAnswerWasLostIsNotSentAgainWhereTheServiceWouldSignItTwice() {
        var school = API.createSchool();
        limitOrders(school, Map.of("scal", 1));
        fault(school.teacher(), Map.of("kind", "drop-after"));
        var teacher = school.as(school.teacher());
        String id = open(teacher, lockedClass(school, school.teacher(), school.classId()));
        assertThat(settled(teacher, id).at("/stopped/code").asText()).isEqualTo("answer-unknown");
        assertThat(counters(school).path("calls").path(SIGN).asInt()).isEqualTo(1);

        teacher.post("/v1/signing-requests/" + id + "/resume", null).expect(202);
        assertThat(settled(teacher, id).at("/counts/signed").asInt()).isEqualTo(PUPILS);
        // within a second, what is prepared anew has the same digests
        int signatures = 0;
        for (var times : counters(school).path("signaturesByHash")) {
            signatures += times.asInt();
        }
        assertThat(signatures).isEqualTo(DIGESTS_IN_AN_ORDER + PUPILS);
    }

    private static String lockedClass(TestSchool school, TestSchool.Person person, String classId) {
        var teacher = school.as(person);
        teacher.post("/v1/classes/" + classId + "/transcripts/import", Map.of("items", SampleClass.items(PUPILS)))
                .expect(200);
        teacher.post(
                        "/v1/transcripts/lock",
                        Map.of(
                                "classId",
                                classId,
                                "leaderStaffId",
                                school.principal().staffId()))
                .expect(200);
        return classId;
    }

    private static String open(ApiClient signer, String classId) {
        return signer.post("/v1/signing-requests", Map.of("slot", "HOMEROOM_TEACHER", "classId", classId))
                .expect(202)
                .at("/id");
    }

    /** The service takes so many, and so has the provider been configured. */
    private static void limitOrders(TestSchool school, Map<String, Object> more) {
        school.bind(
                Map.of("staffId", school.teacher().staffId()),
                "small-orders",
                school.teacher().credentialId());
        var settings = new HashMap<>(more);
        settings.put("perOrder", DIGESTS_IN_AN_ORDER);
        API.sandbox()
                .client()
                .post("/control/credentials/" + school.teacher().credentialId(), settings)
                .expect(200);
    }

    private static void fault(TestSchool.Person signer, Map<String, Object> fault) {
        var ordered = new HashMap<String, Object>(fault);
        ordered.put("operation", SIGN);
        ordered.put("credentialID", signer.credentialId());
        API.sandbox().client().post("/control/faults", ordered).expect(204);
    }

    private static JsonNode counters(TestSchool school) {
        return API.sandbox()
                .client()
                .get("/control/counters?credentialID=" + school.teacher().credentialId())
                .expect(200)
                .json();
    }
}
