package vn.hocba.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vn.hocba.testing.Answer;
import vn.hocba.testing.ApiUnderTest;
import vn.hocba.testing.TestSchool;

class DirectoryIT {

    private static final ApiUnderTest API = ApiUnderTest.shared();
    private static final TestSchool SCHOOL = API.createSchool();
    private static final TestSchool OTHER = API.createSchool();

    private static Map<String, Object> classData() {
        return new HashMap<>(Map.of(
                "grade",
                4,
                "name",
                "4B",
                "schoolYear",
                "2025-2026",
                "homeroomTeacherId",
                SCHOOL.teacher().staffId()));
    }

    @Test
    void showsPeopleTheirOwnSchool() {
        Answer school = SCHOOL.as(SCHOOL.teacher()).get(SCHOOL.path()).expect(200);
        assertThat(school.at("/code")).isEqualTo(SCHOOL.code());
        assertThat(school.at("/level")).isEqualTo("primary");

        Answer schools = SCHOOL.as(SCHOOL.teacher()).get("/v1/schools").expect(200);
        assertThat(schools.json().path("items")).hasSize(1);
        assertThat(schools.at("/items/0/id")).isEqualTo(SCHOOL.id());

        Answer staff = SCHOOL.as(SCHOOL.administrator())
                .get(SCHOOL.path("staff", SCHOOL.principal().staffId()))
                .expect(200);
        assertThat(staff.at("/title")).isEqualTo("Hiệu trưởng");
        assertThat(staff.at("/roles/0")).isEqualTo("principal");

        Answer bindings = SCHOOL.as(SCHOOL.sealOfficer())
                .get(SCHOOL.path("credential-bindings"))
                .expect(200);
        assertThat(bindings.json().path("items")).hasSize(3);
        assertThat(bindings.json().path("items"))
                .anySatisfy(binding ->
                        assertThat(binding.path("schoolSeal").asBoolean()).isTrue());
    }

    @Test
    void personalNumbersAreForThePersonAndTheLeadership() {
        String path = SCHOOL.path("staff", SCHOOL.sealOfficer().staffId());
        String number = SCHOOL.sealOfficer().personalNumber();
        Stream.of(SCHOOL.sealOfficer(), SCHOOL.principal(), SCHOOL.administrator())
                .forEach(reader -> assertThat(
                                SCHOOL.as(reader).get(path).expect(200).at("/personalNumber"))
                        .isEqualTo(number));
        assertThat(SCHOOL.as(SCHOOL.teacher()).get(path).expect(200).at("/personalNumber"))
                .isEqualTo("********" + number.substring(8));
        assertThat(SCHOOL.as(SCHOOL.teacher())
                        .get(SCHOOL.path("staff"))
                        .expect(200)
                        .text())
                .contains(SCHOOL.teacher().personalNumber())
                .doesNotContain(number);
    }

    @Test
    void colleaguesSeeNoWholePersonalNumberInTheIdOfACredential() {
        String number = OTHER.principal().personalNumber();
        OTHER.bind(Map.of("staffId", OTHER.principal().staffId()), "sandbox", "CMT_" + number + "/54 04 fe");
        String path = OTHER.path("credential-bindings");
        Stream.of(OTHER.principal(), OTHER.administrator())
                .forEach(reader -> assertThat(
                                OTHER.as(reader).get(path).expect(200).text())
                        .contains("CMT_" + number + "/54 04 fe"));
        assertThat(OTHER.as(OTHER.teacher()).get(path).expect(200).text())
                .contains("CMT_********" + number.substring(8) + "/54 04 fe")
                .doesNotContain(number);
    }

    @Test
    void classStaysInItsSchoolYear() {
        var administrator = SCHOOL.as(SCHOOL.administrator());
        String path = SCHOOL.path("classes", SCHOOL.classId());
        String tag = administrator.get(path).expect(200).header("ETag");
        Map<String, Object> change = classData();
        change.put("schoolYear", "2026-2027");
        var before = API.snapshot(SCHOOL);
        assertThat(administrator
                        .with("If-Match", tag)
                        .put(path, change)
                        .expectProblem(422, "validation-failed")
                        .at("/errors/0/pointer"))
                .isEqualTo("/schoolYear");
        assertThat(API.snapshot(SCHOOL)).isEqualTo(before);
    }

    @Test
    void foreignSchoolIsNotFoundWhateverIsAskedOfIt() {
        var foreigner = OTHER.as(OTHER.administrator());
        Stream.of(
                        SCHOOL.path(),
                        SCHOOL.path("staff"),
                        SCHOOL.path("staff", SCHOOL.teacher().staffId()),
                        SCHOOL.path("classes"),
                        SCHOOL.path("classes", SCHOOL.classId()),
                        SCHOOL.path("credential-bindings"))
                .forEach(path -> foreigner.get(path).expectProblem(404, "not-found"));
        foreigner.post(SCHOOL.path("classes"), classData()).expectProblem(404, "not-found");
        foreigner
                .with("If-Match", "\"0\"")
                .put(SCHOOL.path("classes", SCHOOL.classId()), classData())
                .expectProblem(404, "not-found");
    }

    @Test
    void foreignIdUnderTheOwnSchoolIsNotFound() {
        var own = SCHOOL.as(SCHOOL.administrator());
        own.get(SCHOOL.path("classes", OTHER.classId())).expectProblem(404, "not-found");
        own.get(SCHOOL.path("staff", OTHER.teacher().staffId())).expectProblem(404, "not-found");
        own.get(SCHOOL.path("staff", "not-an-id")).expectProblem(404, "not-found");
        API.operator().get("/v1/schools/" + UUID.randomUUID()).expectProblem(404, "not-found");
    }

    @Test
    void onlyThePlatformOperatorCreates() {
        var before = API.snapshot(SCHOOL);
        SCHOOL.as(SCHOOL.administrator())
                .post(SCHOOL.path("classes"), classData())
                .expectProblem(403, "forbidden");
        SCHOOL.as(SCHOOL.teacher())
                .post(
                        SCHOOL.path("credential-bindings"),
                        Map.of("schoolSeal", true, "provider", "x", "credentialId", "y"))
                .expectProblem(403, "forbidden");
        SCHOOL.as(SCHOOL.principal()).post("/v1/schools", school("99000001")).expectProblem(403, "forbidden");
        assertThat(API.snapshot(SCHOOL)).isEqualTo(before);
    }

    private static Map<String, Object> school(String code) {
        return new HashMap<>(Map.of(
                "code", code,
                "departmentCode", "79",
                "name", "Trường Tiểu học Hoa Sen",
                "place", "Thành phố Hồ Chí Minh",
                "taxCode", "0312345678",
                "level", "primary"));
    }

    @Test
    void refusesWhatIsTakenAlready() {
        var before = API.snapshot(SCHOOL);
        Answer school =
                API.operator().post("/v1/schools", school(SCHOOL.code())).expectProblem(409, "conflict");
        assertThat(school.at("/errors/0/pointer")).isEqualTo("/code");
        Map<String, Object> same = classData();
        same.put("name", "4A");
        Answer taken = API.operator().post(SCHOOL.path("classes"), same).expectProblem(409, "conflict");
        assertThat(taken.at("/errors/0/pointer")).isEqualTo("/name");
        assertThat(API.snapshot(SCHOOL)).isEqualTo(before);
    }

    @Test
    void noSchoolIsCalledPlatform() {
        Answer answer = API.operator().post("/v1/schools", school("Platform")).expectProblem(422, "validation-failed");
        assertThat(answer.at("/errors/0/pointer")).isEqualTo("/code");
    }

    @Test
    void pointsAtEveryInvalidField() {
        var before = API.snapshot(SCHOOL, OTHER);
        Map<String, Object> wrong = school("not a code");
        wrong.put("name", " ");
        wrong.put("taxCode", "1");
        Answer answer = API.operator().post("/v1/schools", wrong).expectProblem(422, "validation-failed");
        assertThat(answer.json().path("errors").findValuesAsText("pointer"))
                .containsExactlyInAnyOrder("/code", "/name", "/taxCode");
        wrong = school("99000002");
        wrong.remove("level");
        assertThat(API.operator()
                        .post("/v1/schools", wrong)
                        .expectProblem(422, "validation-failed")
                        .at("/errors/0/code"))
                .isEqualTo("required");
        wrong = school("99000002");
        wrong.put("name", "Trường\u0000");
        API.operator().post("/v1/schools", wrong).expectProblem(422, "validation-failed");
        Map<String, Object> unknownTeacher = classData();
        unknownTeacher.put("homeroomTeacherId", OTHER.teacher().staffId());
        assertThat(API.operator()
                        .post(SCHOOL.path("classes"), unknownTeacher)
                        .expectProblem(422, "validation-failed")
                        .at("/errors/0/pointer"))
                .isEqualTo("/homeroomTeacherId");
        Map<String, Object> wrongYear = classData();
        wrongYear.put("schoolYear", "2025-2027");
        assertThat(API.operator()
                        .post(SCHOOL.path("classes"), wrongYear)
                        .expectProblem(422, "validation-failed")
                        .at("/errors/0/pointer"))
                .isEqualTo("/schoolYear");
        API.operator()
                .post(
                        SCHOOL.path("credential-bindings"),
                        Map.of(
                                "staffId",
                                SCHOOL.teacher().staffId(),
                                "schoolSeal",
                                true,
                                "provider",
                                "sandbox",
                                "credentialId",
                                "x"))
                .expectProblem(422, "validation-failed");
        assertThat(API.snapshot(SCHOOL, OTHER)).isEqualTo(before);
    }

    @Test
    void administratorChangesTheHomeroomTeacherInMidYear() {
        TestSchool school = API.createSchool();
        var successor = school.hire("Trần Quang Minh", "Giáo viên", "homeroom_teacher", null);
        String path = school.path("classes", school.classId());
        Answer read = school.as(school.administrator()).get(path).expect(200);
        Map<String, Object> change =
                Map.of("grade", 4, "name", "4A", "schoolYear", "2025-2026", "homeroomTeacherId", successor.staffId());

        school.as(school.administrator()).put(path, change).expectProblem(428, "precondition-required");
        school.as(school.teacher())
                .with("If-Match", read.header("ETag"))
                .put(path, change)
                .expectProblem(403, "forbidden");
        Answer changed = school.as(school.administrator())
                .with("If-Match", read.header("ETag"))
                .put(path, change)
                .expect(200);
        assertThat(changed.at("/homeroomTeacherId")).isEqualTo(successor.staffId());
        assertThat(changed.header("ETag")).isNotEqualTo(read.header("ETag"));
        var before = API.snapshot(school);
        school.as(school.administrator())
                .with("If-Match", read.header("ETag"))
                .put(path, change)
                .expectProblem(412, "precondition-failed");
        assertThat(API.snapshot(school)).isEqualTo(before);
    }

    @Test
    void pagesThroughAListWithoutLossOrRepetition() {
        TestSchool school = API.createSchool();
        List<String> expected = new ArrayList<>(List.of(school.classId()));
        for (int i = 1; i <= 6; i++) {
            expected.add(school.newClass(5, "5/" + i, school.teacher()));
        }
        List<String> found = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = school.as(school.teacher())
                    .get(school.path("classes") + "?limit=3" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .expect(200);
            page.json().path("items").forEach(item -> found.add(item.path("id").asText()));
            cursor = page.at("/next");
        } while (!cursor.isEmpty());
        assertThat(found).containsExactlyElementsOf(expected);
    }

    @Test
    void refusesPagesThatCannotBe() {
        var teacher = SCHOOL.as(SCHOOL.teacher());
        Stream.of("?limit=0", "?limit=101", "?limit=many", "?cursor=%21", "?cursor=AAAA")
                .forEach(query -> teacher.get(SCHOOL.path("classes") + query).expectProblem(400, "invalid-parameter"));
    }
}
