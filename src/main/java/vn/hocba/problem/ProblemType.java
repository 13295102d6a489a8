package vn.hocba.problem;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The catalogue of everything that can be wrong with a request. A code is part of the API's contract: it is never
 * renamed and never used for something else. Each type is documented to callers at {@code /problems/<code>}.
 */
public enum ProblemType {
    // the request as such
    MALFORMED_JSON(
            400,
            "JSON không hợp lệ",
            "Malformed JSON",
            "Nội dung gửi lên không phải là JSON hợp lệ.",
            "The body is not valid JSON."),
    UNKNOWN_FIELD(
            400,
            "Trường không được hỗ trợ",
            "Unknown field",
            "Nội dung có trường mà hệ thống không biết; kiểm tra lại tên trường.",
            "The body has a field that this API does not know; check its name."),
    WRONG_TYPE(
            400,
            "Sai kiểu dữ liệu",
            "Wrong type",
            "Một trường có kiểu dữ liệu sai.",
            "A field has a value of the wrong type."),
    INVALID_PARAMETER(
            400,
            "Tham số không hợp lệ",
            "Invalid parameter",
            "Một tham số của yêu cầu không hợp lệ.",
            "A query parameter or header of the request is not valid."),
    BAD_REQUEST(
            400,
            "Yêu cầu không hợp lệ",
            "Bad request",
            "Hệ thống không đọc được yêu cầu.",
            "The request could not be understood."),
    AUTHENTICATION_REQUIRED(
            401,
            "Chưa đăng nhập",
            "Authentication required",
            "Bạn cần đăng nhập để thực hiện việc này.",
            "Send an access token in the Authorization header."),
    TOKEN_EXPIRED(
            401,
            "Phiên đăng nhập đã hết hạn",
            "Token expired",
            "Phiên đăng nhập đã hết hạn, vui lòng đăng nhập lại.",
            "The access token has expired; get a new one."),
    TOKEN_REJECTED(
            401,
            "Phiên đăng nhập không được chấp nhận",
            "Token rejected",
            "Phiên đăng nhập không hợp lệ đối với hệ thống này, vui lòng đăng nhập lại.",
            "The access token was not issued for this API, or cannot be verified."),
    FORBIDDEN(
            403,
            "Không có quyền",
            "Forbidden",
            "Vai trò của bạn không được phép thực hiện việc này.",
            "Your role does not allow this."),
    NOT_FOUND(
            404,
            "Không tìm thấy",
            "Not found",
            "Không tìm thấy, hoặc không thuộc trường của bạn.",
            "It does not exist, or does not belong to your school."),
    METHOD_NOT_ALLOWED(
            405,
            "Thao tác không được hỗ trợ",
            "Method not allowed",
            "Địa chỉ này không hỗ trợ thao tác đã gửi.",
            "This address does not support the method."),
    NOT_ACCEPTABLE(
            406,
            "Không có định dạng được yêu cầu",
            "Not acceptable",
            "Hệ thống không có định dạng mà yêu cầu chấp nhận.",
            "None of the media types in the Accept header is available here."),
    CONFLICT(
            409,
            "Xung đột dữ liệu",
            "Conflict",
            "Dữ liệu đã tồn tại hoặc đã được người khác thay đổi.",
            "It exists already, or was changed by someone else at the same time."),
    PRECONDITION_FAILED(
            412,
            "Dữ liệu đã thay đổi",
            "Precondition failed",
            "Dữ liệu đã được người khác thay đổi; hãy tải lại rồi sửa tiếp.",
            "It has changed since you read it; read it again and repeat the change."),
    BODY_TOO_LARGE(
            413,
            "Nội dung quá lớn",
            "Body too large",
            "Nội dung gửi lên vượt quá giới hạn; hãy chia nhỏ.",
            "The body is larger than the limit; split it."),
    UNSUPPORTED_MEDIA_TYPE(
            415,
            "Định dạng không được hỗ trợ",
            "Unsupported media type",
            "Định dạng nội dung gửi lên không được hỗ trợ ở địa chỉ này.",
            "The Content-Type is not supported here."),
    VALIDATION_FAILED(
            422,
            "Dữ liệu chưa hợp lệ",
            "Validation failed",
            "Một số trường chưa hợp lệ; xem danh sách lỗi.",
            "Some fields are not valid; see the list of errors."),
    PRECONDITION_REQUIRED(
            428,
            "Thiếu phiên bản dữ liệu",
            "Precondition required",
            "Thiếu phiên bản dữ liệu (If-Match); hãy tải lại rồi sửa tiếp.",
            "Send the ETag that you read in an If-Match header."),
    TOO_MANY_REQUESTS(
            429,
            "Quá nhiều yêu cầu",
            "Too many requests",
            "Quá nhiều yêu cầu trong thời gian ngắn; hãy thử lại sau.",
            "Too many requests in a short time; see Retry-After.",
            Retry.LATER),
    INTERNAL_ERROR(
            500,
            "Lỗi hệ thống",
            "Internal error",
            "Hệ thống gặp lỗi; khi liên hệ hỗ trợ hãy gửi kèm mã theo dõi (traceId).",
            "Something went wrong on our side; name the traceId when you ask for support.",
            Retry.LATER),
    TEMPORARILY_UNAVAILABLE(
            503,
            "Hệ thống tạm thời gián đoạn",
            "Temporarily unavailable",
            "Hệ thống tạm thời không phục vụ được; hãy thử lại sau ít phút.",
            "The service cannot answer at the moment; try again shortly.",
            Retry.LATER),

    // repeated requests
    IDEMPOTENCY_IN_FLIGHT(
            409,
            "Yêu cầu đang được xử lý",
            "Request in flight",
            "Yêu cầu với mã này đang được xử lý; hãy thử lại sau giây lát.",
            "A request with this Idempotency-Key is being processed; repeat it in a moment.",
            Retry.LATER),
    IDEMPOTENCY_KEY_REUSED(
            422,
            "Mã yêu cầu đã được dùng",
            "Idempotency key reused",
            "Mã yêu cầu (Idempotency-Key) này đã được dùng cho một yêu cầu khác.",
            "This Idempotency-Key was used for a different request; use a new one."),

    // transcripts
    WRONG_STATE(
            409,
            "Trạng thái không phù hợp",
            "Wrong state",
            "Trạng thái hiện tại không cho phép thao tác này.",
            "The current state does not allow this."),
    DUPLICATE_PUPIL(
            409,
            "Học sinh đã có học bạ",
            "Duplicate pupil",
            "Học sinh này đã có học bạ trong lớp và năm học này.",
            "This pupil already has a transcript in this class and school year."),
    TRANSCRIPT_INCOMPLETE(
            422,
            "Học bạ chưa hoàn chỉnh",
            "Transcript incomplete",
            "Học bạ còn thiếu hoặc sai thông tin nên chưa khóa được; xem danh sách lỗi.",
            "The transcript has missing or wrong values and cannot be locked; see the list of errors."),

    // signing
    NOT_LOCKED(
            409,
            "Học bạ chưa khóa",
            "Not locked",
            "Học bạ phải được khóa trước khi ký.",
            "A transcript must be locked before it is signed."),
    ALREADY_SIGNED(409, "Đã ký", "Already signed", "Vị trí ký này đã có chữ ký.", "This slot is signed already."),
    WRONG_SLOT_ORDER(
            409,
            "Chưa đến lượt ký",
            "Not this slot's turn",
            "Chưa đến lượt ký: giáo viên chủ nhiệm, rồi hiệu trưởng, rồi đóng dấu phát hành.",
            "It is another slot's turn: homeroom teacher, then principal, then school seal."),
    HELD_BY_SIGNING_REQUEST(
            409,
            "Đang có yêu cầu ký khác",
            "Held by a signing request",
            "Một yêu cầu ký khác đang giữ học bạ này; hãy tiếp tục hoặc hủy yêu cầu đó trước.",
            "Another signing request holds this transcript; resume or cancel that one first."),
    WAITING_FOR_TIMESTAMP(
            409,
            "Đang chờ dấu thời gian",
            "Waiting for a timestamp",
            "Chữ ký trước đang chờ dấu thời gian, sau đó mới đến lượt bạn; hãy thử lại sau ít phút.",
            "The signature before this slot still waits for its timestamp, which cannot be added later; try again soon. The"
                    + " transcript's signatures say what each waits for.",
            Retry.LATER),
    WRONG_SIGNER(
            403,
            "Không đúng người ký",
            "Wrong signer",
            "Bạn không phải là người ký ở vị trí này.",
            "You are not the signer of this slot."),
    WRONG_CERTIFICATE(
            422,
            "Chứng thư không đúng chủ thể",
            "Wrong certificate",
            "Chứng thư số không thuộc về người ký hoặc nhà trường; đã dừng lại, chưa ký gì.",
            "The certificate does not belong to the signer or the school; nothing was signed."),
    CERTIFICATE_NOT_USABLE(
            422,
            "Chứng thư không dùng được",
            "Certificate not usable",
            "Chứng thư số đã hết hạn, bị thu hồi hoặc không dùng để ký được.",
            "The certificate is expired, revoked, or not made for signing."),
    NO_CREDENTIAL(
            409,
            "Chưa có chứng thư số",
            "No credential",
            "Chưa khai báo chứng thư số cho người ký hoặc con dấu này.",
            "No signing credential is bound to this signer or seal."),
    CONSENT_REJECTED(
            422,
            "PIN hoặc OTP không đúng",
            "Wrong PIN or OTP",
            "Mã PIN hoặc OTP không đúng.",
            "The signing service did not accept the PIN or OTP."),
    CREDENTIAL_LOCKED(
            409,
            "Chứng thư số bị khóa",
            "Credential locked",
            "Chứng thư số bị khóa ở dịch vụ ký; hãy liên hệ nơi cấp.",
            "The signing service has locked the credential; ask its provider."),
    CONSENT_REFUSED(409, "Đã từ chối ký", "Consent refused", "Người ký đã từ chối.", "The signer refused."),
    CONSENT_EXPIRED(
            409,
            "Hết thời gian xác nhận",
            "Consent expired",
            "Đã hết thời gian xác nhận; hãy tạo lại yêu cầu xác nhận.",
            "The time to consent has passed; start the consent again."),
    ANSWER_UNKNOWN(
            504,
            "Mất câu trả lời của dịch vụ ký",
            "Answer unknown",
            "Mất câu trả lời của dịch vụ ký nên chưa rõ kết quả; hãy xem lại yêu cầu rồi chọn tiếp tục hoặc hủy.",
            "The signing service's answer was lost, so its outcome is not known; look at the request, then resume or"
                    + " cancel it."),
    SIGNING_SERVICE_INVALID_ANSWER(
            502,
            "Dịch vụ ký trả lời sai",
            "Invalid answer of the signing service",
            "Dịch vụ ký trả lời không hợp lệ; chưa có chữ ký nào được ghi.",
            "The signing service gave an invalid answer; nothing of it was used.",
            Retry.LATER),
    SIGNING_SERVICE_NOT_USABLE(
            502,
            "Không dùng được dịch vụ ký",
            "Signing service not usable",
            "Dịch vụ ký không nhận yêu cầu của hệ thống này (cấu hình, tài khoản hoặc hợp đồng); thử lại sẽ không được, hãy báo"
                    + " cho quản trị hệ thống.",
            "The signing service does not take this system's requests (configuration, account or contract), or is not"
                    + " configured; repeating does not help, tell the operator."),
    SIGNING_SERVICE_UNAVAILABLE(
            503,
            "Dịch vụ ký gián đoạn",
            "Signing service unavailable",
            "Chưa kết nối được dịch vụ ký; hãy thử lại sau ít phút.",
            "The signing service cannot be reached; try again shortly.",
            Retry.LATER),

    // documents
    UNSAFE_XML(
            422,
            "XML không an toàn",
            "Unsafe XML",
            "Tệp XML chứa khai báo không được phép (DOCTYPE).",
            "The XML has a document type declaration, which is not allowed."),
    UNSUPPORTED_DOCUMENT(
            422,
            "Tệp không đúng định dạng",
            "Unsupported document",
            "Tệp không phải là học bạ số theo định dạng được hỗ trợ.",
            "The file is not a transcript in a supported layout.");

    private enum Retry {
        NEVER,
        LATER
    }

    private final int status;
    private final String titleVi;
    private final String titleEn;
    private final String explanationVi;
    private final String explanationEn;
    private final Retry retry;

    ProblemType(int status, String titleVi, String titleEn, String vi, String en) {
        this(status, titleVi, titleEn, vi, en, Retry.NEVER);
    }

    ProblemType(int status, String titleVi, String titleEn, String vi, String en, Retry retry) {
        this.status = status;
        this.titleVi = titleVi;
        this.titleEn = titleEn;
        this.explanationVi = vi;
        this.explanationEn = en;
        this.retry = retry;
    }

    /** Stable name on the wire, kebab-case. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Path of the documentation, the {@code type} member of RFC 9457. */
    public String path() {
        return "/problems/" + code();
    }

    /** HTTP status. */
    public int status() {
        return status;
    }

    /** Short summary, the same for every occurrence. */
    public Text title() {
        return new Text(titleVi, titleEn);
    }

    /** What it means and what to do; the message when an occurrence has none of its own. */
    public Text explanation() {
        return new Text(explanationVi, explanationEn);
    }

    /** Whether the same request can succeed later unchanged. */
    public boolean retryable() {
        return retry == Retry.LATER;
    }

    /** The type with that code. */
    public static Optional<ProblemType> withCode(String code) {
        return Arrays.stream(values()).filter(type -> type.code().equals(code)).findFirst();
    }

    /** The general type for an HTTP status of the framework. */
    static ProblemType forStatus(int status) {
        return switch (status) {
            case 401 -> AUTHENTICATION_REQUIRED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 409 -> CONFLICT;
            case 412 -> PRECONDITION_FAILED;
            case 413 -> BODY_TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 422 -> VALIDATION_FAILED;
            case 428 -> PRECONDITION_REQUIRED;
            case 429 -> TOO_MANY_REQUESTS;
            case 503 -> TEMPORARILY_UNAVAILABLE;
            default -> status >= 400 && status < 500 ? BAD_REQUEST : INTERNAL_ERROR;
        };
    }
}
