package vn.hocba.sandbox.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import vn.hocba.sandbox.demo.DemoFailure;
import vn.hocba.sandbox.demo.PublicApi;
import vn.hocba.sandbox.http.Json;

/**
 * An invented school whose one teacher has all classes, each imported and locked.
 *
 * @param classes ids of the classes
 */
record LoadSchool(String id, Person teacher, Person principal, Person sealOfficer, List<String> classes) {

    private static final String CLASS_LIST = "/sandbox/school/class-4a.json";

    /** Someone who signs: account, place on the roster, and how and with which credential of the sandbox. */
    record Person(String account, String staffId, Way way, String credential) {}

    /**
     * What to create.
     *
     * @param number makes codes unique
     * @param classes how many
     * @param pupils in each class, at most 40
     * @param ways how the teacher, the principal and the seal officer sign
     */
    record Wish(int number, int classes, int pupils, List<Way> ways) {

        /** Of the school. */
        String code() {
            return "87%06d".formatted(number);
        }
    }

    /** Creates a school through the API, and its people at the sandbox. */
    static LoadSchool create(Stack stack, Supplier<URI> api, Wish wish) throws DemoFailure, IOException {
        return new Founding(stack, api, wish).found();
    }

    Person signer(String slot) {
        return switch (slot) {
            case "HOMEROOM_TEACHER" -> teacher;
            case "PRINCIPAL" -> principal;
            default -> sealOfficer;
        };
    }

    /** One more class of the school, imported and locked; its id. */
    String anotherClass(Stack stack, Supplier<URI> api, Wish wish, int index) throws DemoFailure, IOException {
        Founding founding = new Founding(stack, api, wish);
        return founding.newClass(
                founding.as("platform.operator"), founding.as(teacher.account()), id, teacher.staffId(), index);
    }

    private record Founding(Stack stack, Supplier<URI> api, Wish wish) {

        PatientApi as(String account) throws DemoFailure {
            return PatientApi.as(account, api, stack.sandbox());
        }

        LoadSchool found() throws DemoFailure, IOException {
            PatientApi operator = as("platform.operator");
            String school = operator.post(
                            "/v1/schools",
                            Map.of(
                                    "code",
                                    code(),
                                    "departmentCode",
                                    "79",
                                    "name",
                                    "Trường Tiểu học " + code(),
                                    "place",
                                    "Thành phố Hồ Chí Minh",
                                    "taxCode",
                                    taxCode(),
                                    "level",
                                    "primary"))
                    .path("id")
                    .asText();
            List<Way> ways = wish.ways();
            Person teacher = hire(operator, school, "Nguyễn Thị Lan", "Giáo viên", "homeroom_teacher", ways.getFirst());
            Person principal = hire(operator, school, "Lê Văn Hùng", "Hiệu trưởng", "principal", ways.get(1));
            Person seal = hire(operator, school, "Võ Thị Mai", "Văn thư", "seal_officer", ways.getLast());
            PatientApi entering = as(teacher.account());
            List<String> classes = new ArrayList<>();
            for (int i = 0; i < wish.classes(); i++) {
                classes.add(newClass(operator, entering, school, teacher.staffId(), i));
            }
            return new LoadSchool(school, teacher, principal, seal, List.copyOf(classes));
        }

        private String code() {
            return wish.code();
        }

        private String taxCode() {
            return "04%08d".formatted(wish.number());
        }

        private Person hire(PatientApi operator, String school, String name, String title, String role, Way way)
                throws DemoFailure {
            boolean seal = role.equals("seal_officer");
            String account = "%s.%d".formatted(role, wish.number());
            String personalNumber = "0791%02d%06d".formatted(role.length(), wish.number());
            Map<String, Object> person = new LinkedHashMap<>(Map.of(
                    "account",
                    account,
                    "name",
                    name,
                    "roles",
                    List.of(role),
                    "organisation",
                    code(),
                    "organisationName",
                    "Trường Tiểu học " + code()));
            String holder = seal ? taxCode() : personalNumber;
            person.put(seal ? "taxCode" : "personalNumber", holder);
            person.put("credentials", List.of(way.credential()));
            JsonNode made = PublicApi.openly(stack.control("people"), person);
            String staffId = operator.post(
                            "/v1/schools/" + school + "/staff",
                            Map.of(
                                    "fullName", name,
                                    "personalNumber", personalNumber,
                                    "title", title,
                                    "roles", List.of(role),
                                    "accountId", account))
                    .path("id")
                    .asText();
            String credential = made.at("/credentialIDs/0").asText();
            Map<String, Object> binding = new LinkedHashMap<>(Map.of(
                    "provider",
                    way.provider(),
                    "credentialId",
                    way.dialect().credentialId(stack.sandbox(), holder, seal, credential)));
            binding.put(seal ? "schoolSeal" : "staffId", seal ? true : staffId);
            operator.post("/v1/schools/" + school + "/credential-bindings", binding);
            return new Person(account, staffId, way, credential);
        }

        private String newClass(PatientApi operator, PatientApi entering, String school, String teacher, int index)
                throws DemoFailure, IOException {
            String id = operator.post(
                            "/v1/schools/" + school + "/classes",
                            Map.of(
                                    "grade",
                                    4,
                                    "name",
                                    "4-" + (index + 1),
                                    "schoolYear",
                                    "2025-2026",
                                    "homeroomTeacherId",
                                    teacher))
                    .path("id")
                    .asText();
            complete(entering.post("/v1/classes/" + id + "/transcripts/import", Map.of("items", pupils(index))));
            complete(entering.post("/v1/transcripts/lock", Map.of("classId", id)));
            return id;
        }

        private void complete(JsonNode result) throws DemoFailure {
            if (result.path("done").asInt() != wish.pupils()) {
                throw new DemoFailure("not all of a class were taken: " + result);
            }
        }

        /** The sample class, with codes that no other class of the school has. */
        private ArrayNode pupils(int index) throws IOException, DemoFailure {
            try (InputStream list =
                    Objects.requireNonNull(LoadSchool.class.getResourceAsStream(CLASS_LIST), CLASS_LIST)) {
                JsonNode sample = Json.parse(list.readAllBytes())
                        .orElseThrow(() -> new DemoFailure(CLASS_LIST + " is not JSON"))
                        .path("items");
                ArrayNode items = JsonNodeFactory.instance.arrayNode();
                for (int i = 0; i < wish.pupils(); i++) {
                    int number = index * 100 + i;
                    ObjectNode item = sample.get(i).deepCopy();
                    item.put("transcriptCode", "HB-%08d".formatted(number));
                    ObjectNode pupil = (ObjectNode) item.path("pupil");
                    pupil.put("pupilCode", "77%08d".formatted(number));
                    pupil.put("personalNumber", "0792%08d".formatted(number));
                    items.add(item);
                }
                return items;
            }
        }
    }
}
