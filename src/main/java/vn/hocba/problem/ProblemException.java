package vn.hocba.problem;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that cannot be answered as asked. Thrown by any capability; becomes a {@link Problem} at the edge.
 * What it carries is shown to the caller: never put a secret, SQL or an internal name into it.
 */
public class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Details details;

    private record Details(
            ProblemType type,
            Text messages,
            List<FieldError> errors,
            @Nullable String currentState,
            @Nullable Duration retryAfter) {

        Details {
            errors = List.copyOf(errors);
        }
    }

    /** The type's own explanation as the message. */
    public ProblemException(ProblemType type) {
        this(type, type.explanation());
    }

    /** A message for this occurrence. */
    public ProblemException(ProblemType type, String vi, String en) {
        this(type, new Text(vi, en));
    }

    /** A message for this occurrence. */
    public ProblemException(ProblemType type, Text messages) {
        this(new Details(type, messages, List.of(), null, null), null);
    }

    /** A type with the findings that led to it. */
    public ProblemException(ProblemType type, List<FieldError> errors) {
        this(new Details(type, type.explanation(), errors, null, null), null);
    }

    /** A type with the findings that led to it, and the state that the resource is in. */
    protected ProblemException(ProblemType type, List<FieldError> errors, @Nullable String currentState) {
        this(new Details(type, type.explanation(), errors, currentState, null), null);
    }

    private ProblemException(Details details, @Nullable Throwable cause) {
        super(details.type().code() + ": " + details.messages().en(), cause);
        this.details = details;
    }

    /** The same with findings. */
    public ProblemException withErrors(List<FieldError> errors) {
        return new ProblemException(
                new Details(details.type, details.messages, errors, details.currentState, details.retryAfter),
                getCause());
    }

    /** The same with the state that the resource is in. */
    public ProblemException withCurrentState(String state) {
        return new ProblemException(
                new Details(details.type, details.messages, details.errors, state, details.retryAfter), getCause());
    }

    /** The same with the time after which a repetition makes sense (rounded up to seconds on the wire). */
    public ProblemException withRetryAfter(Duration delay) {
        return new ProblemException(
                new Details(details.type, details.messages, details.errors, details.currentState, delay), getCause());
    }

    /** The same with the failure behind it, for the log only. */
    public ProblemException causedBy(Throwable cause) {
        return new ProblemException(details, cause);
    }

    /** What kind of problem it is. */
    public ProblemType type() {
        return details.type;
    }

    /** What happened, in both languages. */
    public Text messages() {
        return details.messages;
    }

    /** The findings; empty when there are none. */
    public List<FieldError> errors() {
        return details.errors;
    }

    /** State of the resource, if the request did not fit it. */
    public @Nullable String currentState() {
        return details.currentState;
    }

    /** When to try again, if known. */
    public @Nullable Duration retryAfter() {
        return details.retryAfter;
    }
}
