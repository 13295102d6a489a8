package vn.hocba.remotesigning;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call to a signing service that did not give its answer, split by what the caller can do next:
 *
 * <pre>
 * {@link NothingSent}          the service knows nothing of the call: repeat it, when you like
 * {@link Overloaded}           the service declined for now: repeat it, not before the time given
 * {@link AnswerLost}           the service may have acted: repeat questions, never a request to consent or to sign
 * {@link MalformedAnswer}      the service acted and we cannot use its answer: as above
 * {@link UserAction}           the signer can put it right
 * {@link AuthorisationSpent}   a new consent is needed
 * {@link Refused}              the signer, or the service for the signer, said no
 * {@link UnknownCredential}    the credential is not there (any more)
 * {@link Permanent}            nobody can but an operator: configuration, contract, or a fault in this product
 * </pre>
 *
 * <p>No message carries a secret, a personal number or what was to be signed.
 */
public abstract sealed class RemoteSigningFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable ServiceError serviceError;
    private final boolean attempted;

    private RemoteSigningFailure(String message, @Nullable ServiceError serviceError, @Nullable Throwable cause) {
        this(message, serviceError, cause, true);
    }

    private RemoteSigningFailure(
            String message, @Nullable ServiceError serviceError, @Nullable Throwable cause, boolean attempted) {
        super(serviceError == null ? message : message + " (" + serviceError + ")", cause);
        this.serviceError = serviceError;
        this.attempted = attempted;
    }

    /** Whether the service was called at all: what found no place at our own gate tells nothing of it. */
    public boolean wasAttempted() {
        return attempted;
    }

    /** What the service itself said, if it said anything. */
    public Optional<ServiceError> serviceError() {
        return Optional.ofNullable(serviceError);
    }

    /** Not one byte of the request reached the service: no connection, no service login, or no free place at our own gate. */
    public static final class NothingSent extends RemoteSigningFailure {
        private static final long serialVersionUID = 1L;

        public NothingSent(String message, @Nullable Throwable cause) {
            super(message, null, cause);
        }

        /** Waited at our own gate for too long. */
        NothingSent(String message) {
            super(message, null, null, false);
        }
    }

    /** The request was sent, at least in part, and no answer tells what became of it (time-out, cut connection, 500, 502, 504). */
    public static final class AnswerLost extends RemoteSigningFailure {
        private static final long serialVersionUID = 1L;

        public AnswerLost(String message, @Nullable ServiceError serviceError, @Nullable Throwable cause) {
            super(message, serviceError, cause);
        }
    }

    /** The service declined without acting: too many requests (429), maintenance (503). */
    public static final class Overloaded extends RemoteSigningFailure {
        private static final long serialVersionUID = 1L;

        private final Instant notBefore;

        /** @param notBefore the service's Retry-After, or our own minimum where it gave none */
        public Overloaded(String message, Instant notBefore, @Nullable ServiceError serviceError) {
            super(message, serviceError, null);
            this.notBefore = notBefore;
        }

        /** It is this system itself that declines. */
        Overloaded(String message, Instant notBefore) {
            super(message, null, null, false);
            this.notBefore = notBefore;
        }

        /** The call, and any other to this provider, is not to be repeated before. */
        public Instant notBefore() {
            return notBefore;
        }
    }

    /** The signer can put it right: by typing again, or with the provider's support desk. */
    public static final class UserAction extends RemoteSigningFailure {
        private static final long serialVersionUID = 1L;

        /** What is wrong. */
        public enum Reason {
            /** The PIN is wrong: ask again. Services lock after a few attempts. */
            WRONG_PIN,
            /** The one-time password is wrong or too old: ask again. */
            WRONG_OTP,
            /** One of the factors is wrong or missing, the service does not say which: ask again. */
            WRONG_FACTORS,
            /** What the consent page gave is unknown to the service, spent or too old: open the page again. */
            PAGE_AGAIN,
            /** PIN, OTP or credential are locked: the provider has to unlock them. */
            LOCKED,
            /** The credential is disabled: the provider has to enable it. */
            DISABLED,
            /** The certificate is expired, revoked or suspended: a new one is needed. */
            CERTIFICATE,
            /** No signatures are left on the signer's account: more have to be bought. */
            USED_UP
        }

        private final Reason reason;

        public UserAction(Reason reason, String message, @Nullable ServiceError serviceError) {
            super(message, serviceError, null);
            this.reason = reason;
        }

        public Reason reason() {
            return reason;
        }
    }

    /** The authorisation is expired, used up, unknown to the service, or was given for other digests. */
    public static final class AuthorisationSpent extends RemoteSigningFailure {
        private static final long serialVersionUID = 1L;

        public AuthorisationSpent(String message, @Nullable ServiceError serviceError) {
            super(message, serviceError, null);
        }
    }

    /** The signer, or the service for the signer, said no ({@code access_denied}). */
    public static final class Refused extends RemoteSigningFailure {
        private static final long serialVersionUID = 1L;

        public Refused(String message, @Nullable ServiceError serviceError) {
            super(message, serviceError, null);
        }
    }

    /** The service does not know the credential, or does not show it to us. */
    public static final class UnknownCredential extends RemoteSigningFailure {
        private static final long serialVersionUID = 1L;

        public UnknownCredential(String message, @Nullable ServiceError serviceError) {
            super(message, serviceError, null);
        }
    }

    /** The service answered with success and something that is not an answer: not JSON, too large, too few, surplus or unreadable values. */
    public static final class MalformedAnswer extends RemoteSigningFailure {
        private static final long serialVersionUID = 1L;

        private final transient List<byte[]> salvage;
        private final boolean repeated;

        public MalformedAnswer(String message) {
            this(message, List.of());
        }

        public MalformedAnswer(String message, Throwable cause) {
            super(message, null, cause);
            this.salvage = List.of();
            this.repeated = false;
        }

        /** @param salvage what looks like signature values among too few or too many, no two alike */
        public MalformedAnswer(String message, List<byte[]> salvage) {
            this(message, salvage, false);
        }

        private MalformedAnswer(String message, List<byte[]> salvage, boolean repeated) {
            super(message, null, null);
            this.salvage = salvage.stream().map(byte[]::clone).toList();
            this.repeated = repeated;
        }

        /** As many values as digests, but some alike: no two signatures over different digests ever are. */
        public static MalformedAnswer ofRepeated(String message, List<byte[]> salvage) {
            return new MalformedAnswer(message, salvage, true);
        }

        /** Whether the number of values was right, but some were alike. */
        public boolean isRepeated() {
            return repeated;
        }

        /**
         * Signature values that came although their number is wrong: they belong to no position, so that only verifying each against
         * the digests tells which it signs, if any. Empty as a rule.
         */
        public List<byte[]> salvage() {
            return salvage.stream().map(byte[]::clone).toList();
        }
    }

    /** Repeating will not help: the service lacks the method, refuses our login, or rejects the request as such. */
    public static final class Permanent extends RemoteSigningFailure {
        private static final long serialVersionUID = 1L;

        public Permanent(String message, @Nullable ServiceError serviceError) {
            super(message, serviceError, null);
        }
    }
}
