package vn.hocba.curriculum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static vn.hocba.testing.TranscriptBuilder.grade;
import static vn.hocba.testing.TranscriptBuilder.grade4;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hocba.testing.TranscriptBuilder;
import vn.hocba.transcript.Attendance;
import vn.hocba.transcript.Award;
import vn.hocba.transcript.AwardTitle;
import vn.hocba.transcript.Certificate;
import vn.hocba.transcript.Competence;
import vn.hocba.transcript.Decision;
import vn.hocba.transcript.Gender;
import vn.hocba.transcript.Health;
import vn.hocba.transcript.Placement;
import vn.hocba.transcript.Pupil;
import vn.hocba.transcript.Quality;
import vn.hocba.transcript.SchoolYear;
import vn.hocba.transcript.StudyPeriod;
import vn.hocba.transcript.Subject;
import vn.hocba.transcript.SubjectLevel;
import vn.hocba.transcript.SubjectRow;
import vn.hocba.transcript.SummerReassessment;
import vn.hocba.transcript.TraitLevel;
import vn.hocba.transcript.YearResult;

class Circular27Test {
    private static final Circular27 CIRCULAR = Circular27.bundled();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void findsNothingInACompleteTranscript(int grade) {
        assertThat(check(grade(grade))).isEmpty();
    }

    @Test
    void reportsEverythingThatAnEmptyDraftLacks() {
        List<Finding> findings = check(
                grade4().withPupil(null).withoutResults().withDecision(null).withAwards());
        assertThat(findings)
                .extracting(Finding::pointer)
                .contains(
                        "/pupil/pupilCode",
                        "/pupil/fullName",
                        "/pupil/dateOfBirth",
                        "/pupil/gender",
                        "/pupil/nationality",
                        "/pupil/personalNumber",
                        "/pupil/ethnicity",
                        "/results",
                        "/decision/programmeCompleted",
                        "/decision/promoted");
        assertThat(findings).extracting(Finding::code).containsOnly("required");
    }

    @ParameterizedTest(name = "{0}: {1} at {2}")
    @MethodSource("errors")
    void stopsTheLock(String situation, String code, String pointer, TranscriptBuilder transcript) {
        assertThat(check(transcript)).anySatisfy(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.ERROR);
            assertThat(finding.code()).isEqualTo(code);
            assertThat(finding.pointer()).isEqualTo(pointer);
            assertThat(finding.vi()).isNotBlank();
            assertThat(finding.en()).isNotBlank();
        });
    }

    static Stream<Arguments> errors() {
        return Stream.of(
                arguments("no pupil code", "required", "/pupil/pupilCode", grade4().withPupilCode(null)),
                arguments("9 digits", "malformed-pupil-code", "/pupil/pupilCode", grade4().withPupilCode("791234567")),
                arguments("letters", "malformed-pupil-code", "/pupil/pupilCode", grade4().withPupilCode("79123456AB")),
                arguments(
                        "Arabic-Indic digits",
                        "malformed-pupil-code",
                        "/pupil/pupilCode",
                        grade4().withPupilCode("٧٩١٢٣٤٥٦٧٨")),
                arguments(
                        "citizen without number",
                        "required",
                        "/pupil/personalNumber",
                        grade4().withPersonalNumber(null)),
                arguments(
                        "11 digits",
                        "malformed-personal-number",
                        "/pupil/personalNumber",
                        grade4().withPersonalNumber("07931600001")),
                arguments("no name", "required", "/pupil/fullName", grade4().withFullName(null)),
                arguments("name too long", "too-long", "/pupil/fullName", grade4().withFullName("Nguyễn".repeat(20))),
                arguments(
                        "not born yet",
                        "impossible-birth-date",
                        "/pupil/dateOfBirth",
                        grade4().withDateOfBirth(LocalDate.of(2026, 1, 1))),
                arguments(
                        "grandmother",
                        "impossible-birth-date",
                        "/pupil/dateOfBirth",
                        grade4().withDateOfBirth(LocalDate.of(1960, 1, 1))),
                arguments(
                        "negative days",
                        "negative-number",
                        "/attendance/absentWithLeave",
                        grade4().withAttendance(new Attendance(-1, 0))),
                arguments(
                        "study period after the year",
                        "study-period-too-late",
                        "/studyHistory/0/schoolYear",
                        grade4().withStudyHistory(new StudyPeriod("2026-2027", "5A", "Hoa Sen", null, null))),
                arguments(
                        "study period without school",
                        "required",
                        "/studyHistory/0/schoolName",
                        grade4().withStudyHistory(new StudyPeriod("2024-2025", "3A", null, null, null))),
                arguments(
                        "certificate without name",
                        "required",
                        "/certificates/0/name",
                        grade4().withCertificates(new Certificate(null, "Sở GDĐT", null))),
                // subjects
                arguments("no results", "required", "/results", grade4().withoutResults()),
                arguments(
                        "subject missing",
                        "missing-subject",
                        "/results/subjects",
                        grade4().withoutSubject(Subject.MUSIC)),
                arguments(
                        "subject of another grade",
                        "subject-not-in-grade",
                        "/results/subjects/11/subject",
                        grade4().withRow(row(Subject.NATURE_AND_SOCIETY, SubjectLevel.COMPLETED, null, null))),
                arguments(
                        "subject twice",
                        "duplicate-subject",
                        "/results/subjects/11/subject",
                        grade4().withRow(row(Subject.MUSIC, SubjectLevel.COMPLETED, null, null))),
                arguments(
                        "row without subject",
                        "required",
                        "/results/subjects/11/subject",
                        grade4().withRow(row(null, SubjectLevel.COMPLETED, null, null))),
                arguments(
                        "no level",
                        "required",
                        "/results/subjects/0/level",
                        grade4().withLevel(Subject.VIETNAMESE, null)),
                arguments(
                        "language not named",
                        "required",
                        "/results/subjects/11/language",
                        grade4().withRow(row(
                                Subject.ETHNIC_MINORITY_LANGUAGE, SubjectLevel.COMPLETED_WELL, null, null))),
                arguments(
                        "no year-end mark",
                        "missing-mark",
                        "/results/subjects/1/yearEndMark",
                        grade4().withYearEndMark(Subject.MATHEMATICS, null)),
                arguments(
                        "no mid-term mark in grade 4",
                        "missing-mark",
                        "/results/subjects/0/midTermMark",
                        grade4().withMidTermMark(Subject.VIETNAMESE, null)),
                arguments(
                        "mid-term mark in grade 3",
                        "mark-not-applicable",
                        "/results/subjects/1/midTermMark",
                        grade(3).withMidTermMark(Subject.MATHEMATICS, "8")),
                arguments(
                        "mark in a subject without test",
                        "mark-not-applicable",
                        "/results/subjects/2/yearEndMark",
                        grade4().withYearEndMark(Subject.ETHICS, "9")),
                arguments(
                        "mark 0",
                        "mark-out-of-range",
                        "/results/subjects/1/yearEndMark",
                        grade4().withYearEndMark(Subject.MATHEMATICS, "0")),
                arguments(
                        "mark 11",
                        "mark-out-of-range",
                        "/results/subjects/1/yearEndMark",
                        grade4().withYearEndMark(Subject.MATHEMATICS, "11")),
                arguments(
                        "half a mark",
                        "mark-not-whole",
                        "/results/subjects/1/yearEndMark",
                        grade4().withYearEndMark(Subject.MATHEMATICS, "8.5")),
                arguments(
                        "exempt with a mark",
                        "mark-of-exempt-subject",
                        "/results/subjects/1/yearEndMark",
                        grade4().withLevel(Subject.MATHEMATICS, SubjectLevel.EXEMPT)),
                // qualities, competences, the year's result
                arguments(
                        "quality missing",
                        "missing-quality",
                        "/results/qualities/HONESTY",
                        grade4().withQuality(Quality.HONESTY, null)),
                arguments(
                        "competence missing",
                        "missing-competence",
                        "/results/competences/TECHNOLOGY",
                        grade4().withCompetence(Competence.TECHNOLOGY, null)),
                arguments(
                        "competence of later grades",
                        "competence-not-in-grade",
                        "/results/competences/INFORMATICS",
                        grade(2).withCompetence(Competence.INFORMATICS, TraitLevel.GOOD)),
                arguments("no year result", "required", "/results/yearResult", grade4().withYearResult(null)),
                arguments(
                        "better than earned",
                        "year-result-mismatch",
                        "/results/yearResult",
                        grade4().withYearEndMark(Subject.MATHEMATICS, "8")),
                arguments(
                        "worse than earned",
                        "year-result-mismatch",
                        "/results/yearResult",
                        grade4().withYearResult(YearResult.COMPLETED)),
                // awards
                arguments(
                        "award not earned",
                        "award-not-earned",
                        "/awards/0/title",
                        wellCompleted().withAwards(new Award(AwardTitle.EXCELLENT_PUPIL, null))),
                arguments(
                        "award twice",
                        "duplicate-award",
                        "/awards/1/title",
                        grade4().withAwards(
                                        new Award(AwardTitle.EXCELLENT_PUPIL, null),
                                        new Award(AwardTitle.EXCELLENT_PUPIL, null))),
                arguments(
                        "award without title",
                        "required",
                        "/awards/0/title",
                        grade4().withAwards(new Award(null, "Giải nhất"))),
                arguments(
                        "other award without words",
                        "required",
                        "/awards/0/description",
                        grade4().withAwards(new Award(AwardTitle.OTHER, null))),
                // decisions
                arguments(
                        "completed, they say not",
                        "decision-mismatch",
                        "/decision/programmeCompleted",
                        grade4().withDecision(new Decision(false, true, null, null))),
                arguments(
                        "completed and not promoted",
                        "decision-mismatch",
                        "/decision/promoted",
                        grade4().withDecision(new Decision(true, false, null, null))),
                arguments(
                        "promoted out of grade 5",
                        "not-applicable",
                        "/decision/promoted",
                        grade(5).withDecision(new Decision(true, true, true, null))),
                arguments(
                        "primary completed in grade 4",
                        "not-applicable",
                        "/decision/primaryCompleted",
                        grade4().withDecision(new Decision(true, true, true, null))),
                arguments(
                        "grade 5 without completing primary",
                        "required",
                        "/decision/primaryCompleted",
                        grade(5).withDecision(new Decision(true, null, null, null))),
                arguments(
                        "grade completed, primary not",
                        "decision-mismatch",
                        "/decision/primaryCompleted",
                        grade(5).withDecision(new Decision(true, null, false, null))),
                // summer
                arguments(
                        "summer though completed",
                        "summer-not-due",
                        "/results/summer",
                        grade4().withSummer(summer(List.of(), YearResult.COMPLETED))),
                arguments(
                        "assessed again though passed",
                        "subject-not-due",
                        "/results/summer/subjects/0/subject",
                        failedInMathematics()
                                .withSummer(summer(
                                        List.of(row(Subject.MUSIC, SubjectLevel.COMPLETED, null, null)),
                                        YearResult.NOT_COMPLETED))),
                arguments(
                        "nothing in the row",
                        "required",
                        "/results/summer/subjects/0/level",
                        failedInMathematics()
                                .withSummer(summer(
                                        List.of(row(Subject.MATHEMATICS, null, null, null)),
                                        YearResult.NOT_COMPLETED))),
                arguments(
                        "no result after the summer",
                        "required",
                        "/results/summer/yearResult",
                        failedInMathematics().withSummer(summer(List.of(passedAgain()), null))),
                arguments(
                        "passed again, they say not",
                        "year-result-mismatch",
                        "/results/summer/yearResult",
                        failedInMathematics().withSummer(summer(List.of(passedAgain()), YearResult.NOT_COMPLETED))),
                arguments(
                        "more than a re-assessment can reach",
                        "year-result-mismatch",
                        "/results/summer/yearResult",
                        failedInMathematics().withSummer(summer(List.of(passedAgain()), YearResult.COMPLETED_WELL))),
                arguments(
                        "mid-term in the summer",
                        "mark-not-applicable",
                        "/results/summer/subjects/0/midTermMark",
                        failedInMathematics()
                                .withSummer(summer(
                                        List.of(row(Subject.MATHEMATICS, SubjectLevel.COMPLETED, "6", "6")),
                                        YearResult.COMPLETED))),
                arguments(
                        "impossible mark in the summer",
                        "mark-out-of-range",
                        "/results/summer/subjects/0/yearEndMark",
                        failedInMathematics()
                                .withSummer(summer(
                                        List.of(row(Subject.MATHEMATICS, SubjectLevel.COMPLETED, "12", null)),
                                        YearResult.COMPLETED))),
                arguments(
                        "trait that was good",
                        "trait-not-due",
                        "/results/summer/qualities/HONESTY",
                        failedInMathematics()
                                .withSummer(new SummerReassessment(
                                        List.of(passedAgain()),
                                        Map.of(Quality.HONESTY, TraitLevel.GOOD),
                                        Map.of(),
                                        YearResult.COMPLETED,
                                        null))),
                arguments(
                        "comment too long",
                        "too-long",
                        "/results/subjects/0/comment",
                        grade4().withComment(Subject.VIETNAMESE, "ê".repeat(1501))));
    }

    @ParameterizedTest(name = "{0}: {1} at {2}")
    @MethodSource("warnings")
    void warnsWithoutStoppingTheLock(String situation, String code, String pointer, TranscriptBuilder transcript) {
        assertThat(check(transcript)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
            assertThat(finding.code()).isEqualTo(code);
            assertThat(finding.pointer()).isEqualTo(pointer);
        });
    }

    static Stream<Arguments> warnings() {
        return Stream.of(
                arguments(
                        "other year of birth in the number",
                        "personal-number-mismatch",
                        "/pupil/personalNumber",
                        grade4().withPersonalNumber("079315000001")),
                arguments(
                        "a boy's number",
                        "personal-number-mismatch",
                        "/pupil/personalNumber",
                        grade4().withPersonalNumber("079216000001")),
                arguments(
                        "much older",
                        "unusual-age",
                        "/pupil/dateOfBirth",
                        grade4().withPersonalNumber("079308000001").withDateOfBirth(LocalDate.of(2008, 3, 14))),
                arguments("no comment", "recommended", "/homeroomComment", grade4().withHomeroomComment(null)),
                arguments(
                        "weight in grams",
                        "implausible-number",
                        "/health/weightKg",
                        grade4().withHealth(new Health(new BigDecimal("132"), new BigDecimal("29400"), null))),
                arguments(
                        "language of a subject without one",
                        "language-not-applicable",
                        "/results/subjects/10/language",
                        grade4().withoutSubject(Subject.MUSIC)
                                .withRow(new SubjectRow(
                                        Subject.MUSIC, "Tiếng Anh", SubjectLevel.COMPLETED_WELL, null, null, null))),
                arguments("summer not entered yet", "awaiting-summer", "/results/summer", failedInMathematics()),
                arguments(
                        "promoted by the principal",
                        "promoted-without-completion",
                        "/decision/promoted",
                        failedInMathematics()
                                .withSummer(summer(
                                        List.of(row(Subject.MATHEMATICS, SubjectLevel.NOT_COMPLETED, "4", null)),
                                        YearResult.NOT_COMPLETED))
                                .withDecision(new Decision(false, true, null, null))));
    }

    @Test
    void acceptsAForeignPupilWithoutPersonalNumberAndEthnicity() {
        Pupil foreign = new Pupil(
                "7912345678",
                null,
                "Mina Sato",
                LocalDate.of(2016, 3, 14),
                Gender.FEMALE,
                null,
                "Nhật Bản",
                null,
                null,
                null,
                null,
                null,
                "Yui Sato",
                null);
        assertThat(check(grade4().withPupil(foreign))).isEmpty();
    }

    @Test
    void acceptsAnExemptSubjectWithoutMarks() {
        assertThat(check(grade4().exemptFrom(Subject.PHYSICAL_EDUCATION))).isEmpty();
        assertThat(check(grade4().exemptFrom(Subject.FOREIGN_LANGUAGE_1))).isEmpty();
    }

    @Test
    void acceptsAPupilWhoPassedAfterTheSummer() {
        assertThat(check(failedInMathematics()
                        .withSummer(summer(List.of(passedAgain()), YearResult.COMPLETED))
                        .withDecision(new Decision(true, true, null, null))))
                .isEmpty();
    }

    @Test
    void asksNoResultsOfAPupilWithADisabilityWhoIsNotAssessed() {
        TranscriptBuilder transcript = grade4().withDisabilityNotAssessed()
                .withoutResults()
                .withAwards()
                .withDecision(null);
        assertThat(check(transcript)).isEmpty();
    }

    @Test
    void stillChecksWhatIsEnteredForAPupilWhoIsNotAssessed() {
        TranscriptBuilder transcript = grade4().withDisabilityNotAssessed().withYearEndMark(Subject.MATHEMATICS, "11");
        assertThat(check(transcript)).extracting(Finding::code).contains("mark-out-of-range");
    }

    @Test
    void knowsNoRulesForOtherGradesAndEarlierYears() {
        assertThat(check(grade4().withPlacement(new Placement(new SchoolYear("2025-2026"), 6, "6A"))))
                .extracting(Finding::code)
                .containsExactly("class-not-covered");
        assertThat(check(grade4().withPlacement(new Placement(new SchoolYear("2022-2023"), 4, "4A"))))
                .extracting(Finding::code)
                .containsExactly("class-not-covered");
        assertThat(CIRCULAR.policyVersion(new Placement(new SchoolYear("2023-2024"), 4, "4A")))
                .contains("circular27-2020");
    }

    private static TranscriptBuilder wellCompleted() {
        return grade4().withYearEndMark(Subject.MATHEMATICS, "7")
                .withYearResult(YearResult.COMPLETED_WELL)
                .withAwards();
    }

    private static TranscriptBuilder failedInMathematics() {
        return grade4().withYearEndMark(Subject.MATHEMATICS, "4")
                .withLevel(Subject.MATHEMATICS, SubjectLevel.NOT_COMPLETED)
                .withYearResult(YearResult.NOT_COMPLETED)
                .withAwards()
                .withDecision(new Decision(false, false, null, null));
    }

    private static SubjectRow passedAgain() {
        return row(Subject.MATHEMATICS, SubjectLevel.COMPLETED, "6", null);
    }

    private static SummerReassessment summer(List<SubjectRow> rows, @Nullable YearResult result) {
        return new SummerReassessment(rows, Map.of(), Map.of(), result, null);
    }

    private static SubjectRow row(
            @Nullable Subject subject,
            @Nullable SubjectLevel level,
            @Nullable String yearEnd,
            @Nullable String midTerm) {
        return new SubjectRow(subject, null, level, mark(yearEnd), mark(midTerm), null);
    }

    private static @Nullable BigDecimal mark(@Nullable String mark) {
        return mark == null ? null : new BigDecimal(mark);
    }

    private static List<Finding> check(TranscriptBuilder transcript) {
        return CIRCULAR.check(transcript.placement(), transcript.content());
    }
}
