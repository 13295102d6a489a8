package vn.hocba;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

/** Generated from the contract: every operation that takes an id, with real ids of one school, by people of another. */
class TenancyIT {

    private static final ApiUnderTest API = ApiUnderTest.shared();
    private static final Contract CONTRACT = Contract.produced();
    private static final TestSchool OTHER = API.createSchool();
    private static final TestSchool OWN = API.createSchool();
    private static String transcriptId = "";
    private static String requestId = "";
    private static final WebhookReceiver RECEIVER = WebhookReceiver.answering(message -> 204);
    private static String webhookId = "";
    private static String deliveryId = "";

    @BeforeAll
    static void fillASchool() {
        ApiClient administrator = OWN.as(OWN.administrator());
        webhookId = administrator
                .post(OWN.path("webhooks"), Map.of("url", RECEIVER.url("/")))
                .expect(201)
                .at("/webhook/id");
        ApiClient teacher = OWN.as(OWN.teacher());
        JsonNode sample = SampleClass.items(1);
        transcriptId = teacher.post("/v1/classes/" + OWN.classId() + "/transcripts/import", Map.of("items", sample))
                .expect(200)
                .at("/items/0/id");
        teacher.post(
                        "/v1/transcripts/" + transcriptId + "/lock",
                        Map.of("leaderStaffId", OWN.principal().staffId()))
                .expect(200);
        requestId = teacher.post("/v1/signing-requests", Map.of("slot", "HOMEROOM_TEACHER", "classId", OWN.classId()))
                .expect(202)
                .at("/id");
        // until nothing moves any more, so that what changes later was changed by a stranger
        teacher.get("/v1/signing-requests/" + requestId + "/events").expect(200);
        deliveryId = RECEIVER.awaitDelivered(administrator, OWN.path("webhooks", webhookId));
    }

    @AfterAll
    static void stopReceiving() {
        OWN.as(OWN.administrator()).delete(OWN.path("webhooks", webhookId)).expect(204);
        RECEIVER.close();
    }

    @Test
    void everyOperationWithAnIdIsNotFoundForAnotherSchool() {
        List<Operation> operations =
                CONTRACT.operations().stream().filter(Operation::takesId).toList();
        assertThat(operations).hasSizeGreaterThan(15);
        DatabaseSnapshot before = API.snapshot(OWN, OTHER);
        SoftAssertions softly = new SoftAssertions();
        for (Operation operation : operations) {
            strangers().forEach(stranger -> {
                Answer answer = call(operation, OTHER.as(stranger));
                softly.assertThat(answer.status())
                        .as("%s by %s of another school: %s", operation, stranger.account(), answer.text())
                        .isEqualTo(404);
                softly.assertThat(answer.at("/code")).isEqualTo("not-found");
            });
        }
        softly.assertAll();
        assertThat(API.snapshot(OWN, OTHER)).isEqualTo(before);
    }

    @Test
    void idsAreRealForTheirOwnSchool() {
        SoftAssertions softly = new SoftAssertions();
        for (Operation operation : CONTRACT.operations()) {
            // what is the operator's has no reader of the school
            if (operation.takesId()
                    && !operation.isWrite()
                    && !operation.path().endsWith("/events")
                    && !operation.path().startsWith("/v1/providers/")) {
                Person reader = operation.path().endsWith("/audit-chain")
                        ? OWN.principal()
                        : operation.path().contains("/webhooks") ? OWN.administrator() : OWN.teacher();
                softly.assertThat(call(operation, OWN.as(reader)).status())
                        .as("%s by %s of the own school", operation, reader.account())
                        .isEqualTo(200);
            }
        }
        softly.assertAll();
    }

    @Test
    void foreignIdsInBodiesAreNotFoundEither() {
        ApiClient stranger = OTHER.as(OTHER.teacher());
        stranger.post("/v1/transcripts", Map.of("classId", OWN.classId())).expectProblem(404, "not-found");
        stranger.post("/v1/transcripts/lock", Map.of("classId", OWN.classId())).expectProblem(404, "not-found");
        stranger.post("/v1/signing-requests", Map.of("slot", "HOMEROOM_TEACHER", "classId", OWN.classId()))
                .expectProblem(404, "not-found");
        stranger.post(
                        "/v1/signing-requests",
                        Map.of("slot", "HOMEROOM_TEACHER", "transcriptIds", List.of(transcriptId)))
                .expectProblem(404, "not-found");
    }

    @Test
    void listsShowNothingOfAnotherSchool() {
        Stream.of("/v1/transcripts", "/v1/signing-requests", "/v1/transcripts?awaiting=me")
                .forEach(list -> strangers()
                        .forEach(stranger -> assertThat(
                                        OTHER.as(stranger).get(list).text())
                                .doesNotContain(transcriptId)
                                .doesNotContain(requestId)
                                .doesNotContain(OWN.classId())));
    }

    private static Stream<Person> strangers() {
        return Stream.of(OTHER.teacher(), OTHER.principal(), OTHER.sealOfficer(), OTHER.administrator());
    }

    private static Answer call(Operation operation, ApiClient client) {
        String path = withRealIds(operation.path());
        ApiClient prepared =
                operation.method().equals("PUT") || operation.method().equals("DELETE")
                        ? client.with("If-Match", "\"1\"")
                        : client;
        boolean hasBody = Contract.mediaType(operation).isPresent();
        return prepared.send(operation.method(), path, hasBody ? CONTRACT.exampleBody(operation) : null);
    }

    private static String withRealIds(String path) {
        String filled = path.replace("{schoolId}", OWN.id())
                .replace("{classId}", OWN.classId())
                .replace("{staffId}", OWN.teacher().staffId())
                .replace("{webhookId}", webhookId)
                .replace("{deliveryId}", deliveryId)
                .replace("/v1/transcripts/{id}", "/v1/transcripts/" + transcriptId)
                .replace("/v1/signing-requests/{id}", "/v1/signing-requests/" + requestId)
                .replace("/v1/providers/{id}", "/v1/providers/" + ApiUnderTest.SPARE_PROVIDER);
        assertThat(filled).as("this test knows a real id for each parameter").doesNotContain("{");
        return filled;
    }
}
