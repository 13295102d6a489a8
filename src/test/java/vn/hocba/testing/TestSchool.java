package vn.hocba.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A school that one test has for itself, known to sandbox (accounts, credentials) and API (roster, bindings): a homeroom
 * teacher of class 4A, a principal, a seal officer with the school's seal, an administrator. All credentials are P-256;
 * teacher and principal consent on the phone, which approves at once, the seal with the PIN {@value #PIN}.
 */
public final class TestSchool {

    /** PIN of every credential that has one. */
    public static final String PIN = "246810";

    /** OTP of every credential that asks for one. */
    public static final String OTP = "135790";

    /** Consent on the phone, approved by itself. */
    public static final Map<String, Object> PHONE = Map.of("algorithm", "P-256", "consent", "PHONE", "approve", "auto");

    /** Consent with a PIN. */
    public static final Map<String, Object> WITH_PIN = Map.of("algorithm", "P-256", "consent", "PIN", "pin", PIN);

    private static final String SCHOOL_YEAR = "2025-2026";
    private static final AtomicInteger COUNT = new AtomicInteger();

    /**
     * Someone of the school.
     *
     * @param staffId id on the API's roster
     * @param credentialId the bound credential, of the person or of the seal; empty if there is none
     */
    public record Person(String account, String name, String staffId, String personalNumber, String credentialId) {}

    private final ApiUnderTest api;
    private final String code;
    private final String taxCode;
    private final String id;
    private final Person teacher;
    private final Person principal;
    private final Person sealOfficer;
    private final Person administrator;
    private final String classId;

    private TestSchool(ApiUnderTest api, int number) {
        this.api = api;
        this.code = "88%06d".formatted(number);
        this.taxCode = "03%08d".formatted(number);
        this.id = api.operator()
                .post(
                        "/v1/schools",
                        Map.of(
                                "code",
                                code,
                                "departmentCode",
                                "79",
                                "name",
                                name(),
                                "place",
                                "Thành phố Hồ Chí Minh",
                                "taxCode",
                                taxCode,
                                "level",
                                "primary"))
                .expect(201)
                .at("/id");
        this.teacher = hire("Nguyễn Thị Lan", "Giáo viên", "homeroom_teacher", PHONE);
        this.principal = hire("Lê Văn Hùng", "Hiệu trưởng", "principal", PHONE);
        this.sealOfficer = hire("Võ Thị Mai", "Văn thư", "seal_officer", WITH_PIN);
        this.administrator = hire("Đặng Đăng Khoa", "Quản trị trường", "school_administrator", null);
        this.classId = newClass(4, "4A", teacher);
    }

    static TestSchool create(ApiUnderTest api) {
        return new TestSchool(api, COUNT.incrementAndGet());
    }

    /**
     * One more person, in sandbox and roster.
     *
     * @param credential as the sandbox's control API takes it; bound to the person, for a seal officer to the school's
     *     seal; null for none
     */
    public Person hire(String name, String title, String role, @Nullable Map<String, ?> credential) {
        int number = COUNT.incrementAndGet();
        String account = "%s.%d".formatted(role, number);
        String personalNumber = "079185%06d".formatted(number);
        boolean seal = role.equals("seal_officer");
        Map<String, Object> person = new LinkedHashMap<>(Map.of(
                "account", account,
                "name", name,
                "roles", List.of(role),
                "organisation", code,
                "organisationName", name()));
        person.put(seal ? "taxCode" : "personalNumber", seal ? taxCode : personalNumber);
        person.put("credentials", credential == null ? List.of() : List.of(credential));
        JsonNode made = api.sandbox().addPerson(person);
        String staffId = api.operator()
                .post(
                        path("staff"),
                        Map.of(
                                "fullName", name,
                                "personalNumber", personalNumber,
                                "title", title,
                                "roles", List.of(role),
                                "accountId", account))
                .expect(201)
                .at("/id");
        String credentialId = made.at("/credentialIDs/0").asText();
        if (!credentialId.isEmpty()) {
            bind(seal ? Map.of("schoolSeal", true) : Map.of("staffId", staffId), credentialId);
        }
        return new Person(account, name, staffId, personalNumber, credentialId);
    }

    /** Binds a credential of the sandbox to a holder: {@code staffId}, or {@code schoolSeal}. */
    public void bind(Map<String, ?> holder, String credentialId) {
        bind(holder, "sandbox", credentialId);
    }

    /** Binds a credential of any configured provider. */
    public void bind(Map<String, ?> holder, String provider, String credentialId) {
        Map<String, Object> binding = new LinkedHashMap<>(holder);
        binding.put("provider", provider);
        binding.put("credentialId", credentialId);
        api.operator().post(path("credential-bindings"), binding).expect(201);
    }

    /** One more class of this school year; its id. */
    public String newClass(int grade, String name, Person homeroomTeacher) {
        return api.operator()
                .post(
                        path("classes"),
                        Map.of(
                                "grade",
                                grade,
                                "name",
                                name,
                                "schoolYear",
                                SCHOOL_YEAR,
                                "homeroomTeacherId",
                                homeroomTeacher.staffId()))
                .expect(201)
                .at("/id");
    }

    /** A client that acts as that person. */
    public ApiClient as(Person person) {
        return api.as(person.account());
    }

    /**
     * Waits until the signing service is called again: what it declines once, rests for everybody.
     *
     * @param signer somebody with a credential there
     */
    public void awaitSigningService(Person signer) {
        Eventually.eventually(() -> as(signer).get("/v1/credentials").status(), status -> status == 200);
    }

    /** Path of the school, or of something below it. */
    public String path(String... below) {
        return "/v1/schools/" + id + (below.length == 0 ? "" : "/" + String.join("/", below));
    }

    public String id() {
        return id;
    }

    public String code() {
        return code;
    }

    public String taxCode() {
        return taxCode;
    }

    public String name() {
        return "Trường Tiểu học " + code;
    }

    /** Homeroom teacher of {@link #classId()}. */
    public Person teacher() {
        return teacher;
    }

    public Person principal() {
        return principal;
    }

    public Person sealOfficer() {
        return sealOfficer;
    }

    public Person administrator() {
        return administrator;
    }

    /** Class 4A. */
    public String classId() {
        return classId;
    }
}
