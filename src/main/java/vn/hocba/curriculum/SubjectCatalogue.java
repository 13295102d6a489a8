package vn.hocba.curriculum;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vn.hocba.transcript.Placement;
import vn.hocba.transcript.SchoolYear;
import vn.hocba.transcript.Subject;

/** The subjects of each grade, by school year, in the order in which a transcript lists them. */
public final class SubjectCatalogue {

    /** Whether every pupil of the grade takes a subject. */
    public enum Necessity {
        REQUIRED,
        OPTIONAL
    }

    /** Whether a subject has a test mark at some time of the year. */
    public enum Test {
        REQUIRED,
        ALLOWED,
        NONE
    }

    /**
     * One subject of one grade.
     *
     * @param subject the subject
     * @param necessity whether every pupil takes it
     * @param midTerm the mid-term test of the second term
     * @param yearEnd the year-end test
     * @param namesLanguage the transcript says which language was taught
     */
    public record Entry(Subject subject, Necessity necessity, Test midTerm, Test yearEnd, boolean namesLanguage) {}

    private record Row(
            Subject subject,
            Set<Integer> required,
            Set<Integer> optional,
            Set<Integer> tested,
            Set<Integer> mayBeTested,
            Set<Integer> midTermTested,
            boolean namesLanguage) {

        Optional<Entry> in(int grade) {
            if (!required.contains(grade) && !optional.contains(grade)) {
                return Optional.empty();
            }
            Test yearEnd =
                    tested.contains(grade) ? Test.REQUIRED : mayBeTested.contains(grade) ? Test.ALLOWED : Test.NONE;
            return Optional.of(new Entry(
                    subject,
                    required.contains(grade) ? Necessity.REQUIRED : Necessity.OPTIONAL,
                    midTermTested.contains(grade) ? Test.REQUIRED : Test.NONE,
                    yearEnd,
                    namesLanguage));
        }
    }

    private record Version(Map<Integer, SchoolYear> appliesFrom, List<Row> rows) {}

    private final List<Version> versions;

    private SubjectCatalogue(List<Version> versions) {
        this.versions = versions;
    }

    /** The catalogue that comes with the program. */
    public static SubjectCatalogue bundled() {
        return new SubjectCatalogue(PolicyFile.read("subjects.json", SubjectCatalogue::version));
    }

    /** The subjects of the grade in that school year; empty when no version covers them. */
    public List<Entry> subjects(Placement placement) {
        return PolicyFile.inForce(versions, Version::appliesFrom, placement)
                .map(version -> version.rows().stream()
                        .flatMap(row -> row.in(placement.grade()).stream())
                        .toList())
                .orElse(List.of());
    }

    /** The subject in the grade, unless the grade does not have it. */
    public Optional<Entry> entry(Placement placement, Subject subject) {
        return subjects(placement).stream()
                .filter(entry -> entry.subject() == subject)
                .findFirst();
    }

    private static Version version(JsonNode json) {
        return new Version(
                PolicyFile.appliesFrom(json),
                PolicyFile.stream(PolicyFile.required(json, "subjects"))
                        .map(SubjectCatalogue::row)
                        .toList());
    }

    private static Row row(JsonNode json) {
        return new Row(
                PolicyFile.constant(Subject.class, PolicyFile.text(json, "subject")),
                PolicyFile.grades(json, "required"),
                PolicyFile.grades(json, "optional"),
                PolicyFile.grades(json, "tested"),
                PolicyFile.grades(json, "mayBeTested"),
                PolicyFile.grades(json, "midTermTested"),
                json.path("namesLanguage").asBoolean(false));
    }
}
