package vn.hocba.signing;

import java.time.Clock;
import java.time.Duration;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;
import vn.hocba.remotesigning.RemoteSigningFailure;

/** What a caller is told when the signing service failed while the caller waited. */
final class ServiceProblem {

    private static final Duration USUAL_RETRY = Duration.ofSeconds(5);

    private ServiceProblem() {}

    /** A request for consent failed: what became of it matters. */
    static ProblemException of(RemoteSigningFailure failure, Clock clock) {
        return problem(failure, clock).causedBy(failure);
    }

    /** A question failed, or the sending of a one-time password: without its answer nothing is lost, and it may be asked again. */
    static ProblemException ofQuestion(RemoteSigningFailure failure, Clock clock) {
        return failure instanceof RemoteSigningFailure.AnswerLost
                ? unavailable(USUAL_RETRY).causedBy(failure)
                : of(failure, clock);
    }

    private static ProblemException problem(RemoteSigningFailure failure, Clock clock) {
        return switch (failure) {
            case RemoteSigningFailure.NothingSent f -> unavailable(USUAL_RETRY);
            case RemoteSigningFailure.Overloaded f ->
                unavailable(atLeastOneSecond(Duration.between(clock.instant(), f.notBefore())));
            case RemoteSigningFailure.AnswerLost f -> new ProblemException(ProblemType.ANSWER_UNKNOWN);
            case RemoteSigningFailure.MalformedAnswer f ->
                new ProblemException(ProblemType.SIGNING_SERVICE_INVALID_ANSWER);
            case RemoteSigningFailure.UserAction f -> ofUser(f.reason());
            case RemoteSigningFailure.AuthorisationSpent f -> new ProblemException(ProblemType.CONSENT_EXPIRED);
            case RemoteSigningFailure.Refused f -> new ProblemException(ProblemType.CONSENT_REFUSED);
            case RemoteSigningFailure.UnknownCredential f -> unknownCredential();
            case RemoteSigningFailure.Permanent f -> new ProblemException(ProblemType.SIGNING_SERVICE_NOT_USABLE);
        };
    }

    private static ProblemException ofUser(RemoteSigningFailure.UserAction.Reason reason) {
        return switch (reason) {
            case WRONG_PIN ->
                new ProblemException(ProblemType.CONSENT_REJECTED, "Mã PIN không đúng.", "The PIN is wrong.");
            case WRONG_OTP ->
                new ProblemException(
                        ProblemType.CONSENT_REJECTED,
                        "Mã OTP không đúng hoặc đã hết hạn.",
                        "The OTP is wrong or too old.");
            case WRONG_FACTORS -> new ProblemException(ProblemType.CONSENT_REJECTED);
            case PAGE_AGAIN ->
                new ProblemException(
                        ProblemType.CONSENT_REJECTED,
                        "Câu trả lời của trang xác nhận không còn dùng được; hãy mở lại trang đó.",
                        "The signing service does not take the page's answer (any more); open the page again.");
            case LOCKED -> new ProblemException(ProblemType.CREDENTIAL_LOCKED);
            case DISABLED, CERTIFICATE -> new ProblemException(ProblemType.CERTIFICATE_NOT_USABLE);
            case USED_UP -> new ProblemException(ProblemType.CREDENTIAL_LOCKED, Reasons.USED_UP);
        };
    }

    private static ProblemException unavailable(Duration retryAfter) {
        return new ProblemException(ProblemType.SIGNING_SERVICE_UNAVAILABLE).withRetryAfter(retryAfter);
    }

    private static ProblemException unknownCredential() {
        return new ProblemException(
                ProblemType.NO_CREDENTIAL,
                "Dịch vụ ký không có chứng thư số đã khai báo.",
                "The signing service does not know the credential that is bound to this signer or seal.");
    }

    private static Duration atLeastOneSecond(Duration wait) {
        return wait.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : wait;
    }
}
