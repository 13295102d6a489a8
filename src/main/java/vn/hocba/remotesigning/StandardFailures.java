package vn.hocba.remotesigning;

import java.time.Instant;
import java.util.Locale;
import vn.hocba.remotesigning.RemoteSigningFailure.AnswerLost;
import vn.hocba.remotesigning.RemoteSigningFailure.AuthorisationSpent;
import vn.hocba.remotesigning.RemoteSigningFailure.Overloaded;
import vn.hocba.remotesigning.RemoteSigningFailure.Permanent;
import vn.hocba.remotesigning.RemoteSigningFailure.Refused;
import vn.hocba.remotesigning.RemoteSigningFailure.UnknownCredential;
import vn.hocba.remotesigning.RemoteSigningFailure.UserAction;
import vn.hocba.remotesigning.RemoteSigningFailure.UserAction.Reason;

/**
 * What a refusal in the words of the CSC API (TS 119 432) means for the caller. The standard puts most of it into the words of {@code error_description}, so
 * that those are compared, without case and final full stop (v1 and v2 differ in it).
 */
public final class StandardFailures {

    /** What was called for. */
    public enum Stage {
        LOGIN,
        BEFORE_CONSENT,
        /** A call that carries an authorisation, or asks about one. */
        UNDER_CONSENT
    }

    private StandardFailures() {}

    /**
     * The failure for an answer that is not a success.
     *
     * @param where the method that answered
     * @param retryAt when an overloaded service may be asked again
     */
    public static RemoteSigningFailure of(String where, Stage stage, ServiceError said, Instant retryAt) {
        return StatusFailures.of(where, said, retryAt).orElseGet(() -> ofWords(where, stage, said, retryAt));
    }

    private static RemoteSigningFailure ofWords(String where, Stage stage, ServiceError said, Instant retryAt) {
        var words = said.description().toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
        return switch (new Refusal(said.status(), said.error().toLowerCase(Locale.ROOT), words)) {
            case Refusal r
            when r.error.equals("temporarily_unavailable") ->
                new Overloaded(where + ": the service is busy", retryAt, said);
            case Refusal r
            when r.error.equals("server_error") -> new AnswerLost(where + ": the service failed", said, null);

            case Refusal r when stage == Stage.LOGIN -> new Permanent(where + ": the service refuses our login", said);

            case Refusal r
            when r.says("pin locked", "otp locked", "credential locked") ->
                new UserAction(Reason.LOCKED, where + ": locked", said);
            case Refusal r
            when r.error.equals("invalid_pin") || r.says("the pin is invalid") ->
                new UserAction(Reason.WRONG_PIN, where + ": wrong PIN", said);
            case Refusal r
            when r.error.equals("invalid_otp") || r.says("the otp is invalid") ->
                new UserAction(Reason.WRONG_OTP, where + ": wrong one-time password", said);
            case Refusal r
            when r.error.equals("invalid_authentication_data") || r.startsWith("missing", "parameter authdata") ->
                new UserAction(Reason.WRONG_FACTORS, where + ": wrong PIN or one-time password", said);
            case Refusal r
            when r.startsWith("the credential identified by", "is disabled") ->
                new UserAction(Reason.DISABLED, where + ": the credential is disabled", said);
            case Refusal r
            when r.startsWith("signing certificate", "is expired")
                    || r.startsWith("signing certificate", "is revoked")
                    || r.startsWith("signing certificate", "is suspended") ->
                new UserAction(Reason.CERTIFICATE, where + ": the certificate cannot sign any more", said);

            case Refusal r
            when r.error.equals("invalid_grant") ->
                new UserAction(Reason.PAGE_AGAIN, where + ": the page's code is not taken (any more)", said);
            case Refusal r
            when r.error.equals("access_denied") || r.words.startsWith("access_denied") ->
                new Refused(where + ": refused", said);
            case Refusal r
            when r.says(
                            "sad expired",
                            "invalid parameter sad",
                            "invalid parameter handle",
                            "invalid parameter requestid")
                    || r.startsWith("hash is not authorized", "by the sad")
                    || r.error.equals("invalid_hash") ->
                new AuthorisationSpent(where + ": the authorisation is not valid for this (any more)", said);
            case Refusal r
            when stage == Stage.UNDER_CONSENT
                    && r.status == 400
                    && (r.error.equals("expired_token") || r.error.equals("invalid_token")) ->
                new AuthorisationSpent(where + ": the authorisation is expired", said);
            case Refusal r
            when r.says("invalid parameter credentialid", "invalid parameter userid") ->
                new UnknownCredential(where + ": not known to the service", said);

            case Refusal r when r.status == 401 -> new Permanent(where + ": the service refuses our login", said);
            case Refusal r -> new Permanent(where + ": the service rejects the request", said);
        };
    }

    private record Refusal(int status, String error, String words) {

        boolean says(String... sentences) {
            for (var sentence : sentences) {
                if (words.equals(sentence)) {
                    return true;
                }
            }
            return false;
        }

        boolean startsWith(String start, String then) {
            return words.startsWith(start) && words.indexOf(then, start.length()) > 0;
        }
    }
}
