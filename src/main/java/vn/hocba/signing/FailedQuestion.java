package vn.hocba.signing;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import vn.hocba.remotesigning.CircuitBreaker;
import vn.hocba.remotesigning.RemoteSigningFailure;

/**
 * What a question that got no answer makes of a session. A person has consented, or may have, and perhaps the service has signed:
 * that is not thrown away because the service is away. So we ask on, less and less often, until the service itself says that it
 * knows nothing of it any more, the signer cancels, or it is {@linkplain OverdueSessions overdue}. Answers that are of no use, such as
 * the page of a gateway in between, are a fault that may pass or not: those we bear a number of times.
 */
final class FailedQuestion {

    private final BackOff backOff;
    private final int attempts;
    private final RandomGenerator jitter;
    private final Clock clock;

    /** @param attempts failed attempts to ask a person for the first time, or useless answers, after which nobody is asked any more */
    FailedQuestion(BackOff backOff, int attempts, RandomGenerator jitter, Clock clock) {
        this.backOff = backOff;
        this.attempts = attempts;
        this.jitter = jitter;
        this.clock = clock;
    }

    /**
     * To ask the person. What waited at our own door was no attempt, however often.
     *
     * @param recalled the session with the service to be asked what became of the request, where it can be
     * @param lost what a lost answer makes of the session
     */
    SigningSession afterAuthorise(
            SigningSession.Authorising authorising,
            RemoteSigningFailure failure,
            Supplier<Optional<SigningSession>> recalled,
            Supplier<SigningSession> lost) {
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
            case RemoteSigningFailure.MalformedAnswer f ->
                recalled.get().orElseGet(() -> ServiceFailure.end(authorising, f, clock));
            default -> ServiceFailure.end(authorising, failure, clock);
        };
    }

    /**
     * To sign.
     *
     * @param recalled the session with the signatures to be asked for at the given time, where signing is no more than that
     * @param lost what a lost answer makes of the session, which may be tried again at the given time
     */
    SigningSession afterSign(
            SigningSession.Submitting submitting,
            RemoteSigningFailure failure,
            Function<Instant, Optional<SigningSession>> recalled,
            Function<Instant, SigningSession> lost) {
        int failures = submitting.attempt().failures();
        return switch (failure) {
            case RemoteSigningFailure.NothingSent f -> submitting.notTaken(later(failures));
            case RemoteSigningFailure.Overloaded f -> submitting.notTaken(later(failures, f.notBefore()));
            case RemoteSigningFailure.AnswerLost f -> lost.apply(later(failures));
            case RemoteSigningFailure.AuthorisationSpent f -> submitting.activationSpent(clock);
            case RemoteSigningFailure f
            when isUseless(f) ->
                recalled.apply(later(failures)).orElseGet(() -> ServiceFailure.end(submitting, f, clock));
            default -> ServiceFailure.end(submitting, failure, clock);
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
            case RemoteSigningFailure f when isBearable(f, waiting.poll()) -> waiting.answeredInVain(later(failures));
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
            case RemoteSigningFailure f
            when isBearable(f, submitted.poll()) -> submitted.answeredInVain(later(failures));
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
            case RemoteSigningFailure f
            when isBearable(f, extending.attempt()) -> extending.answeredInVain(later(failures));
            default -> ServiceFailure.end(extending, failure, clock);
        };
    }

    /** Whether an answer tells nothing about the session itself, and too few of them have come for the fault to be a lasting one. */
    private boolean isBearable(RemoteSigningFailure failure, SigningSession.Attempt attempt) {
        return isUseless(failure) && attempt.useless() < attempts;
    }

    /** What is refused as such says that somebody between us is at fault, or that the service does not take our login for now. */
    private static boolean isUseless(RemoteSigningFailure failure) {
        return failure instanceof RemoteSigningFailure.MalformedAnswer
                || failure instanceof RemoteSigningFailure.Permanent;
    }

    private Instant later(int failures) {
        return backOff.next(failures, clock.instant(), jitter);
    }

    /** @param named by the service, which is believed for as long as its provider rests: a slip must not outlast a consent */
    private Instant later(int failures, Instant named) {
        var latest = clock.instant().plus(CircuitBreaker.LONGEST_REST);
        var atLeast = named.isBefore(latest) ? named : latest;
        var ours = later(failures);
        return ours.isAfter(atLeast) ? ours : atLeast;
    }
}
