package vn.hocba.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hocba.draft.Given.administrator;
import static vn.hocba.draft.Given.content;
import static vn.hocba.draft.Given.entered;
import static vn.hocba.draft.Given.locked;
import static vn.hocba.draft.Given.newTranscript;
import static vn.hocba.draft.Given.path;
import static vn.hocba.draft.Given.pupil;
import static vn.hocba.draft.Given.teacher;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hocba.testing.Answer;
import vn.hocba.testing.ApiClient;
import vn.hocba.testing.ApiUnderTest;
import vn.hocba.testing.DatabaseSnapshot;
import vn.hocba.testing.TestSchool;
import vn.hocba.transcript.Quality;
import vn.hocba.transcript.Subject;

/** Locking, unlocking, returning, who may do what, and what can be read about it. */
class LockingIT {
    private static final String REASON = "{\"reason\": \"Điểm Toán nhập nhầm.\"}";

    private static final ApiUnderTest API = ApiUnderTest.shared();
    private static final TestSchool SCHOOL = API.createSchool();

    @Test
    void fixesHeaderAndLeaderAtTheLock() {
        String path = path(entered(SCHOOL, pupil()));

        Answer answer = teacher(SCHOOL).post(path + "/lock", null).expect(200);

        assertThat(answer.at("/state")).isEqualTo("LOCKED");
        assertThat(answer.at("/awaiting")).isEqualTo("HOMEROOM_TEACHER");
        assertThat(answer.header("ETag")).isEqualTo("\"2\"");
        assertThat(answer.at("/locked/revision")).isEqualTo("1");
        assertThat(answer.at("/locked/leader/fullName"))
                .isEqualTo(SCHOOL.principal().name());
        assertThat(answer.at("/locked/school/name")).isEqualTo(SCHOOL.name());
    }

    @Test
    void refusesToLockWithAPointerToEachField() {
        String path = path(entered(
                SCHOOL,
                pupil().withYearEndMark(Subject.MATHEMATICS, "11")
                        .withoutSubject(Subject.MUSIC)
                        .withQuality(Quality.HONESTY, null)
                        .withFullName(null)));
        DatabaseSnapshot before = API.snapshot(SCHOOL);

        Answer answer = teacher(SCHOOL).post(path + "/lock", null).expectProblem(422, "transcript-incomplete");

        assertThat(answer.json().at("/errors").findValuesAsText("pointer"))
                .contains(
                        "/results/subjects/1/yearEndMark",
                        "/results/subjects",
                        "/results/qualities/HONESTY",
                        "/pupil/fullName");
        assertThat(API.snapshot(SCHOOL)).isEqualTo(before);
    }

    @Test
    void refusesToLockTwice() {
        String path = locked(SCHOOL, pupil());
        DatabaseSnapshot before = API.snapshot(SCHOOL);

        Answer answer = teacher(SCHOOL).post(path + "/lock", null).expectProblem(409, "wrong-state");

        assertThat(answer.at("/currentState")).isEqualTo("LOCKED");
        assertThat(API.snapshot(SCHOOL)).isEqualTo(before);
    }

    @Test
    void asksWhoSignsWhereASchoolHasSeveralHeadteachers() {
        TestSchool school = API.createSchool();
        TestSchool.Person second = school.hire("Phan Thị Thảo", "Hiệu trưởng", "principal", null);
        String path = path(entered(school, pupil()));

        Answer unclear = teacher(school).post(path + "/lock", null).expectProblem(422, "validation-failed");
        teacher(school)
                .post(path + "/lock", leader(school.teacher().staffId()))
                .expectProblem(422, "validation-failed");
        Answer locked =
                teacher(school).post(path + "/lock", leader(second.staffId())).expect(200);

        assertThat(unclear.at("/errors/0/pointer")).isEqualTo("/leaderStaffId");
        assertThat(locked.at("/locked/leader/fullName")).isEqualTo("Phan Thị Thảo");
    }

    @Test
    void locksAClassAndReportsWhatIsIncomplete() {
        TestSchool school = API.createSchool();
        entered(school, pupil());
        String incomplete = entered(school, pupil().withYearResult(null)).at("/id");
        entered(school, pupil());

        Answer answer = teacher(school)
                .post("/v1/transcripts/lock", "{\"classId\": \"" + school.classId() + "\"}")
                .expect(200);

        assertThat(answer.at("/done")).isEqualTo("2");
        assertThat(answer.at("/refused")).isEqualTo("1");
        assertThat(answer.at("/items/1/id")).isEqualTo(incomplete);
        assertThat(answer.at("/items/1/problem/code")).isEqualTo("transcript-incomplete");
        assertThat(answer.at("/items/1/problem/errors/0/pointer")).isEqualTo("/results/yearResult");
        assertThat(teacher(school).get("/v1/transcripts?awaiting=me").json().at("/items"))
                .hasSize(2);
        assertThat(school.as(school.principal())
                        .get("/v1/transcripts?awaiting=me")
                        .json()
                        .at("/items"))
                .isEmpty();
    }

    @Test
    void locksAClassOfMoreThanAHundredInParts() {
        TestSchool school = API.createSchool();
        String classPath = "/v1/classes/" + school.classId() + "/transcripts/import";
        teacher(school)
                .post(classPath, Map.of("items", Collections.nCopies(100, Map.of())))
                .expect(200);
        teacher(school).post(classPath, Map.of("items", List.of(Map.of()))).expect(200);
        DatabaseSnapshot before = API.snapshot(school);

        Answer answer = teacher(school)
                .post("/v1/transcripts/lock", Map.of("classId", school.classId()))
                .expectProblem(422, "validation-failed");

        assertThat(answer.at("/errors/0/pointer")).isEqualTo("/classId");
        assertThat(API.snapshot(school)).isEqualTo(before);
    }

    @Test
    void refusesABulkLockThatNamesNothingOrSomethingForeign() {
        TestSchool other = API.createSchool();
        String foreign = entered(other, pupil()).at("/id");
        String own = entered(SCHOOL, pupil()).at("/id");
        DatabaseSnapshot before = API.snapshot(SCHOOL, other);

        teacher(SCHOOL).post("/v1/transcripts/lock", "{}").expectProblem(422, "validation-failed");
        teacher(SCHOOL)
                .post("/v1/transcripts/lock", "{\"ids\": [\"" + own + "\", \"" + foreign + "\"]}")
                .expectProblem(404, "not-found");

        assertThat(API.snapshot(SCHOOL, other)).isEqualTo(before);
    }

    @Test
    void unlocksForTheAdministratorWithAReasonThatStaysInTheHistory() {
        String path = locked(SCHOOL, pupil());
        teacher(SCHOOL).post(path + "/unlock", REASON).expectProblem(403, "forbidden");
        administrator(SCHOOL).post(path + "/unlock", "{\"reason\": \" \"}").expectProblem(422, "validation-failed");
        administrator(SCHOOL).post(path + "/unlock", null).expectProblem(422, "validation-failed");

        Answer unlocked = administrator(SCHOOL).post(path + "/unlock", REASON).expect(200);

        assertThat(unlocked.at("/state")).isEqualTo("DRAFT");
        administrator(SCHOOL).post(path + "/unlock", REASON).expectProblem(409, "not-locked");
        Answer history = teacher(SCHOOL).get(path + "/history").expect(200);
        assertThat(history.json().at("/items").findValuesAsText("action"))
                .containsExactly("created", "locked", "unlocked");
        assertThat(history.at("/items/2/reason")).isEqualTo("Điểm Toán nhập nhầm.");
        assertThat(history.at("/items/2/actorName"))
                .isEqualTo(SCHOOL.administrator().name());
    }

    @Test
    void numbersTheRevisionsOfSeveralLocks() {
        String path = locked(SCHOOL, pupil());
        administrator(SCHOOL).post(path + "/unlock", REASON).expect(200);
        Answer again = teacher(SCHOOL).post(path + "/lock", null).expect(200);
        assertThat(again.at("/locked/revision")).isEqualTo("2");
    }

    @Test
    void doesNotReturnWhatNobodySigned() {
        String path = locked(SCHOOL, pupil());
        teacher(SCHOOL).post(path + "/return", REASON).expectProblem(409, "wrong-state");
        SCHOOL.as(SCHOOL.principal()).post(path + "/return", REASON).expectProblem(403, "wrong-signer");
    }

    @Test
    void returnsToDraftForThePersonWhoseSignatureIsNext() throws SQLException {
        String path = locked(SCHOOL, pupil());
        awaitPrincipal(path, null);
        ApiClient principal = SCHOOL.as(SCHOOL.principal());
        teacher(SCHOOL).post(path + "/return", REASON).expectProblem(403, "wrong-signer");
        administrator(SCHOOL).post(path + "/unlock", REASON).expectProblem(409, "wrong-state");
        assertThat(principal.get("/v1/transcripts?awaiting=me").json().at("/items"))
                .hasSize(1);

        Answer returned = principal.post(path + "/return", REASON).expect(200);

        assertThat(returned.at("/state")).isEqualTo("DRAFT");
        // its signatures do not count any more; who wants to see them names the revision
        teacher(SCHOOL).get(path + "/document").expectProblem(404, "not-found");
        assertThat(teacher(SCHOOL)
                        .get(path + "/document?revision=1")
                        .expect(200)
                        .header("Cache-Control"))
                .contains("no-store");
        assertThat(teacher(SCHOOL).get(path).expect(200).header("Cache-Control"))
                .contains("no-store");
        assertThat(teacher(SCHOOL).get(path + "/history").json().at("/items").findValuesAsText("action"))
                .containsExactly("created", "locked", "returned");
    }

    @Test
    void doesNotReturnWhatASigningRequestHolds() throws SQLException {
        TestSchool school = API.createSchool();
        String path = locked(school, pupil());
        awaitPrincipal(path, UUID.randomUUID());
        DatabaseSnapshot before = API.snapshot(school);

        school.as(school.principal()).post(path + "/return", REASON).expectProblem(409, "held-by-signing-request");
        assertThat(school.as(school.principal())
                        .get("/v1/transcripts?awaiting=me")
                        .json()
                        .at("/items"))
                .isEmpty();

        assertThat(API.snapshot(school)).isEqualTo(before);
    }

    /** As if the homeroom teacher's signature stood in the document. */
    private static void awaitPrincipal(String path, @Nullable UUID heldBy) throws SQLException {
        try (Connection database = API.database();
                PreparedStatement update = database.prepareStatement(
                        "UPDATE transcript SET state = 'IN_SIGNING', awaiting_slot = 'PRINCIPAL', held_by = ? WHERE id = ?")) {
            update.setObject(1, heldBy);
            update.setObject(2, UUID.fromString(path.substring(path.lastIndexOf('/') + 1)));
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    @Test
    void letsPrincipalAndSealOfficerReadButNotWrite() {
        String path = path(entered(SCHOOL, pupil()));
        for (TestSchool.Person person : List.of(SCHOOL.principal(), SCHOOL.sealOfficer())) {
            ApiClient reader = SCHOOL.as(person);
            reader.get(path).expect(200);
            reader.get(path + "/view").expect(200);
            reader.post("/v1/transcripts", newTranscript(SCHOOL, pupil())).expectProblem(403, "forbidden");
            reader.with("If-Match", "\"1\"").put(path, content(pupil())).expectProblem(403, "forbidden");
            reader.post(path + "/lock", null).expectProblem(403, "forbidden");
            reader.delete(path).expectProblem(403, "forbidden");
        }
        administrator(SCHOOL).post(path + "/lock", null).expectProblem(403, "forbidden");
        API.operator().get(path).expectProblem(403, "forbidden");
        API.anonymous().get(path).expectProblem(401, "authentication-required");
    }

    @Test
    void showsAHomeroomTeacherTheOwnClassesOnly() {
        TestSchool school = API.createSchool();
        TestSchool.Person other = school.hire("Trần Minh", "Giáo viên", "homeroom_teacher", null);
        school.newClass(5, "5B", other);
        String path = path(entered(school, pupil()));

        school.as(other).get(path).expectProblem(404, "not-found");
        assertThat(school.as(other).get("/v1/transcripts").expect(200).json().at("/items"))
                .isEmpty();
        school.as(other).post("/v1/transcripts", newTranscript(school, pupil())).expectProblem(404, "not-found");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,''",
        "PUT,''",
        "DELETE,''",
        "POST,/lock",
        "POST,/unlock",
        "POST,/return",
        "GET,/history",
        "GET,/view"
    })
    void doesNotKnowForeignTranscripts(String method, String below) {
        String path = path(entered(SCHOOL, pupil()));
        TestSchool foreign = API.createSchool();
        DatabaseSnapshot before = API.snapshot(SCHOOL, foreign);

        for (TestSchool.Person person :
                List.of(foreign.teacher(), foreign.principal(), foreign.sealOfficer(), foreign.administrator())) {
            foreign.as(person).send(method, path + below, null).expectProblem(404, "not-found");
        }

        assertThat(API.snapshot(SCHOOL, foreign)).isEqualTo(before);
    }

    @Test
    void doesNotKnowForeignClasses() {
        TestSchool foreign = API.createSchool();
        teacher(foreign).post("/v1/transcripts", newTranscript(SCHOOL, pupil())).expectProblem(404, "not-found");
        teacher(foreign)
                .post("/v1/classes/" + SCHOOL.classId() + "/transcripts/import", "{}")
                .expectProblem(404, "not-found");
        teacher(foreign)
                .post("/v1/transcripts/lock", "{\"classId\": \"" + SCHOOL.classId() + "\"}")
                .expectProblem(404, "not-found");
    }

    @Test
    void showsAPageWithEverythingThatWillBeSigned() {
        String path =
                locked(SCHOOL, pupil().withFullName("Nguyễn <b>An</b>").withHomeroomComment("Ngoan & chăm \"học\""));

        Answer page = SCHOOL.as(SCHOOL.principal()).get(path + "/view").expect(200);

        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(page.text())
                .contains("<html lang=\"vi\">", "width=device-width", "Lớp 4A, năm học 2025-2026")
                .contains("Nguyễn &lt;b&gt;An&lt;/b&gt;", "Ngoan &amp; chăm")
                .contains("Tiếng Việt", "Hoàn thành tốt", "Hoàn thành xuất sắc", "Yêu nước", "Bản khóa số 1")
                .contains(SCHOOL.principal().name())
                .doesNotContain("<b>An");
    }

    private static String leader(String staffId) {
        return "{\"leaderStaffId\": \"" + staffId + "\"}";
    }
}
