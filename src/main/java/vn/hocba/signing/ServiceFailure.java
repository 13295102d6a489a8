package vn.hocba.signing;

import java.time.Clock;
import vn.hocba.remotesigning.RemoteSigningFailure;
import vn.hocba.remotesigning.RemoteSigningFailure.UserAction;

/** How a session ends on a failure of the signing service that neither trying again nor the signer can mend. */
final class ServiceFailure {

    private ServiceFailure() {}

    static SigningSession.Failed end(SigningSession.Open session, RemoteSigningFailure failure, Clock clock) {
        return session.fail(reason(failure), detail(failure), clock);
    }

    /**
     * Of an order. Whoever says that nothing was signed leaves the consent as it was: not where another certificate is needed, and not
     * twice where the service does not say what is wrong, since it may be the consent.
     */
    static SigningSession.Failed end(SigningSession.Submitting session, RemoteSigningFailure failure, Clock clock) {
        boolean left = switch (failure) {
            case RemoteSigningFailure.UserAction f -> f.reason() != UserAction.Reason.CERTIFICATE;
            case RemoteSigningFailure.Permanent f -> session.attempt().useless() == 0;
            default -> false;
        };
        return left
                ? session.declined(reason(failure), detail(failure), clock)
                : session.fail(reason(failure), detail(failure), clock);
    }

    static FailureReason reason(RemoteSigningFailure failure) {
        return switch (failure) {
            case RemoteSigningFailure.NothingSent f -> FailureReason.SERVICE_UNAVAILABLE;
            case RemoteSigningFailure.Overloaded f -> FailureReason.SERVICE_UNAVAILABLE;
            case RemoteSigningFailure.AnswerLost f -> FailureReason.SERVICE_UNAVAILABLE;
            case RemoteSigningFailure.MalformedAnswer f when f.isRepeated() -> FailureReason.DUPLICATE_SIGNATURE;
            case RemoteSigningFailure.MalformedAnswer f ->
                f.salvage().isEmpty() ? FailureReason.MALFORMED_ANSWER : FailureReason.SIGNATURE_COUNT_MISMATCH;
            case RemoteSigningFailure.UserAction f
            when f.reason() == UserAction.Reason.USED_UP -> FailureReason.SIGNATURES_USED_UP;
            case RemoteSigningFailure.UserAction f -> FailureReason.CREDENTIAL_UNUSABLE;
            case RemoteSigningFailure.UnknownCredential f -> FailureReason.CREDENTIAL_UNUSABLE;
            case RemoteSigningFailure.AuthorisationSpent f -> FailureReason.SERVICE_REFUSED;
            case RemoteSigningFailure.Refused f -> FailureReason.SERVICE_REFUSED;
            case RemoteSigningFailure.Permanent f -> FailureReason.SERVICE_REFUSED;
        };
    }

    /** What the service said, for support; failures of the port carry no secret. */
    private static String detail(RemoteSigningFailure failure) {
        var message = failure.getMessage();
        return message == null ? "" : message;
    }
}
