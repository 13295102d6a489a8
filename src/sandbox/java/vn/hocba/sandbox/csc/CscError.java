package vn.hocba.sandbox.csc;

import java.util.Map;
import vn.hocba.sandbox.http.Reply;

/** An error answer of the standard: code and exact description. */
final class CscError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    static final String MALFORMED = "The request is missing a required parameter, includes an invalid parameter value, "
            + "includes a parameter more than once, or is otherwise malformed.";

    private final int status;
    private final String error;
    private final String description;

    CscError(int status, String error, String description) {
        super(description, null, false, false);
        this.status = status;
        this.error = error;
        this.description = description;
    }

    static CscError invalidRequest(String description) {
        return new CscError(400, "invalid_request", description);
    }

    static CscError missing(String parameter) {
        return invalidRequest("Missing parameter " + parameter);
    }

    static CscError missing(String type, String parameter) {
        return invalidRequest("Missing (or invalid type) " + type + " parameter " + parameter);
    }

    static CscError invalid(String parameter) {
        return invalidRequest("Invalid parameter " + parameter);
    }

    String error() {
        return error;
    }

    String description() {
        return description;
    }

    Reply.Answer answer() {
        Reply.Answer answer = Reply.json(status, Map.of("error", error, "error_description", description));
        return status == 401 ? answer.with("WWW-Authenticate", "Bearer error=\"" + error + "\"") : answer;
    }
}
