package vn.hocba.signing;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;
import vn.hocba.problem.Text;

/**
 * Something that was found to stand against signing with a credential, before anybody is asked.
 *
 * @param problem what opening a request is refused with; null if it goes on all the same
 * @param code stable kebab-case name
 * @param messages what it is, for the signer
 */
record Obstacle(@Nullable ProblemType problem, String code, Text messages) {

    static Obstacle stopping(ProblemType problem, String code, String vi, String en) {
        return new Obstacle(problem, code, new Text(vi, en));
    }

    /** What may turn out badly, and is said beforehand. */
    static Obstacle warning(String code, String vi, String en) {
        return new Obstacle(null, code, new Text(vi, en));
    }

    boolean stops() {
        return problem != null;
    }

    /** What opening a request is refused with because of this. */
    Optional<ProblemException> refusal() {
        return Optional.ofNullable(problem)
                .map(type -> type.explanation().equals(messages)
                        ? new ProblemException(type)
                        : new ProblemException(type, messages));
    }
}
