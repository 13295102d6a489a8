package vn.hocba.signing;

import org.jspecify.annotations.Nullable;
import vn.hocba.problem.Text;
import vn.hocba.signing.SigningRequestView.Reason;

/** Why something was not signed, in words that a teacher understands. */
final class Reasons {

    /** No signatures are left. */
    static final Text USED_UP = new Text(
            "Tài khoản ký số đã hết lượt ký; hãy mua thêm ở nhà cung cấp rồi ký tiếp.",
            "The account at the signing service has no signatures left; buy more there, then go on.");

    /** The consents before this one came to nothing, so that nobody was asked for it; the request says why. */
    static final Reason STOPPED_BEFORE = new Reason(
            "request-stopped",
            new Text(
                    "Yêu cầu ký đã dừng trước khi đến lượt; hãy tiếp tục để ký.",
                    "The request stopped before it was this one's turn; resume to sign it."));

    private Reasons() {}

    /** @return null while the session has not ended, or ended well */
    static @Nullable Reason of(SigningSession session) {
        return switch (session) {
            case SigningSession.Refused s ->
                new Reason("consent-refused", new Text("Bạn đã từ chối ký.", "You refused to sign."));
            case SigningSession.Expired s ->
                new Reason(
                        "consent-expired",
                        new Text(
                                "Đã hết thời gian xác nhận ký; hãy tiếp tục để xác nhận lại.",
                                "The time to consent has passed; resume to consent again."));
            case SigningSession.Cancelled s ->
                new Reason("cancelled", new Text("Yêu cầu ký đã bị hủy.", "The request was cancelled."));
            case SigningSession.AnswerUnknown s ->
                new Reason(
                        "answer-unknown",
                        new Text(
                                "Câu trả lời của dịch vụ ký bị mất hoặc mãi không đến, chưa rõ đã ký hay chưa; hãy tiếp tục để"
                                        + " ký lại.",
                                "The signing service's answer was lost or never came, so it is not known whether it"
                                        + " signed; resume to sign again."));
            case SigningSession.Failed s -> of(s.reason());
            case SigningSession.Completed s -> null;
            case SigningSession.Open s -> null;
        };
    }

    static Reason of(FailureReason reason) {
        return new Reason(
                reason.code(),
                switch (reason) {
                    case SERVICE_UNAVAILABLE ->
                        new Text(
                                "Không kết nối được dịch vụ ký số; hãy thử lại sau.",
                                "The signing service could not be reached; try again later.");
                    case MALFORMED_ANSWER ->
                        new Text(
                                "Dịch vụ ký trả lời không hợp lệ; không có chữ ký nào được ghi.",
                                "The signing service gave an invalid answer; nothing of it was used.");
                    case SIGNATURE_COUNT_MISMATCH ->
                        new Text(
                                "Dịch vụ ký trả về sai số lượng chữ ký, không có chữ ký của học bạ này; hãy tiếp tục để ký lại.",
                                "The signing service returned a wrong number of signatures, none of them for this"
                                        + " transcript; resume to sign it again.");
                    case DUPLICATE_SIGNATURE ->
                        new Text(
                                "Dịch vụ ký trả về chữ ký của học bạ khác thay cho học bạ này; hãy tiếp tục để ký lại.",
                                "The signing service returned another transcript's signature instead of this one's;"
                                        + " resume to sign it again.");
                    case SIGNATURE_DOES_NOT_VERIFY ->
                        new Text(
                                "Chữ ký nhận được không đúng với học bạ này nên không được ghi.",
                                "The signature that came back does not verify for this transcript and was not used.");
                    case NOT_EMBEDDABLE ->
                        new Text(
                                "Hệ thống không ghép được chữ ký vào học bạ này; hãy tiếp tục để ký lại.",
                                "The signature could not be put into this transcript; resume to sign it again.");
                    case CREDENTIAL_UNUSABLE ->
                        new Text(
                                "Chứng thư số không ký được (bị khóa, hết hạn hoặc bị thu hồi); hãy liên hệ nơi cấp.",
                                "The credential cannot sign (locked, expired or revoked); ask its provider.");
                    case SIGNATURES_USED_UP -> USED_UP;
                    case SERVICE_REFUSED ->
                        new Text(
                                "Dịch vụ ký từ chối yêu cầu; hãy báo cho quản trị hệ thống.",
                                "The signing service rejected the request; tell your administrator.");
                });
    }
}
