package vn.hocba.draft;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import vn.hocba.curriculum.Finding;
import vn.hocba.curriculum.Severity;
import vn.hocba.problem.FieldError;
import vn.hocba.problem.Text;

/**
 * A finding of the curriculum's rules on the wire.
 *
 * @param pointer the field, RFC 6901, relative to the transcript's content
 * @param code stable name of the rule
 * @param blocksLock whether the transcript cannot be locked before this is put right
 * @param messages what to do, in both languages
 */
@Schema(name = "Finding", description = "What the rules of the circular say about one field.")
public record FindingView(
        @Schema(examples = "/results/subjects/1/yearEndMark")
        String pointer,

        @Schema(examples = "missing-mark") String code,
        boolean blocksLock,
        Text messages) {

    static FindingView of(Finding finding) {
        return new FindingView(
                finding.pointer(),
                finding.code(),
                finding.severity() == Severity.ERROR,
                new Text(finding.vi(), finding.en()));
    }

    static List<FindingView> of(List<Finding> findings) {
        return findings.stream().map(FindingView::of).toList();
    }

    /** What stops the lock, as findings of a problem. */
    static List<FieldError> errors(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(finding -> FieldError.at(finding.pointer(), finding.code(), finding.vi(), finding.en()))
                .toList();
    }
}
