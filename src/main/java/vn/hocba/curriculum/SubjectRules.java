package vn.hocba.curriculum;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.hocba.curriculum.SubjectCatalogue.Entry;
import vn.hocba.curriculum.SubjectCatalogue.Necessity;
import vn.hocba.curriculum.SubjectCatalogue.Test;
import vn.hocba.transcript.Placement;
import vn.hocba.transcript.Subject;
import vn.hocba.transcript.SubjectLevel;
import vn.hocba.transcript.SubjectRow;

/** The rows of the subjects: which there are, their levels and their test marks. */
final class SubjectRules {
    private static final String SUBJECTS = "/results/subjects";

    private final Circular27Policy policy;
    private final SubjectCatalogue catalogue;
    private final Placement placement;
    private final Findings findings;

    SubjectRules(Circular27Policy policy, SubjectCatalogue catalogue, Placement placement, Findings findings) {
        this.policy = policy;
        this.catalogue = catalogue;
        this.placement = placement;
        this.findings = findings;
    }

    /** @param complete whether everything that the grade has must be there */
    void check(List<SubjectRow> rows, boolean complete) {
        Set<Subject> seen = EnumSet.noneOf(Subject.class);
        for (int i = 0; i < rows.size(); i++) {
            row(rows.get(i), SUBJECTS + "/" + i, seen, complete);
        }
        if (complete) {
            catalogue.subjects(placement).stream()
                    .filter(entry -> entry.necessity() == Necessity.REQUIRED)
                    .map(Entry::subject)
                    .filter(subject -> !seen.contains(subject))
                    .forEach(subject -> findings.error(
                            SUBJECTS,
                            "missing-subject",
                            "Thiếu kết quả môn " + subject.vietnameseName() + ".",
                            "The result in " + subject + " is missing."));
        }
    }

    private void row(SubjectRow row, String pointer, Set<Subject> seen, boolean complete) {
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
        Optional<Entry> entry = catalogue.entry(placement, subject);
        if (entry.isEmpty()) {
            findings.error(
                    pointer + "/subject",
                    "subject-not-in-grade",
                    "Lớp " + placement.grade() + " không học môn " + subject.vietnameseName() + ".",
                    "Grade " + placement.grade() + " does not have " + subject + ".");
            return;
        }
        language(row, subject, entry.get(), pointer, complete);
        if (complete) {
            findings.require(
                    row.level(),
                    pointer + "/level",
                    "mức đạt được môn " + subject.vietnameseName(),
                    "level in " + subject);
        }
        boolean exempt = row.level() == SubjectLevel.EXEMPT;
        mark(row.midTermMark(), subject, entry.get().midTerm(), exempt, complete, pointer + "/midTermMark");
        mark(row.yearEndMark(), subject, entry.get().yearEnd(), exempt, complete, pointer + "/yearEndMark");
    }

    private void language(SubjectRow row, Subject subject, Entry entry, String pointer, boolean complete) {
        if (entry.namesLanguage() && complete) {
            findings.require(
                    row.language(),
                    pointer + "/language",
                    "tên ngôn ngữ của môn " + subject.vietnameseName(),
                    "language of " + subject);
        }
        if (!entry.namesLanguage() && row.language() != null) {
            findings.warning(
                    pointer + "/language",
                    "language-not-applicable",
                    "Môn " + subject.vietnameseName() + " không ghi tên ngôn ngữ.",
                    subject + " does not name a language.");
        }
    }

    private void mark(
            @Nullable BigDecimal mark, Subject subject, Test test, boolean exempt, boolean complete, String pointer) {
        String which = pointer.endsWith("midTermMark") ? "giữa kì" : "cuối năm";
        if (mark == null) {
            if (test == Test.REQUIRED && !exempt && complete) {
                findings.error(
                        pointer,
                        "missing-mark",
                        "Thiếu điểm kiểm tra " + which + " môn " + subject.vietnameseName() + ".",
                        "The test mark in " + subject + " is missing.");
            }
            return;
        }
        if (exempt) {
            findings.error(
                    pointer,
                    "mark-of-exempt-subject",
                    "Môn " + subject.vietnameseName() + " được miễn nên không có điểm kiểm tra.",
                    subject + " is exempt, so it has no test mark.");
        } else if (test == Test.NONE) {
            findings.error(
                    pointer,
                    "mark-not-applicable",
                    "Lớp " + placement.grade() + " không có bài kiểm tra " + which + " môn " + subject.vietnameseName()
                            + ".",
                    "Grade " + placement.grade() + " has no such test in " + subject + ".");
        }
        range(mark, subject, pointer);
    }

    /** Test marks are whole numbers between the policy's bounds. */
    void range(BigDecimal mark, Subject subject, String pointer) {
        if (mark.compareTo(BigDecimal.valueOf(policy.lowestMark())) < 0
                || mark.compareTo(BigDecimal.valueOf(policy.highestMark())) > 0) {
            findings.error(
                    pointer,
                    "mark-out-of-range",
                    "Điểm môn " + subject.vietnameseName() + " phải từ " + policy.lowestMark() + " đến "
                            + policy.highestMark() + ", đang là " + mark.toPlainString() + ".",
                    "The mark in " + subject + " must be between " + policy.lowestMark() + " and "
                            + policy.highestMark() + ", not " + mark.toPlainString() + ".");
        } else if (mark.stripTrailingZeros().scale() > 0) {
            findings.error(
                    pointer,
                    "mark-not-whole",
                    "Điểm môn " + subject.vietnameseName() + " phải là số nguyên, đang là " + mark.toPlainString()
                            + ".",
                    "The mark in " + subject + " must be a whole number, not " + mark.toPlainString() + ".");
        }
    }
}
