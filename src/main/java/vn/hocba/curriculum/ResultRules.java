package vn.hocba.curriculum;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hocba.transcript.Competence;
import vn.hocba.transcript.Placement;
import vn.hocba.transcript.PrimaryResults;
import vn.hocba.transcript.Quality;
import vn.hocba.transcript.YearResult;

/** Qualities, competences and the year's overall result. */
final class ResultRules {
    private final Circular27Policy policy;
    private final Placement placement;
    private final YearAssessment assessment;
    private final Findings findings;

    ResultRules(Circular27Policy policy, Placement placement, YearAssessment assessment, Findings findings) {
        this.policy = policy;
        this.placement = placement;
        this.assessment = assessment;
        this.findings = findings;
    }

    void check(@Nullable PrimaryResults results, boolean complete) {
        if (results == null) {
            if (complete) {
                findings.require(null, "/results", "kết quả giáo dục", "results");
            }
            return;
        }
        if (complete) {
            missing(results);
        }
        for (Competence competence : results.competences().keySet()) {
            if (!policy.assesses(competence, placement.grade())) {
                findings.error(
                        "/results/competences/" + competence,
                        "competence-not-in-grade",
                        "Lớp " + placement.grade() + " không đánh giá năng lực " + competence.vietnameseName() + ".",
                        "Grade " + placement.grade() + " does not assess " + competence + ".");
            }
        }
        yearResult(results, complete);
    }

    private void missing(PrimaryResults results) {
        for (Quality quality : policy.qualities()) {
            if (!results.qualities().containsKey(quality)) {
                findings.error(
                        "/results/qualities/" + quality,
                        "missing-quality",
                        "Thiếu đánh giá phẩm chất " + quality.vietnameseName() + ".",
                        "The quality " + quality + " is not assessed.");
            }
        }
        for (Competence competence : Competence.values()) {
            if (policy.assesses(competence, placement.grade())
                    && !results.competences().containsKey(competence)) {
                findings.error(
                        "/results/competences/" + competence,
                        "missing-competence",
                        "Thiếu đánh giá năng lực " + competence.vietnameseName() + ".",
                        "The competence " + competence + " is not assessed.");
            }
        }
    }

    private void yearResult(PrimaryResults results, boolean complete) {
        YearResult given = results.yearResult();
        if (given == null) {
            if (complete) {
                findings.require(
                        null, "/results/yearResult", "đánh giá kết quả giáo dục cuối năm", "result of the year");
            }
            return;
        }
        Optional<YearResult> computed = assessment.before(results);
        if (computed.isPresent() && computed.get() != given) {
            findings.error(
                    "/results/yearResult",
                    "year-result-mismatch",
                    "Theo Điều 9, kết quả cuối năm là “" + computed.get().vietnameseName() + "”, không phải “"
                            + given.vietnameseName() + "”.",
                    "By Điều 9 the year's result is " + computed.get() + ", not " + given + ".");
        }
        if (given == YearResult.NOT_COMPLETED && results.summer() == null && complete) {
            findings.warning(
                    "/results/summer",
                    "awaiting-summer",
                    "Học sinh chưa hoàn thành: nên nhập kết quả rèn luyện trong hè trước khi khóa học bạ.",
                    "The pupil did not complete the year: enter the re-assessment after the summer before locking.");
        }
    }
}
