package vn.hocba.curriculum;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hocba.transcript.Attendance;
import vn.hocba.transcript.Certificate;
import vn.hocba.transcript.Health;
import vn.hocba.transcript.Placement;
import vn.hocba.transcript.PrimaryResults;
import vn.hocba.transcript.Pupil;
import vn.hocba.transcript.SchoolYear;
import vn.hocba.transcript.StudyPeriod;
import vn.hocba.transcript.TranscriptContent;
import vn.hocba.transcript.YearResult;

/**
 * Checks a primary transcript against Thông tư 27/2020/TT-BGDĐT. What the circular demands is policy data, in versions that begin
 * with a school year; the code only knows how to apply it. A check looks at everything and reports all that it finds.
 */
public final class Circular27 {
    private final List<Circular27Policy> policies;
    private final SubjectCatalogue catalogue;

    private Circular27(List<Circular27Policy> policies, SubjectCatalogue catalogue) {
        this.policies = policies;
        this.catalogue = catalogue;
    }

    /** With the policies that come with the program. */
    public static Circular27 bundled() {
        return new Circular27(Circular27Policy.bundled(), SubjectCatalogue.bundled());
    }

    /** Name of the policy version that a class follows; empty when the circular does not cover it. */
    public Optional<String> policyVersion(Placement placement) {
        return policy(placement).map(Circular27Policy::version);
    }

    /** The year's result by Điều 9; empty while something that counts is missing, or the circular does not cover the class. */
    public Optional<YearResult> yearResult(Placement placement, PrimaryResults results) {
        return policy(placement).flatMap(policy -> new YearAssessment(policy, catalogue, placement).before(results));
    }

    /**
     * Everything that the content lacks or that does not fit, in the order of the document.
     *
     * @param placement the class that the transcript belongs to
     * @param content what was entered
     * @return findings, weighed as for a lock; empty when all is well
     */
    public List<Finding> check(Placement placement, TranscriptContent content) {
        Findings findings = new Findings();
        Optional<Circular27Policy> policy = policy(placement);
        if (policy.isEmpty()) {
            findings.error(
                    "",
                    "class-not-covered",
                    "Chưa có quy định cho lớp " + placement.grade() + ", năm học " + placement.schoolYear() + ".",
                    "There are no rules for grade " + placement.grade() + " in " + placement.schoolYear() + ".");
            return findings.all();
        }
        check(policy.get(), placement, content, findings);
        return findings.all();
    }

    private void check(Circular27Policy policy, Placement placement, TranscriptContent content, Findings findings) {
        mandatory(policy, content, findings);
        new PupilRules(policy, placement, findings).check(content.pupil());
        health(policy, content.health(), findings);
        attendance(policy, content.attendance(), findings);
        studyHistory(content.studyHistory(), placement.schoolYear(), findings);
        // a pupil with a disability who is not assessed has no mandatory results; what is entered must still be right
        boolean complete = !content.disabilityNotAssessed();
        YearAssessment assessment = new YearAssessment(policy, catalogue, placement);
        SubjectRules subjects = new SubjectRules(policy, catalogue, placement, findings);
        PrimaryResults results = content.results();
        if (results != null) {
            subjects.check(results.subjects(), complete);
        }
        new ResultRules(policy, placement, assessment, findings).check(results, complete);
        if (results != null && results.summer() != null) {
            new SummerRules(catalogue, placement, assessment, subjects, findings).check(results, results.summer());
        }
        DecisionRules decisions = new DecisionRules(policy, placement, findings);
        decisions.awards(content.awards(), results);
        certificates(content.certificates(), findings);
        decisions.decision(content.decision(), results, complete);
        new TextLengths(policy, findings).check(content);
    }

    private static void mandatory(Circular27Policy policy, TranscriptContent content, Findings findings) {
        for (String pointer : policy.mandatory()) {
            require(Field.at(pointer), content, findings);
        }
        Pupil pupil = content.pupil();
        boolean foreign = pupil != null
                && pupil.nationality() != null
                && !pupil.nationality().equalsIgnoreCase(policy.citizens());
        for (String pointer : policy.mandatoryForCitizens()) {
            if (!foreign) {
                require(Field.at(pointer), content, findings);
            }
        }
        for (String pointer : policy.recommended()) {
            Field field = Field.at(pointer);
            if (field.value().apply(content) == null) {
                findings.warning(
                        pointer,
                        "recommended",
                        "Chưa nhập " + field.vi() + ".",
                        "The " + field.en() + " is not entered.");
            }
        }
    }

    private static void require(Field field, TranscriptContent content, Findings findings) {
        findings.require(field.value().apply(content), field.pointer(), field.vi(), field.en());
    }

    private static void health(Circular27Policy policy, @Nullable Health health, Findings findings) {
        if (health != null) {
            plausible(health.heightCm(), policy, "heightCm", "/health/heightCm", findings);
            plausible(health.weightKg(), policy, "weightKg", "/health/weightKg", findings);
        }
    }

    private static void attendance(Circular27Policy policy, @Nullable Attendance attendance, Findings findings) {
        if (attendance != null) {
            days(attendance.absentWithLeave(), policy, "/attendance/absentWithLeave", findings);
            days(attendance.absentWithoutLeave(), policy, "/attendance/absentWithoutLeave", findings);
        }
    }

    private static void days(@Nullable Integer days, Circular27Policy policy, String pointer, Findings findings) {
        if (days == null) {
            return;
        }
        if (days < 0) {
            findings.error(
                    pointer, "negative-number", "Số ngày nghỉ không thể âm.", "Days of absence cannot be negative.");
        } else {
            plausible(BigDecimal.valueOf(days), policy, "daysAbsent", pointer, findings);
        }
    }

    private static void plausible(
            @Nullable BigDecimal value, Circular27Policy policy, String bounds, String pointer, Findings findings) {
        if (value != null && !policy.plausible(bounds).contain(value)) {
            Field field = Field.at(pointer);
            findings.warning(
                    pointer,
                    "implausible-number",
                    "Giá trị " + value.toPlainString() + " của " + field.vi() + " có vẻ không đúng; hãy kiểm tra lại.",
                    "The " + field.en() + " of " + value.toPlainString() + " looks wrong; please check.");
        }
    }

    private static void studyHistory(List<StudyPeriod> history, SchoolYear year, Findings findings) {
        for (int i = 0; i < history.size(); i++) {
            StudyPeriod period = history.get(i);
            String pointer = "/studyHistory/" + i;
            findings.require(period.schoolYear(), pointer + "/schoolYear", "năm học", "school year");
            findings.require(period.schoolName(), pointer + "/schoolName", "tên trường", "name of the school");
            if (period.schoolYear() != null && new SchoolYear(period.schoolYear()).compareTo(year) > 0) {
                findings.error(
                        pointer + "/schoolYear",
                        "study-period-too-late",
                        "Năm học " + period.schoolYear() + " sau năm học " + year + " của học bạ này.",
                        "The school year " + period.schoolYear() + " is after this transcript's, " + year + ".");
            }
        }
    }

    private static void certificates(List<Certificate> certificates, Findings findings) {
        for (int i = 0; i < certificates.size(); i++) {
            findings.require(
                    certificates.get(i).name(),
                    "/certificates/" + i + "/name",
                    "tên chứng chỉ",
                    "name of the certificate");
        }
    }

    private Optional<Circular27Policy> policy(Placement placement) {
        return PolicyFile.inForce(policies, Circular27Policy::appliesFrom, placement);
    }
}
