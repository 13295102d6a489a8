package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static vn.hocba.signing.SigningSchool.consent;
import static vn.hocba.signing.SigningSchool.settled;
import static vn.hocba.testing.Eventually.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vn.hocba.testing.ApiClient;
import vn.hocba.testing.ApiUnderTest;
import vn.hocba.testing.SampleClass;
import vn.hocba.testing.TestSchool;
import vn.hocba.testing.WebhookReceiver;

/** Batches in several orders under one consent. */
class SigningOrdersIT {

    private static final int PUPILS = 12;
    private static final int DIGESTS_IN_AN_ORDER = ApiUnderTest.SMALL_ORDER;
    private static final int ORDERS = 3;

    /** Half of what one request may hold: what was found to be too many for one statement or text began below that. */
    private static final int MANY = 1_000;

    private static final int TOO_MANY = 2_001;

    private static final int OF_A_CLASS = 100;
    private static final int ORDERS_OF_MANY = (MANY + ApiUnderTest.LARGE_ORDER - 1) / ApiUnderTest.LARGE_ORDER;
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

    /** What the database, the service and a front-end are handed at once has bounds of its own. */
    @Test
    void manyClassesInOneRequestAreCancelledOpenedAgainSignedAndReadBack() {
        var school = API.createSchool();
        var signer = school.teacher();
        limitOrders(school, "large-orders", Map.of("perOrder", ApiUnderTest.LARGE_ORDER, "consent", "PIN"));
        var teacher = school.as(signer);
        var classes = new ArrayList<String>();
        for (int i = 0; i < MANY / OF_A_CLASS; i++) {
            classes.add(lockedClass(school, signer, school.newClass(4, "4-" + i, signer), OF_A_CLASS));
        }
        String cancelled = "/v1/signing-requests/"
                + teacher.post("/v1/signing-requests", ofClasses(classes))
                        .expect(202)
                        .at("/id");
        teacher.post(cancelled + "/cancel", null).expect(200);
        assertThat(teacher.get(cancelled).expect(200).json().path("items"))
                .hasSize(MANY)
                .allMatch(item -> item.path("state").asText().equals("RELEASED"));

        String id = teacher.post("/v1/signing-requests", ofClasses(classes))
                .expect(202)
                .at("/id");
        consent(teacher, id, TestSchool.PIN, null).expect(200);
        var signed = settled(teacher, id);
        assertThat(signed.at("/status").asText()).isEqualTo("COMPLETED");
        assertThat(signed.at("/items"))
                .hasSize(MANY)
                .allMatch(item -> item.path("state").asText().equals("SIGNED"));
        var counters = counters(school);
        assertThat(counters.path("asked").asInt()).isEqualTo(1);
        assertThat(counters.path("calls").path(SIGN).asInt()).isEqualTo(ORDERS_OF_MANY);
        assertThat(counters.path("signaturesByHash")).hasSize(MANY).allMatch(times -> times.asInt() == 1);
        assertThat(teacher.get("/v1/transcripts?awaiting=me").expect(200).json().path("items"))
                .isEmpty();
    }

    @Test
    void moreThanARequestMayHoldAreRefused() {
        var school = API.createSchool();
        var ids = Stream.generate(UUID::randomUUID).limit(TOO_MANY).toList();
        school.as(school.teacher())
                .post("/v1/signing-requests", Map.of("slot", "HOMEROOM_TEACHER", "transcriptIds", ids))
                .expectProblem(422, "validation-failed");
    }

    private static Map<String, Object> ofClasses(List<String> classes) {
        return Map.of("slot", "HOMEROOM_TEACHER", "classIds", classes);
    }

    @Test
    void whatFailedInOneOrderIsToldWhenTheAnswerToALaterOneIsLost() {
        var school = API.createSchool();
        limitOrders(school, Map.of("scal", 1));
        fault(school.teacher(), Map.of("kind", "wrong-signature"));
        fault(school.teacher(), Map.of("kind", "drop-after"));
        try (var receiver = WebhookReceiver.answering(message -> 204)) {
            school.as(school.administrator())
                    .post(
                            school.path("webhooks"),
                            Map.of(
                                    "url",
                                    receiver.url("/hook"),
                                    "events",
                                    List.of("signing-session.stopped", "signing-item.failed")))
                    .expect(201);
            var teacher = school.as(school.teacher());
            String id = open(teacher, lockedClass(school, school.teacher(), school.classId()));
            assertThat(settled(teacher, id).at("/stopped/code").asText()).isEqualTo("answer-unknown");

            var told = eventually(receiver::messages, all -> all.size() == 2);
            assertThat(told)
                    .extracting(
                            WebhookReceiver.Message::type,
                            message -> message.json().at("/data/reason").asText())
                    .containsExactlyInAnyOrder(
                            tuple("signing-session.stopped", "answer-unknown"),
                            tuple("signing-item.failed", "signature-does-not-verify"));
        }
    }

    private static String lockedClass(TestSchool school, TestSchool.Person person, String classId) {
        return lockedClass(school, person, classId, PUPILS);
    }

    private static String lockedClass(TestSchool school, TestSchool.Person person, String classId, int pupils) {
        var teacher = school.as(person);
        teacher.post("/v1/classes/" + classId + "/transcripts/import", Map.of("items", SampleClass.items(pupils)))
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
        var settings = new HashMap<>(more);
        settings.put("perOrder", DIGESTS_IN_AN_ORDER);
        limitOrders(school, "small-orders", settings);
    }

    private static void limitOrders(TestSchool school, String provider, Map<String, Object> settings) {
        school.bind(
                Map.of("staffId", school.teacher().staffId()),
                provider,
                school.teacher().credentialId());
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
