package vn.hocba.remotesigning.rssp;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import vn.hocba.remotesigning.HttpAnswer;
import vn.hocba.remotesigning.HttpCall;
import vn.hocba.remotesigning.HttpCall.Connection;
import vn.hocba.remotesigning.ProviderHttp;
import vn.hocba.remotesigning.ProviderSettings;
import vn.hocba.remotesigning.RemoteSigningFailure.MalformedAnswer;
import vn.hocba.remotesigning.SharedLogin;
import vn.hocba.remotesigning.WireJson;

/** Calls of the service's methods, with our login; where the service says that it has run out, once more with a new one. */
final class RsspEndpoint {

    private static final String LANGUAGE = "VN";
    private static final String USUAL_PROFILE = "rssp-119.432-v2.0";

    private final ProviderHttp http;
    private final URI base;
    private final RsspLogin header;
    private final Wire.Caller caller;
    private final String relyingParty;
    private final SharedLogin login;
    private final Clock clock;

    RsspEndpoint(ProviderHttp http, ProviderSettings settings, RsspLogin header, Clock clock) {
        this.http = http;
        this.base = settings.url();
        this.header = header;
        this.caller = new Wire.Caller(settings.profile().orElse(USUAL_PROFILE), LANGUAGE);
        this.relyingParty = settings.relyingParty().orElseGet(settings::clientId);
        this.login = new SharedLogin(this::logIn, clock);
        this.clock = clock;
    }

    private Uni<SharedLogin.Token> logIn() {
        var body = WireJson.write(new Wire.LoginRequest(caller, relyingParty, false));
        return http.post(request(RsspMethod.LOGIN, RsspMethod.LOGIN.connection(), body, header.header()))
                .map(answer -> {
                    var token = success(RsspMethod.LOGIN, answer, Wire.Login.class);
                    return SharedLogin.Token.of(RsspMethod.LOGIN.path(), token.accessToken(), token.expiresIn(), clock);
                });
    }

    /** What stands in every request. */
    Wire.Caller caller() {
        return caller;
    }

    <T> Uni<T> call(RsspMethod method, Object body, Class<T> type) {
        return Uni.createFrom().deferred(() -> call(method, method.connection(), WireJson.write(body), type));
    }

    /** As above, with a body already serialised, which is overwritten in the end. */
    <T> Uni<T> call(RsspMethod method, Connection connection, byte[] body, Class<T> type) {
        return login.call(
                        token -> http.post(request(method, connection, body, "Bearer " + token.value())),
                        answer -> answer.status() == 401 || RsspFailures.meansLogInAgain(status(answer)))
                .map(answer -> success(method, answer, type))
                // it may have held a secret
                .onItemOrFailure()
                .invoke((answer, failure) -> Arrays.fill(body, (byte) 0));
    }

    private HttpCall request(RsspMethod method, Connection connection, byte[] body, String authorization) {
        return new HttpCall(
                URI.create(base + "/" + method.path()),
                Map.of(
                        "Authorization",
                        authorization,
                        "Content-Type",
                        "application/json",
                        "Accept",
                        "application/json"),
                body,
                connection);
    }

    /** The JSON of a success, which a number in it tells, not the HTTP status. */
    private <T> T success(RsspMethod method, HttpAnswer answer, Class<T> type) {
        var status = status(answer);
        if (answer.status() == 200 && status.error() == null) {
            throw new MalformedAnswer(method.path() + ": an answer without error number");
        }
        if (answer.status() != 200 || status.number() != 0) {
            throw RsspFailures.of(method, answer, status, clock);
        }
        return WireJson.read(method.path(), answer.body(), type);
    }

    private static Wire.Status status(HttpAnswer answer) {
        return WireJson.readRefusal(answer.body(), Wire.Status.class).orElseGet(() -> new Wire.Status(null, null));
    }
}
