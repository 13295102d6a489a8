package vn.hocba.remotesigning.csc;

import vn.hocba.remotesigning.HttpCall.Connection;

/** The methods that are used, by their path below the service's address. */
enum CscMethod {
    INFO("info", Connection.KEPT),
    TOKEN("oauth2/token", Connection.FRESH),
    PUSH("oauth2/pushed_authorize", Connection.KEPT),
    REDEEM("oauth2/token", Connection.FRESH),
    LIST("credentials/list", Connection.KEPT),
    CREDENTIAL("credentials/info", Connection.KEPT),
    LOGIN("auth/login", Connection.FRESH),
    CHALLENGE("credentials/getChallenge", Connection.FRESH),
    SEND_OTP("credentials/sendOTP", Connection.FRESH),
    AUTHORISE("credentials/authorize", Connection.FRESH),
    APPROVAL("credentials/authorizeCheck", Connection.KEPT),
    EXTEND("credentials/extendTransaction", Connection.FRESH),
    SIGN("signatures/signHash", Connection.FRESH),
    RESULT("signatures/signPolling", Connection.KEPT);

    private final String path;
    private final Connection connection;

    CscMethod(String path, Connection connection) {
        this.path = path;
        this.connection = connection;
    }

    String path() {
        return path;
    }

    /** Fresh where a call that the service received must not be mistaken for one that it did not. */
    Connection connection() {
        return connection;
    }
}
