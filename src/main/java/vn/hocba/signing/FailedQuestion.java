package vn.hocba.signing;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import vn.hocba.remotesigning.RemoteSigningFailure;

/**
 * What a question that got no answer makes of a session. A person has consented, or may have, and perhaps the service has signed:
 * that is not thrown away because the service is away. So we ask on, less and less often, until the service itself says that it
 * knows nothing of it any more, the signer cancels, or it is {@linkplain OverdueSessions overdue}.
 */
final class FailedQuestion {

    private final BackOff backOff;
    private final int attempts;
    private final RandomGenerator jitter;
    private final Clock clock;

    /** @param attempts failed attempts to ask a person for the first time after which nobody is asked any more */
    FailedQuestion(BackOff backOff, int attempts, RandomGenerator jitter, Clock clock) {
        this.backOff = backOff;
        this.attempts = attempts;
        this.jitter = jitter;
        this.clock = clock;
    }

    /**
     * To ask the person. What waited at our own door was no attempt, however often.
     *
     * @param lost what a lost answer makes of the session
     */
    SigningSession afterAuthorise(
            SigningSession.Authorising authorising, RemoteSigningFailure failure, Supplier<SigningSession> lost) {
        int failures = authorising.attempt().failures();
        return switch (failure) {
            case RemoteSigningFailure.NothingSent f when !f.wasAttempted() -> authorising.notSent(later(failures));
            case RemoteSigningFailure.Overloaded f
            when !f.wasAttempted() -> authorising.notSent(later(failures, f.notBefore()));
            case RemoteSigningFailure.NothingSent f when failures < attempts -> authorising.notTaken(later(failures));
            case RemoteSigningFailure.Overloaded f
            when failures < attempts -> authorising.notTaken(later(failures, f.notBefore()));
            case RemoteSigningFailure.AnswerLost f -> lost.get();
            case RemoteSigningFailure.Refused f -> authorising.refused(clock);
            default -> ServiceFailure.end(authorising, failure, clock);
        };
    }

    /** Whether the person has decided. */
    SigningSession afterApproval(SigningSession.AwaitingApproval waiting, RemoteSigningFailure failure) {
        int failures = waiting.poll().failures();
        return switch (failure) {
            case RemoteSigningFailure.NothingSent f -> waiting.pollFailed(later(failures));
            case RemoteSigningFailure.AnswerLost f -> waiting.pollFailed(later(failures));
            case RemoteSigningFailure.Overloaded f -> waiting.pollFailed(later(failures, f.notBefore()));
            case RemoteSigningFailure.Refused f -> waiting.refused(clock);
            case RemoteSigningFailure.AuthorisationSpent f -> waiting.expired(clock);
            default -> ServiceFailure.end(waiting, failure, clock);
        };
    }

    /** Whether the service has signed. */
    SigningSession afterResult(SigningSession.Submitted submitted, RemoteSigningFailure failure) {
        int failures = submitted.poll().failures();
        return switch (failure) {
            case RemoteSigningFailure.NothingSent f -> submitted.pollFailed(later(failures));
            case RemoteSigningFailure.AnswerLost f -> submitted.pollFailed(later(failures));
            case RemoteSigningFailure.Overloaded f -> submitted.pollFailed(later(failures, f.notBefore()));
            case RemoteSigningFailure.AuthorisationSpent f -> submitted.answerGone(clock);
            default -> ServiceFailure.end(submitted, failure, clock);
        };
    }

    /** Whether the authorisation may go on to further digests. */
    SigningSession afterExtend(SigningSession.Extending extending, RemoteSigningFailure failure) {
        int failures = extending.attempt().failures();
        return switch (failure) {
            case RemoteSigningFailure.NothingSent f -> extending.failed(later(failures));
            case RemoteSigningFailure.AnswerLost f -> extending.failed(later(failures));
            case RemoteSigningFailure.Overloaded f -> extending.failed(later(failures, f.notBefore()));
            case RemoteSigningFailure.AuthorisationSpent f -> extending.spent(clock);
            // no such call at this service: there, one authorisation serves all its orders
            case RemoteSigningFailure.Permanent f -> extending.unchanged(clock);
            default -> ServiceFailure.end(extending, failure, clock);
        };
    }

    Instant later(int failures) {
        return backOff.next(failures, clock.instant(), jitter);
    }

    Instant later(int failures, Instant atLeast) {
        var ours = later(failures);
        return ours.isAfter(atLeast) ? ours : atLeast;
    }
}
