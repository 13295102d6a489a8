package vn.hocba.curriculum;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.hocba.transcript.Award;
import vn.hocba.transcript.AwardTitle;
import vn.hocba.transcript.Decision;
import vn.hocba.transcript.Placement;
import vn.hocba.transcript.PrimaryResults;
import vn.hocba.transcript.YearResult;

/** Awards and the year's decision follow from the year's result (Điều 11 and 13). */
final class DecisionRules {
    private final Circular27Policy policy;
    private final Placement placement;
    private final Findings findings;

    DecisionRules(Circular27Policy policy, Placement placement, Findings findings) {
        this.policy = policy;
        this.placement = placement;
        this.findings = findings;
    }

    void awards(List<Award> awards, @Nullable PrimaryResults results) {
        YearResult result = results == null ? null : results.yearResult();
        Set<AwardTitle> seen = EnumSet.noneOf(AwardTitle.class);
        for (int i = 0; i < awards.size(); i++) {
            String pointer = "/awards/" + i;
            AwardTitle title = awards.get(i).title();
            if (title == null) {
                findings.require(null, pointer + "/title", "danh hiệu khen thưởng", "title of the award");
                continue;
            }
            Set<YearResult> needed = policy.awards().get(title);
            if (needed == null) {
                findings.require(
                        awards.get(i).description(),
                        pointer + "/description",
                        "nội dung khen thưởng",
                        "description of the award");
                continue;
            }
            if (!seen.add(title)) {
                findings.error(
                        pointer + "/title",
                        "duplicate-award",
                        "Danh hiệu “" + title.vietnameseName() + "” được nhập hai lần.",
                        title + " is there twice.");
            }
            if (result == null || !needed.contains(result)) {
                findings.error(
                        pointer + "/title",
                        "award-not-earned",
                        "Danh hiệu “" + title.vietnameseName() + "” không phù hợp với kết quả cuối năm"
                                + (result == null ? "." : " “" + result.vietnameseName() + "”."),
                        title + " does not go with the year's result" + (result == null ? "." : " " + result + "."));
            }
        }
    }

    void decision(@Nullable Decision given, @Nullable PrimaryResults results, boolean complete) {
        Decision decision = given == null ? new Decision(null, null, null, null) : given;
        boolean last = placement.grade() == policy.lastGrade();
        Boolean completed = decision.programmeCompleted();
        if (complete) {
            findings.require(
                    completed,
                    "/decision/programmeCompleted",
                    "xác nhận hoàn thành chương trình lớp học",
                    "decision on completing the grade");
            if (last) {
                findings.require(
                        decision.primaryCompleted(),
                        "/decision/primaryCompleted",
                        "xác nhận hoàn thành chương trình tiểu học",
                        "decision on completing primary school");
            } else {
                findings.require(
                        decision.promoted(), "/decision/promoted", "quyết định lên lớp", "decision on promotion");
            }
        }
        notApplicable(decision, last);
        YearResult result = finalResult(results);
        if (result != null && completed != null && completed != (result != YearResult.NOT_COMPLETED)) {
            findings.error(
                    "/decision/programmeCompleted",
                    "decision-mismatch",
                    "Kết quả “" + result.vietnameseName() + "” nghĩa là học sinh "
                            + (completed ? "chưa hoàn thành" : "đã hoàn thành") + " chương trình lớp học.",
                    "The result " + result + " means that the pupil " + (completed ? "did not complete" : "completed")
                            + " the grade.");
        }
        if (completed != null) {
            follows(decision, completed, last);
        }
    }

    private void notApplicable(Decision decision, boolean last) {
        if (last && decision.promoted() != null) {
            findings.error(
                    "/decision/promoted",
                    "not-applicable",
                    "Lớp " + placement.grade()
                            + " không xét lên lớp mà xét hoàn thành chương trình tiểu học; hãy bỏ trống.",
                    "Grade " + placement.grade() + " is not promoted, it completes primary school; leave this out.");
        }
        if (!last && decision.primaryCompleted() != null) {
            findings.error(
                    "/decision/primaryCompleted",
                    "not-applicable",
                    "Chỉ lớp " + policy.lastGrade() + " xét hoàn thành chương trình tiểu học; hãy bỏ trống.",
                    "Only grade " + policy.lastGrade() + " completes primary school; leave this out.");
        }
    }

    private void follows(Decision decision, boolean completed, boolean last) {
        if (last && decision.primaryCompleted() != null && decision.primaryCompleted() != completed) {
            findings.error(
                    "/decision/primaryCompleted",
                    "decision-mismatch",
                    "Hoàn thành chương trình tiểu học phải giống hoàn thành chương trình lớp học.",
                    "Completing primary school must agree with completing the grade.");
        }
        if (!last && decision.promoted() != null && decision.promoted() != completed) {
            if (completed) {
                findings.error(
                        "/decision/promoted",
                        "decision-mismatch",
                        "Học sinh hoàn thành chương trình lớp học thì được lên lớp.",
                        "A pupil who completed the grade is promoted.");
            } else {
                // Điều 11: the principal may promote such a pupil
                findings.warning(
                        "/decision/promoted",
                        "promoted-without-completion",
                        "Học sinh chưa hoàn thành chương trình lớp học nhưng được lên lớp: cần quyết định của hiệu trưởng.",
                        "The pupil is promoted without completing the grade: that takes the principal's decision.");
            }
        }
    }

    private static @Nullable YearResult finalResult(@Nullable PrimaryResults results) {
        if (results == null) {
            return null;
        }
        return results.summer() == null
                ? results.yearResult()
                : results.summer().yearResult();
    }
}
