package vn.hocba.sandbox.smartca;

import java.util.Map;
import vn.hocba.sandbox.http.Reply;

/** An answer that is no success. Only a bad request shows in the HTTP status too. */
final class SmartCaRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    static final int BAD_REQUEST = 400;
    static final int ACCOUNT_INVALID = 401;
    static final int CREDENTIAL_STATUS_INVALID = 403;

    private final int code;

    SmartCaRefused(int code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    static SmartCaRefused badRequest(String message) {
        return new SmartCaRefused(BAD_REQUEST, message);
    }

    Reply.Answer answer() {
        return Reply.json(
                code == BAD_REQUEST ? BAD_REQUEST : 200,
                Map.of("status_code", code, "message", String.valueOf(getMessage())));
    }
}
