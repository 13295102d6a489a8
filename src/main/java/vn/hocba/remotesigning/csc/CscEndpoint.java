package vn.hocba.remotesigning.csc;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import vn.hocba.remotesigning.HttpAnswer;
import vn.hocba.remotesigning.HttpCall;
import vn.hocba.remotesigning.HttpCall.Connection;
import vn.hocba.remotesigning.ProviderHttp;
import vn.hocba.remotesigning.ProviderSettings;
import vn.hocba.remotesigning.RemoteSigningFailure;
import vn.hocba.remotesigning.ServiceError;
import vn.hocba.remotesigning.SharedLogin;
import vn.hocba.remotesigning.WireJson;

/**
 * Calls of the service's methods, with our login. A call that meets an expired login is made once more with a new one: the
 * service did not act on the first.
 */
final class CscEndpoint {

    private final ProviderHttp http;
    private final SharedLogin login;
    private final URI base;
    private final Clock clock;

    CscEndpoint(ProviderHttp http, ProviderSettings settings, Clock clock) {
        this.http = http;
        this.login = ServiceLogin.of(http, settings, clock);
        this.base = settings.url();
        this.clock = clock;
    }

    /** The answer as it came, a refusal too. */
    Uni<HttpAnswer> call(CscMethod method, Object body) {
        return Uni.createFrom().deferred(() -> call(method, WireJson.write(body)));
    }

    /** As above, with a body already serialised, which is overwritten in the end. */
    Uni<HttpAnswer> call(CscMethod method, byte[] body) {
        return call(method, method.connection(), body);
    }

    /** As above, over another kind of connection than the method's usual one. */
    Uni<HttpAnswer> call(CscMethod method, Connection connection, byte[] body) {
        return login.call(token -> post(method, connection, body, token), answer -> answer.status() == 401)
                // it may have held a secret
                .onItemOrFailure()
                .invoke((answer, failure) -> Arrays.fill(body, (byte) 0));
    }

    /** With a token of the signer's in place of our login. */
    Uni<HttpAnswer> callAs(String token, CscMethod method, Object body) {
        return http.post(
                request(method, method.connection(), WireJson.write(body), Map.of("Authorization", "Bearer " + token)));
    }

    /** Without login: what anybody may ask. */
    Uni<HttpAnswer> callOpenly(CscMethod method, Object body) {
        return http.post(request(method, method.connection(), WireJson.write(body), Map.of()));
    }

    private Uni<HttpAnswer> post(CscMethod method, Connection connection, byte[] body, SharedLogin.Token token) {
        return http.post(request(method, connection, body, Map.of("Authorization", "Bearer " + token.value())));
    }

    private HttpCall request(CscMethod method, Connection connection, byte[] body, Map<String, String> login) {
        var headers = new HashMap<>(login);
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json");
        return new HttpCall(URI.create(base + "/" + method.path()), headers, body, connection);
    }

    /** The JSON of a success; any other status fails. */
    <T> T success(CscMethod method, HttpAnswer answer, Class<T> type) {
        if (answer.status() != 200 && answer.status() != 202) {
            throw failure(method, answer, clock);
        }
        return WireJson.read(method.path(), answer.body(), type);
    }

    RemoteSigningFailure failure(CscMethod method, HttpAnswer answer) {
        return failure(method, answer, clock);
    }

    static RemoteSigningFailure failure(CscMethod method, HttpAnswer answer, Clock clock) {
        return CscFailures.of(method, error(answer), answer.notBefore(clock));
    }

    static ServiceError error(HttpAnswer answer) {
        return WireJson.readRefusal(answer.body(), Wire.ErrorBody.class)
                .map(body -> new ServiceError(
                        answer.status(),
                        Objects.requireNonNullElse(body.error(), ""),
                        Objects.requireNonNullElse(body.description(), "")))
                .orElseGet(() -> new ServiceError(answer.status(), "", ""));
    }
}
