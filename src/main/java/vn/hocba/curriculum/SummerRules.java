package vn.hocba.curriculum;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vn.hocba.curriculum.SubjectCatalogue.Test;
import vn.hocba.transcript.Placement;
import vn.hocba.transcript.PrimaryResults;
import vn.hocba.transcript.Subject;
import vn.hocba.transcript.SubjectLevel;
import vn.hocba.transcript.SubjectRow;
import vn.hocba.transcript.SummerReassessment;
import vn.hocba.transcript.TraitLevel;
import vn.hocba.transcript.YearResult;

/** The re-assessment after summer training: only what was not reached before, and a result that follows from it. */
final class SummerRules {
    private static final String SUMMER = "/results/summer";

    private final SubjectCatalogue catalogue;
    private final Placement placement;
    private final YearAssessment assessment;
    private final SubjectRules marks;
    private final Findings findings;

    SummerRules(
            SubjectCatalogue catalogue,
            Placement placement,
            YearAssessment assessment,
            SubjectRules marks,
            Findings findings) {
        this.catalogue = catalogue;
        this.placement = placement;
        this.assessment = assessment;
        this.marks = marks;
        this.findings = findings;
    }

    void check(PrimaryResults results, SummerReassessment summer) {
        YearResult before = results.yearResult();
        if (before != null && before != YearResult.NOT_COMPLETED) {
            findings.error(
                    SUMMER,
                    "summer-not-due",
                    "Học sinh đã đạt “" + before.vietnameseName() + "” nên không phải rèn luyện trong hè.",
                    "The pupil reached " + before + ", so there is nothing to assess again.");
        }
        Set<Subject> seen = EnumSet.noneOf(Subject.class);
        for (int i = 0; i < summer.subjects().size(); i++) {
            row(summer.subjects().get(i), results.subjects(), SUMMER + "/subjects/" + i, seen);
        }
        traits(results.qualities(), summer.qualities(), "qualities");
        traits(results.competences(), summer.competences(), "competences");
        findings.require(summer.yearResult(), SUMMER + "/yearResult", "kết quả sau rèn luyện trong hè", "result");
        Optional<YearResult> computed = assessment.after(results, summer);
        if (summer.yearResult() != null && computed.isPresent() && computed.get() != summer.yearResult()) {
            findings.error(
                    SUMMER + "/yearResult",
                    "year-result-mismatch",
                    "Sau rèn luyện trong hè, kết quả là “" + computed.get().vietnameseName() + "”, không phải “"
                            + summer.yearResult().vietnameseName() + "”.",
                    "After the summer the result is " + computed.get() + ", not " + summer.yearResult() + ".");
        }
    }

    private void row(SubjectRow row, List<SubjectRow> before, String pointer, Set<Subject> seen) {
        Subject subject = row.subject();
        if (subject == null) {
            findings.require(null, pointer + "/subject", "tên môn học", "subject");
            return;
        }
        if (!seen.add(subject)) {
            findings.error(
                    pointer + "/subject",
                    "duplicate-subject",
                    "Môn " + subject.vietnameseName() + " được nhập hai lần.",
                    subject + " is there twice.");
        }
        boolean due = before.stream().anyMatch(old -> old.subject() == subject && assessment.falls(old));
        if (!due) {
            findings.error(
                    pointer + "/subject",
                    "subject-not-due",
                    "Môn " + subject.vietnameseName() + " không thuộc diện kiểm tra lại.",
                    subject + " was not failed, so it is not assessed again.");
        }
        if (row.level() == SubjectLevel.EXEMPT || (row.level() == null && row.yearEndMark() == null)) {
            findings.error(
                    pointer + "/level",
                    "required",
                    "Thiếu mức đạt được sau kiểm tra lại môn " + subject.vietnameseName() + ".",
                    "Missing level in " + subject + " after the re-assessment.");
        }
        if (row.midTermMark() != null) {
            findings.error(
                    pointer + "/midTermMark",
                    "mark-not-applicable",
                    "Kiểm tra lại không có điểm giữa kì.",
                    "A re-assessment has no mid-term mark.");
        }
        if (row.yearEndMark() != null) {
            boolean tested = catalogue
                    .entry(placement, subject)
                    .filter(entry -> entry.yearEnd() != Test.NONE)
                    .isPresent();
            if (!tested) {
                findings.error(
                        pointer + "/yearEndMark",
                        "mark-not-applicable",
                        "Môn " + subject.vietnameseName() + " không có bài kiểm tra.",
                        subject + " has no test.");
            }
            marks.range(row.yearEndMark(), subject, pointer + "/yearEndMark");
        }
    }

    private <K extends Enum<K>> void traits(Map<K, TraitLevel> before, Map<K, TraitLevel> after, String list) {
        after.keySet().stream()
                .filter(trait -> before.get(trait) != TraitLevel.NEEDS_EFFORT)
                .forEach(trait -> findings.error(
                        SUMMER + "/" + list + "/" + trait,
                        "trait-not-due",
                        "Phẩm chất, năng lực này không thuộc mức “Cần cố gắng” nên không đánh giá lại.",
                        trait + " was reached before the summer, so it is not assessed again."));
    }
}
