package vn.hocba;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.hocba.testing.Answer;
import vn.hocba.testing.ApiClient;
import vn.hocba.testing.ApiUnderTest;
import vn.hocba.testing.Contract;
import vn.hocba.testing.Contract.Operation;
import vn.hocba.testing.DatabaseSnapshot;
import vn.hocba.testing.SampleClass;
import vn.hocba.testing.TestSchool;
import vn.hocba.testing.TestSchool.Person;
import vn.hocba.testing.WebhookReceiver;

/** Generated from the contract: who may do what, with which examples, and that each write can be repeated. */
class EveryOperationIT {

    private static final ApiUnderTest API = ApiUnderTest.shared();
    private static final Contract CONTRACT = Contract.produced();
    private static final TestSchool SCHOOL = API.createSchool();
    private static final Person COLLEAGUE = SCHOOL.hire("Trần Quang Minh", "Giáo viên", "homeroom_teacher", null);
    private static final Person TEACHER =
            SCHOOL.hire("Phạm Thị Hoa", "Giáo viên", "homeroom_teacher", TestSchool.WITH_PIN);
    private static final String CLASS_ID = SCHOOL.newClass(4, "4C", TEACHER);

    private static final String EVERYBODY = "teacher colleague principal seal administrator operator";
    private static final String SCHOOL_PEOPLE = "teacher colleague principal seal administrator";
    private static final String READERS_OF_THE_CLASS = "teacher principal seal administrator";
    private static final String WRITERS_OF_THE_CLASS = "teacher administrator";
    private static final String SIGNER = "teacher";

    /** The README's table, operation by operation; an operation that is not here fails the test. */
    private static final Map<String, String> ALLOWED = Map.ofEntries(
            Map.entry("listSchools", EVERYBODY),
            Map.entry("getSchool", EVERYBODY),
            Map.entry("createSchool", "operator"),
            Map.entry("verifyAuditChain", "principal administrator operator"),
            Map.entry("listClasses", EVERYBODY),
            Map.entry("getClass", EVERYBODY),
            Map.entry("createClass", "operator"),
            Map.entry("replaceClass", "administrator operator"),
            Map.entry("listStaff", EVERYBODY),
            Map.entry("getStaffMember", EVERYBODY),
            Map.entry("createStaffMember", "operator"),
            Map.entry("listCredentialBindings", EVERYBODY),
            Map.entry("createCredentialBinding", "operator"),
            Map.entry("listCredentials", SCHOOL_PEOPLE),
            Map.entry("listTranscripts", SCHOOL_PEOPLE),
            Map.entry("getTranscript", READERS_OF_THE_CLASS),
            Map.entry("getTranscriptHistory", READERS_OF_THE_CLASS),
            Map.entry("getTranscriptDocument", READERS_OF_THE_CLASS),
            Map.entry("viewTranscript", READERS_OF_THE_CLASS),
            Map.entry("createTranscript", WRITERS_OF_THE_CLASS),
            Map.entry("importTranscripts", WRITERS_OF_THE_CLASS),
            Map.entry("replaceTranscript", WRITERS_OF_THE_CLASS),
            Map.entry("deleteTranscript", WRITERS_OF_THE_CLASS),
            Map.entry("lockTranscript", "teacher"),
            Map.entry("lockTranscripts", "teacher"),
            Map.entry("unlockTranscript", "administrator"),
            Map.entry("returnTranscript", SIGNER),
            Map.entry("openSigningRequest", SIGNER),
            Map.entry("preflightSigningRequest", SIGNER),
            Map.entry("listSigningRequests", SCHOOL_PEOPLE),
            Map.entry("getSigningRequest", "teacher administrator"),
            Map.entry("watchSigningRequest", "teacher administrator"),
            Map.entry("sendChallenge", SIGNER),
            Map.entry("giveConsent", SIGNER),
            Map.entry("resumeSigningRequest", SIGNER),
            Map.entry("cancelSigningRequest", "teacher administrator"),
            Map.entry("createWebhook", "administrator"),
            Map.entry("listWebhooks", "administrator"),
            Map.entry("getWebhook", "administrator"),
            Map.entry("deleteWebhook", "administrator"),
            Map.entry("rotateWebhookSecret", "administrator"),
            Map.entry("listWebhookDeliveries", "administrator"),
            Map.entry("resendWebhookDelivery", "administrator"),
            Map.entry("listProviders", "operator"),
            Map.entry("lookUpCredentials", "operator"),
            Map.entry("pauseProvider", "operator"),
            Map.entry("endProviderPause", "operator"),
            Map.entry("getLevelRenewals", "operator"),
            Map.entry("verifyTranscript", EVERYBODY));

    /** Change nothing, and so are answered anew each time. */
    private static final Set<String> READS_BY_POST = Set.of("verifyTranscript", "preflightSigningRequest");

    /** Held by a signing request, so that no call below moves it. */
    private static String heldTranscript = "";

    private static String cancelledRequest = "";

    private static final WebhookReceiver RECEIVER = WebhookReceiver.answering(message -> 204);
    private static String webhook = "";
    private static String spareWebhook = "";
    private static String delivery = "";

    @BeforeAll
    static void fillTheSchool() {
        webhook = newWebhook("signing-request.cancelled");
        spareWebhook = newWebhook("transcript.returned");
        ApiClient teacher = SCHOOL.as(TEACHER);
        JsonNode ids = teacher.post(
                        "/v1/classes/" + CLASS_ID + "/transcripts/import", Map.of("items", SampleClass.items(2)))
                .expect(200)
                .json()
                .path("items");
        heldTranscript = ids.at("/0/id").asText();
        String other = ids.at("/1/id").asText();
        teacher.post("/v1/transcripts/lock", Map.of("classId", CLASS_ID)).expect(200);
        teacher.post("/v1/signing-requests", signing(heldTranscript)).expect(202);
        cancelledRequest =
                teacher.post("/v1/signing-requests", signing(other)).expect(202).at("/id");
        teacher.post("/v1/signing-requests/" + cancelledRequest + "/cancel", null)
                .expect(200);
        delivery = RECEIVER.awaitDelivered(SCHOOL.as(SCHOOL.administrator()), SCHOOL.path("webhooks", webhook));
    }

    @AfterAll
    static void stopReceiving() {
        SCHOOL.as(SCHOOL.administrator())
                .delete(SCHOOL.path("webhooks", webhook))
                .expect(204);
        RECEIVER.close();
    }

    private static String newWebhook(String event) {
        return SCHOOL.as(SCHOOL.administrator())
                .post(SCHOOL.path("webhooks"), Map.of("url", RECEIVER.url("/"), "events", List.of(event)))
                .expect(201)
                .at("/webhook/id");
    }

    private static Map<String, Object> signing(String transcript) {
        return Map.of("slot", "HOMEROOM_TEACHER", "transcriptIds", List.of(transcript));
    }

    @Test
    void everyRoleMayDoWhatTheTableSaysAndNothingElse() {
        SoftAssertions softly = new SoftAssertions();
        for (Operation operation : CONTRACT.operations()) {
            String allowed = ALLOWED.get(operation.id());
            assertThat(allowed).as("roles of %s", operation).isNotNull();
            Set<String> roles = Set.of(allowed.split(" "));
            clients().forEach((role, client) -> {
                Answer answer = call(operation, client);
                if (roles.contains(role)) {
                    softly.assertThat(answer.status())
                            .as("%s by %s: %s", operation, role, answer.text())
                            .isNotIn(400, 401, 403, 404, 405, 406, 415, 500);
                } else {
                    softly.assertThat(answer.status())
                            .as("%s by %s: %s", operation, role, answer.text())
                            .isIn(403, 404);
                }
            });
        }
        softly.assertAll();
    }

    @Test
    void aTokenWithoutARoleOpensNothing() {
        var account = "nobody." + SCHOOL.code();
        API.sandbox()
                .addPerson(Map.of(
                        "account",
                        account,
                        "name",
                        "Không Vai Trò",
                        "roles",
                        List.of(),
                        "organisation",
                        SCHOOL.code(),
                        "organisationName",
                        SCHOOL.name(),
                        "credentials",
                        List.of()));
        SoftAssertions softly = new SoftAssertions();
        for (Operation operation : CONTRACT.operations()) {
            if (operation.takesId()) {
                softly.assertThat(call(operation, API.as(account)).status())
                        .as("%s", operation)
                        .isIn(403, 404);
            }
        }
        softly.assertAll();
    }

    @Test
    void everyWriteTakesAnIdempotencyKey() {
        RECEIVER.awaitDelivered(SCHOOL.as(SCHOOL.administrator()), SCHOOL.path("webhooks", webhook));
        DatabaseSnapshot before = API.snapshot(SCHOOL);
        SoftAssertions softly = new SoftAssertions();
        List<Operation> writes = CONTRACT.operations().stream()
                .filter(operation -> operation.isWrite() && !READS_BY_POST.contains(operation.id()))
                .toList();
        assertThat(writes).hasSizeGreaterThan(15);
        for (Operation operation : writes) {
            softly.assertThat(operation.described().path("parameters").findValuesAsText("$ref"))
                    .as("documented parameters of %s", operation)
                    .contains("#/components/parameters/Idempotency-Key");
            String role = ALLOWED.getOrDefault(operation.id(), "teacher").split(" ")[0];
            Answer answer = call(
                    operation,
                    Optional.ofNullable(clients().get(role)).orElseThrow().withKey("two words"));
            softly.assertThat(answer.at("/code") + answer.at("/errors/0/parameter"))
                    .as("%s: %s", operation, answer.text())
                    .isEqualTo("invalid-parameter" + "Idempotency-Key");
        }
        softly.assertAll();
        assertThat(API.snapshot(SCHOOL)).isEqualTo(before);
        assertThat(CONTRACT.operations().stream().filter(operation -> READS_BY_POST.contains(operation.id())))
                .hasSameSizeAs(READS_BY_POST)
                .allSatisfy(operation ->
                        assertThat(operation.described().toString()).doesNotContain("parameters/Idempotency-Key"));
    }

    private static Map<String, ApiClient> clients() {
        Map<String, ApiClient> clients = new TreeMap<>();
        clients.put("teacher", SCHOOL.as(TEACHER));
        clients.put("colleague", SCHOOL.as(COLLEAGUE));
        clients.put("principal", SCHOOL.as(SCHOOL.principal()));
        clients.put("seal", SCHOOL.as(SCHOOL.sealOfficer()));
        clients.put("administrator", SCHOOL.as(SCHOOL.administrator()));
        clients.put("operator", API.operator());
        return clients;
    }

    private static Answer call(Operation operation, ApiClient client) {
        String media = Contract.mediaType(operation).orElse("");
        ApiClient prepared = client.with("If-Match", "\"999\"");
        return switch (media) {
            case "" -> prepared.send(operation.method(), withRealIds(operation), null);
            case "application/json" -> prepared.send(operation.method(), withRealIds(operation), body(operation));
            default ->
                prepared.with("Content-Type", media)
                        .send(operation.method(), withRealIds(operation), "<HOC_BA></HOC_BA>");
        };
    }

    /** The documented example; with ids that exist where an operation names them in its body. */
    private static Object body(Operation operation) {
        Map<String, Object> body = new LinkedHashMap<>();
        CONTRACT.exampleBody(operation).properties().forEach(field -> body.put(field.getKey(), field.getValue()));
        realIds(operation.id()).forEach((name, value) -> {
            assertThat(body).as("example of %s", operation).containsKey(name);
            body.put(name, value);
        });
        return body;
    }

    private static Map<String, Object> realIds(String operation) {
        return switch (operation) {
            case "createSchool" -> Map.of("code", "M" + SCHOOL.code());
            case "createTranscript", "lockTranscripts", "openSigningRequest", "preflightSigningRequest" ->
                Map.of("classId", CLASS_ID);
            default -> Map.of();
        };
    }

    private static String withRealIds(Operation operation) {
        String filled = operation
                .path()
                .replace("{webhookId}", operation.id().equals("deleteWebhook") ? spareWebhook : webhook)
                .replace("{deliveryId}", delivery)
                .replace("{schoolId}", SCHOOL.id())
                .replace("{classId}", CLASS_ID)
                .replace("{staffId}", TEACHER.staffId())
                .replace("/v1/transcripts/{id}", "/v1/transcripts/" + heldTranscript)
                .replace("/v1/signing-requests/{id}", "/v1/signing-requests/" + cancelledRequest)
                .replace("/v1/providers/{id}", "/v1/providers/" + ApiUnderTest.SPARE_PROVIDER);
        assertThat(filled).as("this test knows a real id for each parameter").doesNotContain("{");
        return filled;
    }
}
