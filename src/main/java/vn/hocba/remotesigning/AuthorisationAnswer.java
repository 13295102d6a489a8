package vn.hocba.remotesigning;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.hocba.remotesigning.RemoteSigningFailure.MalformedAnswer;

/**
 * What a service says to a request for consent, and to asking again (CSC v2 credentials/authorize and authorizeCheck, clauses
 * 11.8 and 11.9). The wait for the person; it has nothing to do with the wait for signatures ({@link SigningAnswer}).
 */
public sealed interface AuthorisationAnswer {

    /**
     * The holder consented.
     *
     * @param sad the secret with which the service signs
     * @param expires when it ceases to work
     */
    record Granted(SignatureActivationData sad, Instant expires) implements AuthorisationAnswer {

        private static final Duration USUAL_LIFE = Duration.ofHours(1);
        private static final Duration LONGEST_LIFE = Duration.ofDays(365);

        /**
         * As a service gave it.
         *
         * @param where the method that answered
         * @param sad the secret; null if the answer has none
         * @param seconds its life; an hour where the service does not say
         * @throws MalformedAnswer without a usable secret
         */
        public static Granted of(String where, @Nullable String sad, @Nullable Long seconds, Clock clock) {
            SignatureActivationData secret;
            try {
                secret = new SignatureActivationData(Objects.requireNonNullElse(sad, ""));
            } catch (IllegalArgumentException e) {
                throw new MalformedAnswer(where + ": neither authorised nor waiting");
            }
            var life = seconds == null ? USUAL_LIFE : Duration.ofSeconds(Math.max(0, seconds));
            var bounded = life.compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : life;
            return new Granted(secret, clock.instant().plus(bounded));
        }
    }

    /**
     * The holder has not decided.
     *
     * @param handle with which to ask again
     * @param nextPoll not to be asked before
     */
    record Waiting(ApprovalHandle handle, Instant nextPoll) implements AuthorisationAnswer {}

    /**
     * The holder said no.
     *
     * @param reason the service's words, for display; may be empty
     */
    record Refused(String reason) implements AuthorisationAnswer {

        /** The answer that a {@link RemoteSigningFailure.Refused} amounts to. */
        public static Refused of(Throwable failure) {
            return new Refused(
                    failure instanceof RemoteSigningFailure.Refused refused
                            ? refused.serviceError()
                                    .map(ServiceError::description)
                                    .orElse("")
                            : "");
        }
    }

    /** The holder did not decide in time, or the service knows the handle no longer. */
    record Expired() implements AuthorisationAnswer {}
}
