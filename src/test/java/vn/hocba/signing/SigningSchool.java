package vn.hocba.signing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import vn.hocba.testing.Answer;
import vn.hocba.testing.ApiClient;
import vn.hocba.testing.ApiUnderTest;
import vn.hocba.testing.Eventually;
import vn.hocba.testing.TestSchool;
import vn.hocba.testing.TranscriptBuilder;

/** A school whose class of three is locked and ready to be signed, and how its people sign. */
record SigningSchool(ApiUnderTest api, TestSchool school, TestSchool.Person leader, List<String> ids) {

    static final int PUPILS = 3;

    private static final AtomicInteger NUMBERS = new AtomicInteger(5000);
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    /** Consents with PIN and OTP. */
    static final Map<String, Object> PIN_AND_OTP =
            Map.of("algorithm", "P-256", "consent", "PIN+OTP", "pin", TestSchool.PIN, "otp", TestSchool.OTP);

    /** The same, and signs with RSA; its key takes a while to make. */
    static final Map<String, Object> PIN_AND_OTP_WITH_RSA =
            Map.of("algorithm", "RSA-2048", "consent", "PIN+OTP", "pin", TestSchool.PIN, "otp", TestSchool.OTP);

    static SigningSchool create(ApiUnderTest api) {
        return create(api, PUPILS);
    }

    static SigningSchool create(ApiUnderTest api, int pupils) {
        return create(api, PIN_AND_OTP, pupils);
    }

    /** @param leaders the credential of the vice principal, who is fixed as the leader at lock */
    static SigningSchool create(ApiUnderTest api, Map<String, ?> leaders) {
        return create(api, leaders, PUPILS);
    }

    static SigningSchool create(ApiUnderTest api, Map<String, ?> leaders, int pupils) {
        var school = api.createSchool();
        var leader = school.hire("Trần Thị Thảo", "Phó Hiệu trưởng", "principal", leaders);
        var teacher = school.as(school.teacher());
        teacher.post("/v1/classes/" + school.classId() + "/transcripts/import", items(pupils))
                .expect(200);
        teacher.post("/v1/transcripts/lock", Map.of("classId", school.classId(), "leaderStaffId", leader.staffId()))
                .expect(200);
        var listed = teacher.get("/v1/transcripts?classId=" + school.classId() + "&limit=100")
                .expect(200)
                .json()
                .path("items");
        var ids = StreamSupport.stream(listed.spliterator(), false)
                .map(item -> item.path("id").asText())
                .toList();
        return new SigningSchool(api, school, leader, ids);
    }

    private static Map<String, Object> items(int pupils) {
        return Map.of(
                "items",
                IntStream.range(0, pupils)
                        .mapToObj(i -> TranscriptBuilder.grade4()
                                .numbered(NUMBERS.incrementAndGet())
                                .content())
                        .map(content -> JSON.<JsonNode>valueToTree(content))
                        .toList());
    }

    ApiClient teacher() {
        return school.as(school.teacher());
    }

    ApiClient leading() {
        return school.as(leader);
    }

    ApiClient sealing() {
        return school.as(school.sealOfficer());
    }

    /** Opens a request over the class. */
    Answer open(ApiClient signer, String slot) {
        return signer.post("/v1/signing-requests", Map.of("slot", slot, "classId", school.classId()));
    }

    /** Opens a request of the teacher and waits until nothing moves in it. */
    JsonNode signedByTeacher() {
        return settled(
                teacher(), open(teacher(), "HOMEROOM_TEACHER").expect(202).at("/id"));
    }

    /** Opens a request of the leader, consents, and waits until nothing moves in it. */
    JsonNode signedByLeader() {
        String id = open(leading(), "PRINCIPAL").expect(202).at("/id");
        consent(leading(), id, TestSchool.PIN, TestSchool.OTP).expect(200);
        return settled(leading(), id);
    }

    /** Opens a request of the seal officer, consents, and waits until nothing moves in it. */
    JsonNode sealed() {
        String id = open(sealing(), "SCHOOL_SEAL").expect(202).at("/id");
        consent(sealing(), id, TestSchool.PIN, null).expect(200);
        return settled(sealing(), id);
    }

    static Answer consent(ApiClient signer, String id, String pin, @Nullable String otp) {
        return signer.post(
                "/v1/signing-requests/" + id + "/consent",
                otp == null ? Map.of("pin", pin) : Map.of("pin", pin, "otp", otp));
    }

    /** The request once its stream of events has ended. */
    static JsonNode settled(ApiClient signer, String id) {
        signer.get("/v1/signing-requests/" + id + "/events").expect(200);
        return signer.get("/v1/signing-requests/" + id).expect(200).json();
    }

    /** Orders a fault of the signing service for one credential. */
    void fault(String credential, String operation, String kind, Map<String, ?> more) {
        var fault = new HashMap<String, Object>(more);
        fault.put("operation", operation);
        fault.put("kind", kind);
        fault.put("credentialID", credential);
        fault.putIfAbsent("times", 1);
        var answer = api.sandbox().client().post("/control/faults", fault);
        if (answer.status() / 100 != 2) {
            throw new AssertionError(answer.toString());
        }
    }

    /** Takes back all faults that did not happen yet, and lets go the calls that are held. */
    void forgetFaults() {
        api.sandbox().client().delete("/control/faults").expect(204);
    }

    /** Changes the homeroom teacher's credential at the signing service. */
    void teachersCredential(Map<String, ?> changes) {
        credential(school.teacher(), changes);
    }

    /** Changes a person's credential at the signing service. */
    void credential(TestSchool.Person person, Map<String, ?> changes) {
        api.sandbox()
                .client()
                .post("/control/credentials/" + person.credentialId(), changes)
                .expect(200);
    }

    /** What SmartCA calls the person's credential. */
    String smartCaId(TestSchool.Person person) {
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
                                person.personalNumber()))
                .expect(200);
        return person.personalNumber() + "/" + certificates.at("/data/user_certificates/0/serial_number");
    }

    /** How often the signing service was asked to get the teacher's consent. */
    int timesTeacherWasAsked() {
        return counters().path("asked").asInt();
    }

    /** How often a method of the signing service was called for the teacher's credential. */
    int asked(String operation) {
        return counters().path("calls").path(operation).asInt();
    }

    /** What the signing service counted for the teacher's credential. */
    JsonNode counters() {
        return counters(school.teacher());
    }

    /** What the signing service counted for the person's credential. */
    JsonNode counters(TestSchool.Person person) {
        return api.sandbox()
                .client()
                .get("/control/counters?credentialID=" + person.credentialId())
                .expect(200)
                .json();
    }

    /** States of the class's transcripts, each once. */
    List<String> transcriptStates() {
        return ids.stream()
                .map(id -> teacher().get("/v1/transcripts/" + id).expect(200).at("/state"))
                .distinct()
                .toList();
    }

    /** Whether the service is checking the factors of the leader's request. */
    boolean isChecking(String id) {
        return leading()
                .get("/v1/signing-requests/" + id)
                .expect(200)
                .at("/sessions/0/state")
                .equals("CHECKING_FACTORS");
    }

    /** Looks until it is so; gives up after a minute. */
    static void await(BooleanSupplier so) {
        Eventually.eventually(so::getAsBoolean, is -> is);
    }

    static List<String> itemStates(JsonNode request) {
        return StreamSupport.stream(request.path("items").spliterator(), false)
                .map(item -> item.path("state").asText())
                .toList();
    }
}
