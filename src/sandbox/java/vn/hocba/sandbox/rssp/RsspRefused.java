package vn.hocba.sandbox.rssp;

import java.util.LinkedHashMap;
import java.util.Map;
import vn.hocba.sandbox.http.Reply;

/**
 * An answer that is no success; its HTTP status is 200 all the same. The profile's list of numbers is not public: those below 3900
 * are known from integrators, 3900 stands for every other refusal, which its words tell apart.
 */
final class RsspRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    static final int LOGIN = 3000;
    static final int BLOCKED = 3002;
    static final int UNKNOWN_ACCOUNT = 3003;
    static final int TOKEN_INVALID = 3005;
    static final int TOKEN_EXPIRED = 3006;
    static final int REQUEST_EXPIRED = 3036;
    static final int PHONE_NOT_READY = 3213;
    private static final int OTHER = 3900;

    private final int number;

    RsspRefused(int number, String description) {
        super(description, null, false, false);
        this.number = number;
    }

    static RsspRefused because(String description) {
        return new RsspRefused(OTHER, description);
    }

    static RsspRefused invalid(String parameter) {
        return because("Invalid parameter " + parameter);
    }

    static RsspRefused missing(String type, String parameter) {
        return because("Missing (or invalid type) " + type + " parameter " + parameter);
    }

    Reply.Answer answer() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", number);
        body.put("errorDescription", getMessage());
        return Reply.json(200, body);
    }
}
