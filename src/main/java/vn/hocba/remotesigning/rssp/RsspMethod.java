package vn.hocba.remotesigning.rssp;

import vn.hocba.remotesigning.HttpCall.Connection;
import vn.hocba.remotesigning.StandardFailures.Stage;

/** The methods that are used, by their path below the service's address. */
enum RsspMethod {
    LOGIN("auth/login", Connection.FRESH, Stage.LOGIN),
    LIST("credentials/list", Connection.KEPT, Stage.BEFORE_CONSENT),
    CREDENTIAL("credentials/info", Connection.KEPT, Stage.BEFORE_CONSENT),
    CHALLENGE("credentials/sendOTP", Connection.FRESH, Stage.BEFORE_CONSENT),
    AUTHORISE("credentials/authorize", Connection.FRESH, Stage.BEFORE_CONSENT),
    APPROVAL("credentials/authorizeCheck", Connection.KEPT, Stage.UNDER_CONSENT),
    EXTEND("credentials/extendTransaction", Connection.FRESH, Stage.UNDER_CONSENT),
    SIGN("signatures/signHash", Connection.FRESH, Stage.UNDER_CONSENT),
    RESULT("signatures/signPolling", Connection.KEPT, Stage.UNDER_CONSENT);

    private final String path;
    private final Connection connection;
    private final Stage stage;

    RsspMethod(String path, Connection connection, Stage stage) {
        this.path = path;
        this.connection = connection;
        this.stage = stage;
    }

    String path() {
        return path;
    }

    Connection connection() {
        return connection;
    }

    Stage stage() {
        return stage;
    }
}
