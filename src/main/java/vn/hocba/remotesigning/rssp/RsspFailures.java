package vn.hocba.remotesigning.rssp;

import java.time.Clock;
import java.util.Objects;
import vn.hocba.remotesigning.HttpAnswer;
import vn.hocba.remotesigning.RemoteSigningFailure;
import vn.hocba.remotesigning.RemoteSigningFailure.AuthorisationSpent;
import vn.hocba.remotesigning.RemoteSigningFailure.Permanent;
import vn.hocba.remotesigning.RemoteSigningFailure.UnknownCredential;
import vn.hocba.remotesigning.RemoteSigningFailure.UserAction;
import vn.hocba.remotesigning.RemoteSigningFailure.UserAction.Reason;
import vn.hocba.remotesigning.ServiceError;
import vn.hocba.remotesigning.StandardFailures;
import vn.hocba.remotesigning.StandardFailures.Stage;
import vn.hocba.remotesigning.StatusFailures;

/**
 * What a service's refusal means for the caller. The profile's list of numbers is not public: those that integrators have
 * published are known here, all others are judged by their words, which are those of the standard.
 */
final class RsspFailures {

    private static final int LOGIN_REFUSED = 3000;
    private static final int BLOCKED = 3002;
    private static final int UNKNOWN = 3003;
    private static final int TOKEN_INVALID = 3005;
    private static final int TOKEN_EXPIRED = 3006;
    private static final int REQUEST_EXPIRED = 3036;
    private static final int PHONE_NOT_READY = 3213;

    private RsspFailures() {}

    static boolean meansLogInAgain(Wire.Status status) {
        return status.number() == TOKEN_INVALID || status.number() == TOKEN_EXPIRED;
    }

    static RemoteSigningFailure of(RsspMethod method, HttpAnswer answer, Wire.Status status, Clock clock) {
        var where = method.path();
        var said = new ServiceError(
                answer.status() == 200 ? 400 : answer.status(),
                status.error() == null ? "" : String.valueOf(status.number()),
                Objects.requireNonNullElse(status.errorDescription(), ""));
        if (answer.status() != 200) {
            return StatusFailures.of(where, said, answer.notBefore(clock))
                    .orElseGet(() -> new Permanent(where + ": the service rejects the request", said));
        }
        return switch (status.number()) {
            case LOGIN_REFUSED, TOKEN_INVALID, TOKEN_EXPIRED ->
                new Permanent(where + ": the service refuses our login", said);
            case BLOCKED ->
                method.stage() == Stage.LOGIN
                        ? new Permanent(where + ": the service has blocked us", said)
                        : new UserAction(Reason.LOCKED, where + ": blocked", said);
            case UNKNOWN -> new UnknownCredential(where + ": not known to the service", said);
            case REQUEST_EXPIRED -> new AuthorisationSpent(where + ": the request is too old", said);
            case PHONE_NOT_READY ->
                new UserAction(Reason.DISABLED, where + ": the signer's app is not ready to ask", said);
            default -> StandardFailures.of(where, method.stage(), said, answer.notBefore(clock));
        };
    }
}
