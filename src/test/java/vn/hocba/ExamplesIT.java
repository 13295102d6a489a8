package vn.hocba;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import vn.hocba.testing.Answer;
import vn.hocba.testing.ApiClient;
import vn.hocba.testing.ApiUnderTest;
import vn.hocba.testing.Contract;
import vn.hocba.testing.Contract.Operation;
import vn.hocba.testing.SampleClass;
import vn.hocba.testing.TestSchool;
import vn.hocba.testing.TestSchool.Person;

/** Each body that the contract shows as an example is sent, in an order that makes sense, with real ids put in. */
class ExamplesIT {

    private static final ApiUnderTest API = ApiUnderTest.shared();
    private static final Map<String, Object> PIN_AND_OTP =
            Map.of("algorithm", "P-256", "consent", "PIN+OTP", "pin", TestSchool.PIN, "otp", TestSchool.OTP);

    private final Contract contract = Contract.produced();
    private final Map<String, Operation> operations =
            contract.operations().stream().collect(Collectors.toMap(Operation::id, operation -> operation));
    private final Set<String> sent = new LinkedHashSet<>();

    @Test
    void everyExampleOfTheContractWorks() {
        TestSchool school = API.createSchool();
        Person teacher = school.hire("Trần Thị Hoa", "Giáo viên", "homeroom_teacher", PIN_AND_OTP);
        setUpASchool(school, teacher);
        String classId = school.newClass(4, "4X", teacher);
        Map<String, String> ids =
                Map.of("classId", classId, "leaderStaffId", school.principal().staffId());

        ApiClient client = school.as(teacher);
        enter(client, ids);
        lockAndSign(school, client, ids);

        assertThat(sent)
                .containsExactlyInAnyOrderElementsOf(contract.operations().stream()
                        .filter(operation -> Contract.mediaType(operation)
                                .filter("application/json"::equals)
                                .isPresent())
                        .map(Operation::id)
                        .toList());
    }

    private void setUpASchool(TestSchool school, Person teacher) {
        ApiClient operator = API.operator();
        Map<String, String> ids = Map.of(
                "schoolId", school.id(),
                "homeroomTeacherId", teacher.staffId(),
                "staffId", teacher.staffId(),
                "credentialId", teacher.credentialId());
        works(201, operator, "createSchool", ids);
        works(201, operator, "createStaffMember", ids);
        works(201, operator, "createCredentialBinding", ids);
        works(201, school.as(school.administrator()), "createWebhook", ids);
        Answer made = works(201, operator, "createClass", ids);
        works(
                200,
                school.as(school.administrator()).with("If-Match", made.header("ETag")),
                "replaceClass",
                with(ids, "classId", made.at("/id")));
    }

    private void enter(ApiClient teacher, Map<String, String> ids) {
        Answer created = works(201, teacher, "createTranscript", ids);
        works(
                200,
                teacher.with("If-Match", created.header("ETag")),
                "replaceTranscript",
                with(ids, "id", created.at("/id")));
        teacher.with("If-Match", "*").delete("/v1/transcripts/" + created.at("/id"));
        Answer imported = works(200, teacher, "importTranscripts", ids);
        assertThat(imported.json().path("refused").asInt()).as(imported.text()).isZero();
    }

    private void lockAndSign(TestSchool school, ApiClient teacher, Map<String, String> ids) {
        Answer imported = teacher.post(
                        "/v1/classes/" + ids.get("classId") + "/transcripts/import",
                        Map.of("items", SampleClass.items(1)))
                .expect(200);
        Map<String, String> one = with(ids, "id", imported.at("/items/0/id"));
        works(200, teacher, "lockTranscript", one);
        works(200, school.as(school.administrator()), "unlockTranscript", one);
        Answer locked = works(200, teacher, "lockTranscripts", ids);
        assertThat(locked.json().path("done").asInt()).as(locked.text()).isPositive();
        works(200, API.operator(), "pauseProvider", Map.of("id", ApiUnderTest.SPARE_PROVIDER));
        works(200, teacher, "preflightSigningRequest", ids);
        Answer opened = works(202, teacher, "openSigningRequest", ids);
        Map<String, String> request = with(ids, "id", opened.at("/id"));
        works(204, teacher, "sendChallenge", request);
        works(200, teacher, "giveConsent", request);
        // the stream ends when everything is signed
        teacher.get("/v1/signing-requests/" + opened.at("/id") + "/events").expect(200);
        works(200, school.as(school.principal()), "returnTranscript", one);
    }

    private Answer works(int status, ApiClient client, String operationId, Map<String, String> ids) {
        Operation operation = operations.get(operationId);
        assertThat(operation).as(operationId).isNotNull();
        sent.add(operationId);
        String path = operation.path();
        for (Map.Entry<String, String> id : ids.entrySet()) {
            path = path.replace("{" + id.getKey() + "}", id.getValue());
        }
        Answer answer = client.send(operation.method(), path, withRealIds(contract.exampleBody(operation), ids));
        assertThat(answer.status()).as("%s: %s", operation, answer.text()).isEqualTo(status);
        assertThat(operation.described().path("responses").has(Integer.toString(status)))
                .as("%s documents %d", operation, status)
                .isTrue();
        return answer;
    }

    /** Ids in examples are invented; those of this test's own rows take their place. */
    private static JsonNode withRealIds(JsonNode example, Map<String, String> ids) {
        JsonNode body = example.deepCopy();
        if (body instanceof ObjectNode object) {
            for (String field : List.copyOf(fieldNames(object))) {
                String id = ids.get(field);
                if (id != null && object.get(field) instanceof TextNode) {
                    object.put(field, id);
                } else if (object.get(field) instanceof ArrayNode items) {
                    items.forEach(item -> withRealIds(item, ids));
                }
            }
        }
        return body;
    }

    private static Set<String> fieldNames(ObjectNode object) {
        Set<String> names = new LinkedHashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Map<String, String> with(Map<String, String> ids, String name, String value) {
        Map<String, String> all = new HashMap<>(ids);
        all.put(name, value);
        return all;
    }
}
