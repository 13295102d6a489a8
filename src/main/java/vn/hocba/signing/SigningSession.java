package vn.hocba.signing;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import vn.hocba.remotesigning.ApprovalHandle;
import vn.hocba.remotesigning.ResponseId;

/**
 * One authorisation by the signing service over one ordered list of digests, and what became of it.
 *
 * <pre>
 *  out of band   Prepared -> Authorising -> AwaitingApproval -.    .------------ Extending <------------.
 *                    ^____________|                            >-> Authorised -> Submitting -> SignaturesReceived -> Completed
 *  typed or page AwaitingFactors -> CheckingFactors ----------'        ^____________| `-> Submitted -^
 *                    ^____________________|
 *  ends          Refused, Expired, Cancelled, Failed, AnswerUnknown; resumed, Failed -> Authorised where the consent was not used
 * </pre>
 *
 * A transition is a method of the state that it leaves, so a step that the drawing does not show does not compile.
 * {@link Authorising}, {@link CheckingFactors} and {@link Submitting} are stored before the call that they stand for:
 * finding one without its owner means that an answer may have been lost. {@link Extending} is where a session goes on that has
 * more digests than the service takes in one order: one consent, several orders.
 */
public sealed interface SigningSession {

    Turn turn();

    /** A session in which something can still happen. */
    sealed interface Open extends SigningSession {
        default Cancelled cancel(Clock clock) {
            return new Cancelled(clock.instant());
        }

        /** The service will not, or can no longer, do what we ask; trying again would not help. */
        default Failed fail(FailureReason reason, String detail, Clock clock) {
            return new Failed(reason, detail, Optional.empty(), clock.instant());
        }
    }

    /** A state in which the service can tell us what the person decided. */
    sealed interface ConsentAsked extends Open {
        default Authorised granted(Activation activation, Clock clock) {
            return new Authorised(activation, false, Attempt.first(clock));
        }

        /** The person has not decided yet; after PIN and OTP, the service may want the approval on the phone as well. */
        default AwaitingApproval waiting(ApprovalHandle handle, Instant nextPoll, Clock clock) {
            return new AwaitingApproval(handle, new Attempt(0, nextPoll), clock.instant());
        }

        default Refused refused(Clock clock) {
            return new Refused(clock.instant());
        }

        default Expired expired(Clock clock) {
            return new Expired(clock.instant());
        }
    }

    /** A state in which our request for a consent is under way: finding it without its owner means a lost answer. */
    sealed interface ConsentUnderWay extends ConsentAsked {
        /** The person may or may not have been asked. We never ask a second time on our own. */
        default AnswerUnknown answerLost(Clock clock) {
            return new AnswerUnknown("authorise", clock.instant());
        }
    }

    /** A state in which the service can give us the signatures. */
    sealed interface SignaturesAsked extends Open {
        /** The activation data that these signatures were asked for with, as far as it is still known. */
        Optional<Activation> used();

        /** @param last whether the session has no more digests; with them the activation data leaves */
        default SignaturesReceived received(boolean last, Clock clock) {
            return new SignaturesReceived(last ? Optional.empty() : used(), Attempt.first(clock));
        }

        /** The service took the digests, and is not done with them. */
        default Submitted pending(ResponseId response, Instant nextPoll, boolean last, Clock clock) {
            return new Submitted(response, last ? Optional.empty() : used(), new Attempt(0, nextPoll), clock.instant());
        }
    }

    /** A session in which nothing happens any more; what it left unsigned waits for the signer to resume or cancel. */
    sealed interface Ended extends SigningSession {
        Instant at();

        @Override
        default Turn turn() {
            return Turn.NOBODY;
        }
    }

    /**
     * The right to sign these digests, once.
     *
     * @param expires when the service stops honouring it
     */
    record Activation(SealedSad sad, Instant expires) {
        boolean usable(Clock clock) {
            return clock.instant().isBefore(expires);
        }
    }

    /**
     * A place in a row of attempts.
     *
     * @param failures how many failed so far
     * @param useless how many of those to a mere question were answered, but of no use
     * @param notBefore when the next may be made
     */
    record Attempt(int failures, int useless, Instant notBefore) {
        Attempt(int failures, Instant notBefore) {
            this(failures, 0, notBefore);
        }

        static Attempt first(Clock clock) {
            return new Attempt(0, clock.instant());
        }

        Attempt failed(Instant next) {
            return new Attempt(failures + 1, useless, next);
        }

        Attempt answeredInVain(Instant next) {
            return new Attempt(failures + 1, useless + 1, next);
        }
    }

    // ---- consent ----

    /** Our turn: the service has not been asked yet to get the person's approval on the phone. */
    record Prepared(Attempt attempt) implements Open {
        @Override
        public Turn turn() {
            return Turn.US;
        }

        Authorising authorise(Clock clock) {
            return new Authorising(attempt, clock.instant());
        }

        /** What was prepared names a time of signing that is long ago, and nobody was asked yet: to be prepared anew. */
        Expired tooOld(Clock clock) {
            return new Expired(clock.instant());
        }
    }

    /** The service's turn: our request for an approval on the phone is under way. */
    record Authorising(Attempt attempt, Instant since) implements ConsentUnderWay {
        @Override
        public Turn turn() {
            return Turn.SERVICE;
        }

        /** The request waited at our own door, and did not leave: no attempt was made. */
        Prepared notSent(Instant next) {
            return new Prepared(new Attempt(attempt.failures(), next));
        }

        /** The service certainly did not take the request: nobody was asked, so asking again is harmless. */
        Prepared notTaken(Instant next) {
            return new Prepared(attempt.failed(next));
        }
    }

    /**
     * The signer's turn: PIN, OTP or both, or what the provider's page gave, are to be handed to us, and pass through to the service.
     */
    record AwaitingFactors() implements Open {
        @Override
        public Turn turn() {
            return Turn.SIGNER;
        }

        CheckingFactors check(Clock clock) {
            return new CheckingFactors(clock.instant());
        }

        /** The person said no on the provider's page. */
        Refused refused(Clock clock) {
            return new Refused(clock.instant());
        }

        /** What was prepared names a time of signing that is long ago: to be prepared anew. */
        Expired tooOld(Clock clock) {
            return new Expired(clock.instant());
        }
    }

    /**
     * The service's turn: it is checking the factors, or the code of its page. They are stored nowhere, so that they cannot be sent
     * again.
     */
    record CheckingFactors(Instant since) implements ConsentUnderWay {
        @Override
        public Turn turn() {
            return Turn.SERVICE;
        }

        /** Wrong PIN, OTP or code, or the service did not take the request: the signer may try again. */
        AwaitingFactors askAgain() {
            return new AwaitingFactors();
        }
    }

    /** The signer's turn, on the phone; we ask the service now and then whether a decision was made. */
    record AwaitingApproval(ApprovalHandle handle, Attempt poll, Instant since) implements ConsentAsked {
        @Override
        public Turn turn() {
            return Turn.SIGNER;
        }

        /** Still: they wait since they were asked. */
        @Override
        public AwaitingApproval waiting(ApprovalHandle handle, Instant nextPoll, Clock clock) {
            return new AwaitingApproval(handle, new Attempt(0, nextPoll), since);
        }

        AwaitingApproval pollFailed(Instant next) {
            return new AwaitingApproval(handle, poll.failed(next), since);
        }

        AwaitingApproval answeredInVain(Instant next) {
            return new AwaitingApproval(handle, poll.answeredInVain(next), since);
        }
    }

    // ---- signatures ----

    /**
     * Our turn: the digests are to be sent with the activation data.
     *
     * @param answerLost an earlier sending got no answer, so the service may have signed already
     */
    record Authorised(Activation activation, boolean answerLost, Attempt attempt) implements Open {
        @Override
        public Turn turn() {
            return Turn.US;
        }

        Submitting submit(Clock clock) {
            return new Submitting(activation, answerLost, attempt, clock.instant());
        }

        /** The activation data ran out before the service took the digests, or before it answered. */
        Ended expired(Clock clock) {
            return answerLost ? new AnswerUnknown("sign", clock.instant()) : new Expired(clock.instant());
        }
    }

    /** The service's turn: the digests are on their way. */
    record Submitting(Activation activation, boolean answerLost, Attempt attempt, Instant since)
            implements SignaturesAsked {
        @Override
        public Turn turn() {
            return Turn.SERVICE;
        }

        @Override
        public Optional<Activation> used() {
            return Optional.of(activation);
        }

        /** Unreachable before anything was sent, or overloaded: the service did not sign. */
        Authorised notTaken(Instant next) {
            return new Authorised(activation, answerLost, attempt.failed(next));
        }

        /**
         * The service may have signed. Where it {@link StoredSession#noticesRepetition() would notice}, it is asked again with the same
         * activation data, which costs nobody a consent.
         */
        Authorised answerLost(Instant next) {
            return new Authorised(activation, true, attempt.failed(next));
        }

        /** The service may have signed, and could take a repetition for the next order: sign twice, and be short of signatures. */
        AnswerUnknown answerGone(Clock clock) {
            return new AnswerUnknown("sign", clock.instant());
        }

        /** The service would not sign: the activation data is left, unless an earlier sending used it up. */
        Failed declined(FailureReason reason, String detail, Clock clock) {
            return new Failed(reason, detail, answerLost ? Optional.empty() : Optional.of(activation), clock.instant());
        }

        /** The service no longer honours the activation data: used up by an answer that we lost, or too old. */
        Ended activationSpent(Clock clock) {
            return answerLost ? new AnswerUnknown("sign", clock.instant()) : new Expired(clock.instant());
        }
    }

    /**
     * The service's turn: it took the digests and signs in its own time; we ask under its response id.
     *
     * @param used the activation data, if more orders follow
     */
    record Submitted(ResponseId response, Optional<Activation> used, Attempt poll, Instant since)
            implements SignaturesAsked {
        @Override
        public Turn turn() {
            return Turn.SERVICE;
        }

        /** Still: it took the digests when it did. */
        @Override
        public Submitted pending(ResponseId response, Instant nextPoll, boolean last, Clock clock) {
            return new Submitted(response, last ? Optional.empty() : used, new Attempt(0, nextPoll), since);
        }

        Submitted pollFailed(Instant next) {
            return new Submitted(response, used, poll.failed(next), since);
        }

        Submitted answeredInVain(Instant next) {
            return new Submitted(response, used, poll.answeredInVain(next), since);
        }

        /** The service does not know the response id any more, or has told nothing for too long; it may have signed. */
        AnswerUnknown answerGone(Clock clock) {
            return new AnswerUnknown("sign", clock.instant());
        }
    }

    /**
     * Our turn: the raw signatures are stored with their items, and are to be verified and embedded.
     *
     * @param used the activation data, if more orders follow
     */
    record SignaturesReceived(Optional<Activation> used, Attempt attempt) implements Open {
        @Override
        public Turn turn() {
            return Turn.US;
        }

        /** Everything of the last order is embedded or noted as wrong. */
        Completed completed(Clock clock) {
            return new Completed(clock.instant());
        }

        /** Everything of this order is; the next one goes with this activation data. */
        Extending goOn(Activation activation, Clock clock) {
            return new Extending(activation, Attempt.first(clock));
        }
    }

    /**
     * Our turn: the activation data is to be carried over to the next digests of the same consent (CSC v2
     * credentials/extendTransaction). Nothing is signed by it, so it may be tried again; a try that got no answer may have
     * used the activation data up, which the service then says.
     */
    record Extending(Activation activation, Attempt attempt) implements Open {
        @Override
        public Turn turn() {
            return Turn.US;
        }

        Authorised extended(Activation next, Clock clock) {
            return new Authorised(next, false, Attempt.first(clock));
        }

        /** The service has no such call: the activation data goes on as it is. */
        Authorised unchanged(Clock clock) {
            return extended(activation, clock);
        }

        Extending failed(Instant next) {
            return new Extending(activation, attempt.failed(next));
        }

        Extending answeredInVain(Instant next) {
            return new Extending(activation, attempt.answeredInVain(next));
        }

        /** The service no longer honours the activation data: too old, or given up by an answer that we lost. */
        Ended spent(Clock clock) {
            return activation.usable(clock)
                    ? new AnswerUnknown("extend", clock.instant())
                    : new Expired(clock.instant());
        }
    }

    // ---- ends ----

    /** Every signature of the answer was either embedded, or found wrong and noted at its item. */
    record Completed(Instant at) implements Ended {}

    /** The person said no. */
    record Refused(Instant at) implements Ended {}

    /** The person did not decide in time, or the consent ran out before it was used. */
    record Expired(Instant at) implements Ended {}

    /** The signer gave the request up. */
    record Cancelled(Instant at) implements Ended {}

    /**
     * See the reason; nothing of this session's unsigned items was embedded.
     *
     * @param unspent the activation data, where the service declined to sign with it: whoever resumes in time needs no new consent
     */
    record Failed(FailureReason reason, String detail, Optional<Activation> unspent, Instant at) implements Ended {

        /** What of the consent can still be used. */
        Optional<Activation> left(Clock clock) {
            return unspent.filter(activation -> activation.usable(clock));
        }

        /** The signer wants it tried again with the consent that is left; that it was declined before counts as an answer of no use. */
        Authorised resume(Activation unspent, Clock clock) {
            return new Authorised(unspent, false, new Attempt(0, 1, clock.instant()));
        }

        /** The activation data ran out before anybody resumed. */
        Failed spent() {
            return new Failed(reason, detail, Optional.empty(), at);
        }
    }

    /**
     * An answer was lost and cannot be asked for again. Resuming needs a new consent, which only the signer can start.
     *
     * @param call what was under way: "authorise", "sign" or "extend"
     */
    record AnswerUnknown(String call, Instant at) implements Ended {}
}
