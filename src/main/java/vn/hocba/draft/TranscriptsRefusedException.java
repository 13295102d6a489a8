package vn.hocba.draft;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.hocba.problem.FieldError;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;

/**
 * Some of the transcripts of a request are in no state for it, so none was changed. As a problem it has the type of the first
 * refusal, its transcript's state, and one finding per refused transcript.
 */
public final class TranscriptsRefusedException extends ProblemException {
    private static final long serialVersionUID = 1L;

    private final transient List<RefusedTranscript> refused;

    TranscriptsRefusedException(List<RefusedTranscript> refused, List<TranscriptId> asked) {
        this(refused, one -> "/transcriptIds/" + asked.indexOf(one.id()));
    }

    private TranscriptsRefusedException(List<RefusedTranscript> refused, Function<RefusedTranscript, String> pointer) {
        super(type(refused.getFirst().reason()), findings(refused, pointer), state(refused.getFirst()));
        this.refused = List.copyOf(refused);
    }

    /** Of transcripts that were changed since they were read, though nothing stands against them as they are now. */
    public static TranscriptsRefusedException changed(List<Standing> now, List<TranscriptId> asked) {
        return new TranscriptsRefusedException(
                now.stream()
                        .map(one -> new RefusedTranscript(
                                one.id(), one.pupilName(), one.state().code(), Refusal.CHANGED))
                        .toList(),
                asked);
    }

    /** The same, with where in the request each was asked for. */
    public TranscriptsRefusedException at(Function<TranscriptId, String> pointer) {
        return new TranscriptsRefusedException(refused, one -> pointer.apply(one.id()));
    }

    /** The refused transcripts, each with its reason. */
    public List<RefusedTranscript> refused() {
        return refused;
    }

    /** The problem type that stands for a refusal. */
    static ProblemType type(Refusal reason) {
        return switch (reason) {
            case NOT_FOUND -> ProblemType.NOT_FOUND;
            case NOT_LOCKED -> ProblemType.NOT_LOCKED;
            case EARLIER_SLOT_OPEN -> ProblemType.WRONG_SLOT_ORDER;
            case ALREADY_SIGNED -> ProblemType.ALREADY_SIGNED;
            case WRONG_SIGNER -> ProblemType.WRONG_SIGNER;
            case WAITING_FOR_TIMESTAMP -> ProblemType.WAITING_FOR_TIMESTAMP;
            case CHANGED -> ProblemType.CONFLICT;
            case HELD_BY_SIGNING_REQUEST -> ProblemType.HELD_BY_SIGNING_REQUEST;
            case ALREADY_LOCKED, SIGNING_NOT_BEGUN, SIGNING_BEGAN, ALREADY_ISSUED, LOCKED_BEFORE, NOT_HELD ->
                ProblemType.WRONG_STATE;
        };
    }

    private static List<FieldError> findings(
            List<RefusedTranscript> refused, Function<RefusedTranscript, String> pointer) {
        return refused.stream()
                .map(one -> FieldError.at(
                        pointer.apply(one),
                        one.reason().code(),
                        named(one) + one.reason().vi(),
                        named(one) + one.reason().en()))
                .toList();
    }

    private static @Nullable String state(RefusedTranscript first) {
        return first.state() == null ? null : first.state().name();
    }

    private static String named(RefusedTranscript refused) {
        return refused.pupilName() == null ? "" : refused.pupilName() + ": ";
    }
}
