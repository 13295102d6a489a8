package vn.hocba.curriculum;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.hocba.transcript.Attendance;
import vn.hocba.transcript.Decision;
import vn.hocba.transcript.Health;
import vn.hocba.transcript.PrimaryResults;
import vn.hocba.transcript.Pupil;
import vn.hocba.transcript.TranscriptContent;

/**
 * A field that stands at a fixed place of the content, so that policy data can name it by its pointer.
 *
 * @param pointer RFC 6901 pointer
 * @param vi what a teacher calls it
 * @param en the same in English
 * @param kind kind of text, for its length; empty when it is not text
 * @param value reads it
 */
record Field(String pointer, String vi, String en, String kind, Function<TranscriptContent, @Nullable Object> value) {
    private static final String NOT_TEXT = "";

    static final List<Field> ALL = List.of(
            of("/transcriptCode", "mã định danh học bạ", "transcript code", "code", TranscriptContent::transcriptCode),
            of("/registerNumber", "số đăng bộ", "register number", "code", TranscriptContent::registerNumber),
            pupil("pupilCode", "mã học sinh", "pupil code", "code", Pupil::pupilCode),
            pupil("personalNumber", "số định danh cá nhân", "personal number", "code", Pupil::personalNumber),
            pupil("fullName", "họ và tên học sinh", "full name of the pupil", "name", Pupil::fullName),
            pupil("dateOfBirth", "ngày sinh", "date of birth", NOT_TEXT, Pupil::dateOfBirth),
            pupil("gender", "giới tính", "gender", NOT_TEXT, Pupil::gender),
            pupil("ethnicity", "dân tộc", "ethnicity", "name", Pupil::ethnicity),
            pupil("nationality", "quốc tịch", "nationality", "name", Pupil::nationality),
            pupil("policyGroup", "diện chính sách", "policy group", "line", Pupil::policyGroup),
            pupil("placeOfBirth", "nơi sinh", "place of birth", "line", Pupil::placeOfBirth),
            pupil("homeTown", "quê quán", "home town", "line", Pupil::homeTown),
            pupil("address", "nơi ở hiện nay", "address", "line", Pupil::address),
            pupil("fatherName", "họ và tên cha", "father's name", "name", Pupil::fatherName),
            pupil("motherName", "họ và tên mẹ", "mother's name", "name", Pupil::motherName),
            pupil("guardianName", "họ và tên người giám hộ", "guardian's name", "name", Pupil::guardianName),
            health("heightCm", "chiều cao", "height", NOT_TEXT, Health::heightCm),
            health("weightKg", "cân nặng", "weight", NOT_TEXT, Health::weightKg),
            health("condition", "tình trạng sức khỏe", "state of health", "line", Health::condition),
            attendance(
                    "absentWithLeave", "số ngày nghỉ có phép", "days absent with leave", Attendance::absentWithLeave),
            attendance(
                    "absentWithoutLeave",
                    "số ngày nghỉ không phép",
                    "days absent without leave",
                    Attendance::absentWithoutLeave),
            results(
                    "qualitiesComment",
                    "nhận xét về phẩm chất",
                    "comment on qualities",
                    PrimaryResults::qualitiesComment),
            results(
                    "generalCompetencesComment",
                    "nhận xét về năng lực chung",
                    "comment on general competences",
                    PrimaryResults::generalCompetencesComment),
            results(
                    "specificCompetencesComment",
                    "nhận xét về năng lực đặc thù",
                    "comment on specific competences",
                    PrimaryResults::specificCompetencesComment),
            of(
                    "/results/summer/comment",
                    "nhận xét sau rèn luyện trong hè",
                    "comment after the summer",
                    "comment",
                    content -> content.results() == null || content.results().summer() == null
                            ? null
                            : content.results().summer().comment()),
            of(
                    "/homeroomComment",
                    "nhận xét của giáo viên chủ nhiệm",
                    "homeroom teacher's comment",
                    "comment",
                    TranscriptContent::homeroomComment),
            decision("note", "ghi chú của quyết định", "note of the decision", "line", Decision::note));

    /** The field at the pointer. */
    static Field at(String pointer) {
        return ALL.stream()
                .filter(field -> field.pointer().equals(pointer))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("policy data names an unknown field " + pointer));
    }

    private static Field of(
            String pointer, String vi, String en, String kind, Function<TranscriptContent, @Nullable Object> value) {
        return new Field(pointer, vi, en, kind, value);
    }

    private static Field pupil(
            String name, String vi, String en, String kind, Function<Pupil, @Nullable Object> value) {
        return of("/pupil/" + name, vi, en, kind, content -> within(content.pupil(), value));
    }

    private static Field health(
            String name, String vi, String en, String kind, Function<Health, @Nullable Object> value) {
        return of("/health/" + name, vi, en, kind, content -> within(content.health(), value));
    }

    private static Field attendance(String name, String vi, String en, Function<Attendance, @Nullable Object> value) {
        return of("/attendance/" + name, vi, en, NOT_TEXT, content -> within(content.attendance(), value));
    }

    private static Field results(String name, String vi, String en, Function<PrimaryResults, @Nullable Object> value) {
        return of("/results/" + name, vi, en, "comment", content -> within(content.results(), value));
    }

    private static Field decision(
            String name, String vi, String en, String kind, Function<Decision, @Nullable Object> value) {
        return of("/decision/" + name, vi, en, kind, content -> within(content.decision(), value));
    }

    private static <T> @Nullable Object within(@Nullable T part, Function<T, @Nullable Object> value) {
        return part == null ? null : value.apply(part);
    }
}
