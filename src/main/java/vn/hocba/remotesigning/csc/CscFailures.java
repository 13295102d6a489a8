package vn.hocba.remotesigning.csc;

import java.time.Instant;
import java.util.Locale;
import vn.hocba.remotesigning.RemoteSigningFailure;
import vn.hocba.remotesigning.ServiceError;
import vn.hocba.remotesigning.StandardFailures;
import vn.hocba.remotesigning.StandardFailures.Stage;

/** What a service's refusal means for the caller, and which refusals are none. */
final class CscFailures {

    private CscFailures() {}

    /**
     * The failure for an answer that is not a success.
     *
     * @param retryAt when an overloaded service may be asked again
     */
    static RemoteSigningFailure of(CscMethod method, ServiceError said, Instant retryAt) {
        return StandardFailures.of(method.path(), stage(method), said, retryAt);
    }

    private static Stage stage(CscMethod method) {
        return switch (method) {
            case TOKEN, LOGIN -> Stage.LOGIN;
            case INFO, LIST, CREDENTIAL, CHALLENGE, SEND_OTP, AUTHORISE, PUSH -> Stage.BEFORE_CONSENT;
            case REDEEM, APPROVAL, EXTEND, SIGN, RESULT -> Stage.UNDER_CONSENT;
        };
    }

    /**
     * Whether a polling answer says "not yet": HTTP 202 by the standard, and HTTP 400 with words to that effect from some
     * services.
     */
    static boolean meansPending(ServiceError said) {
        var words = said.description().toLowerCase(Locale.ROOT);
        return said.status() == 202
                || said.error().equals("accepted_request")
                || (said.status() == 400
                        && (words.contains("previous asynchronous signature request")
                                || words.contains("previous async request has been accepted")));
    }
}
