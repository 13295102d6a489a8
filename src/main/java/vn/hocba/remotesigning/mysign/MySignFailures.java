package vn.hocba.remotesigning.mysign;

import java.time.Clock;
import java.util.Objects;
import vn.hocba.remotesigning.HttpAnswer;
import vn.hocba.remotesigning.RemoteSigningFailure;
import vn.hocba.remotesigning.RemoteSigningFailure.AnswerLost;
import vn.hocba.remotesigning.RemoteSigningFailure.AuthorisationSpent;
import vn.hocba.remotesigning.RemoteSigningFailure.Permanent;
import vn.hocba.remotesigning.RemoteSigningFailure.Refused;
import vn.hocba.remotesigning.RemoteSigningFailure.UnknownCredential;
import vn.hocba.remotesigning.RemoteSigningFailure.UserAction;
import vn.hocba.remotesigning.RemoteSigningFailure.UserAction.Reason;
import vn.hocba.remotesigning.ServiceError;
import vn.hocba.remotesigning.StandardFailures;
import vn.hocba.remotesigning.StandardFailures.Stage;
import vn.hocba.remotesigning.WireJson;

/** What the service's numbers mean for the caller; refusals without one are judged by the standard's words. */
final class MySignFailures {

    static final int DONE = 1;
    static final int WAITING = 4000;
    static final int SIGNING = 6000;

    private MySignFailures() {}

    /** A refusal of the call itself. */
    static RemoteSigningFailure of(String where, Stage stage, HttpAnswer answer, Clock clock) {
        var body =
                WireJson.readRefusal(answer.body(), Wire.Refusal.class).orElseGet(() -> new Wire.Refusal(null, null));
        var said = new ServiceError(
                answer.status(),
                Objects.requireNonNullElse(body.error(), ""),
                Objects.requireNonNullElse(body.description(), ""));
        return switch (said.error()) {
            case "58007", "59033", "86002", "86024" -> new Permanent(where + ": the service refuses our login", said);
            case "58008" -> new UnknownCredential(where + ": the service does not know the signer", said);
            case "13004" -> new UserAction(Reason.CERTIFICATE, where + ": the certificate is expired or revoked", said);
            case "4005" ->
                new UserAction(Reason.USED_UP, where + ": the signer's account has no signatures left", said);
            default ->
                stage == Stage.UNDER_CONSENT && said.description().contains("transactionId")
                        ? new AuthorisationSpent(where + ": the service does not know the transaction", said)
                        : StandardFailures.of(where, stage, said, answer.notBefore(clock));
        };
    }

    /** What became of a transaction that has ended without signatures. */
    static RemoteSigningFailure ended(String where, int status) {
        var said = new ServiceError(200, Integer.toString(status), "");
        return switch (status) {
            case 4001 -> new AuthorisationSpent(where + ": the signer did not decide in time", said);
            case 4002 -> new Refused(where + ": the signer refused", said);
            case 4005 -> new UserAction(Reason.USED_UP, where + ": the signer's account has no signatures left", said);
            case 13004 -> new UserAction(Reason.CERTIFICATE, where + ": the certificate is expired or revoked", said);
            case 50000 -> new AnswerLost(where + ": the service failed", said, null);
            default -> new Permanent(where + ": the service did not sign", said);
        };
    }
}
