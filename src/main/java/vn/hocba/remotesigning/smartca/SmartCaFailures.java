package vn.hocba.remotesigning.smartca;

import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;
import vn.hocba.remotesigning.RemoteSigningFailure;
import vn.hocba.remotesigning.RemoteSigningFailure.AuthorisationSpent;
import vn.hocba.remotesigning.RemoteSigningFailure.Permanent;
import vn.hocba.remotesigning.RemoteSigningFailure.Refused;
import vn.hocba.remotesigning.RemoteSigningFailure.UnknownCredential;
import vn.hocba.remotesigning.RemoteSigningFailure.UserAction;
import vn.hocba.remotesigning.RemoteSigningFailure.UserAction.Reason;
import vn.hocba.remotesigning.ServiceError;
import vn.hocba.remotesigning.StatusFailures;

/** What {@code status_code} and {@code message} mean for the caller. The document gives five codes and leaves the rest to words. */
final class SmartCaFailures {

    private static final int WRONG_OTP = 1003;
    private static final Pattern WAITING = Pattern.compile("wait_for_user_confirm|waiting");
    private static final Pattern REFUSED = Pattern.compile("reject|refuse|denied|cancel");
    private static final Pattern OVER = Pattern.compile("expire|time_?out|not_found");
    private static final Pattern KNOWN_BEFORE = Pattern.compile("transaction_id.*(exist|unique|duplicate)");
    private static final Pattern LOCKED = Pattern.compile("lock");
    private static final Pattern OTP = Pattern.compile("otp");
    private static final Pattern PASSWORD = Pattern.compile("(?<!sp_)password");
    private static final Pattern USER = Pattern.compile("user_id|serial_number");
    private static final Pattern SIGNATURES = Pattern.compile("sign_files");

    private SmartCaFailures() {}

    static boolean meansWaiting(ServiceError said) {
        return has(said, WAITING);
    }

    /** The service has this transaction already: an earlier sending of the same request reached it. */
    static boolean meansKnownBefore(ServiceError said) {
        return said.status() == 400 && has(said, KNOWN_BEFORE);
    }

    /** @param said with the code in the place of the HTTP status */
    static RemoteSigningFailure of(String where, ServiceError said, Instant retryAt) {
        if (said.status() != 404) {
            var plain = StatusFailures.of(where, said, retryAt);
            if (plain.isPresent() && said.status() != WRONG_OTP) {
                return plain.get();
            }
        }
        if (said.status() == WRONG_OTP || (said.status() == 401 && has(said, OTP))) {
            return user(has(said, LOCKED) ? Reason.LOCKED : Reason.WRONG_OTP, where, said);
        }
        if (said.status() == 401 && has(said, PASSWORD)) {
            return user(has(said, LOCKED) ? Reason.LOCKED : Reason.WRONG_PIN, where, said);
        }
        if (said.status() == 403) {
            return user(has(said, LOCKED) ? Reason.DISABLED : Reason.CERTIFICATE, where, said);
        }
        if (has(said, USER)) {
            return new UnknownCredential(where + ": not known to the service", said);
        }
        if (has(said, REFUSED)) {
            return new Refused(where + ": refused", said);
        }
        if (has(said, OVER) && !has(said, SIGNATURES)) {
            return new AuthorisationSpent(where + ": the transaction is over, or unknown to the service", said);
        }
        return new Permanent(where + ": the service rejects the request", said);
    }

    private static UserAction user(Reason reason, String where, ServiceError said) {
        return new UserAction(reason, where + ": for the signer to put right", said);
    }

    private static boolean has(ServiceError said, Pattern words) {
        return words.matcher(said.description().toLowerCase(Locale.ROOT)).find();
    }
}
