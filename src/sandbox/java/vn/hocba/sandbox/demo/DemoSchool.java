package vn.hocba.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The invented school and its class 4A, set up by the platform's operator and filled by the homeroom teacher. */
final class DemoSchool {

    static final String HOMEROOM_TEACHER = "gvcn.lan";
    static final String PRINCIPAL = "ht.hung";
    static final String SEAL_OFFICER = "vt.mai";

    private static final String CODE = "79760501";
    private static final String SEAL_OFFICERS_OWN_NUMBER = "079185000055";
    private static final String CLASS_LIST = "/sandbox/school/class-4a.json";

    private final PublicApi operator;
    private final JsonNode people;
    private final String schoolId;

    private DemoSchool(PublicApi operator, JsonNode people, String schoolId) {
        this.operator = operator;
        this.people = people;
        this.schoolId = schoolId;
    }

    /** Creates school, staff, class and credential bindings; the answer is the class's id. */
    static String create(PublicApi operator, JsonNode people) throws DemoFailure {
        JsonNode school = operator.post(
                "/v1/schools",
                Map.of(
                        "code", CODE,
                        "departmentCode", "79",
                        "name", "Trường Tiểu học Hoa Sen",
                        "place", "Thành phố Hồ Chí Minh",
                        "taxCode", person(people, SEAL_OFFICER).path("taxCode").asText(),
                        "level", "primary"));
        return new DemoSchool(operator, people, school.path("id").asText()).equip();
    }

    private String equip() throws DemoFailure {
        String teacher = staff(HOMEROOM_TEACHER, "Giáo viên chủ nhiệm", "homeroom_teacher");
        String principal = staff(PRINCIPAL, "Hiệu trưởng", "principal");
        staff(SEAL_OFFICER, "Văn thư", "seal_officer");
        bind(Map.of("staffId", teacher), HOMEROOM_TEACHER);
        bind(Map.of("staffId", principal), PRINCIPAL);
        bind(Map.of("schoolSeal", true), SEAL_OFFICER);
        return operator.post(
                        at("classes"),
                        Map.of("grade", 4, "name", "4A", "schoolYear", "2025-2026", "homeroomTeacherId", teacher))
                .path("id")
                .asText();
    }

    private String staff(String account, String title, String role) throws DemoFailure {
        JsonNode person = person(people, account);
        return operator.post(
                        at("staff"),
                        Map.of(
                                "fullName", person.path("name").asText(),
                                "personalNumber", person.path("personalNumber").asText(SEAL_OFFICERS_OWN_NUMBER),
                                "title", title,
                                "roles", List.of(role),
                                "accountId", account))
                .path("id")
                .asText();
    }

    private void bind(Map<String, Object> holder, String account) throws DemoFailure {
        Map<String, Object> binding = new LinkedHashMap<>(holder);
        binding.put("provider", "sandbox");
        binding.put(
                "credentialId", person(people, account).at("/credentialIDs/0").asText());
        operator.post(at("credential-bindings"), binding);
    }

    private String at(String collection) {
        return "/v1/schools/" + schoolId + "/" + collection;
    }

    /** What the signing provider would tell the operator about a person. */
    private static JsonNode person(JsonNode people, String account) throws DemoFailure {
        for (JsonNode person : people) {
            if (person.path("account").asText().equals(account)) {
                return person;
            }
        }
        throw new DemoFailure("The sandbox does not know " + account);
    }

    /** The committed class list, as a school's software would send it. */
    static byte[] classList() throws IOException {
        try (InputStream list = Objects.requireNonNull(DemoSchool.class.getResourceAsStream(CLASS_LIST), CLASS_LIST)) {
            return list.readAllBytes();
        }
    }
}
