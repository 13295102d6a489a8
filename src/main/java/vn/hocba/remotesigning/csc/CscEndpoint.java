package vn.hocba.remotesigning.csc;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import vn.hocba.remotesigning.HttpAnswer;
import vn.hocba.remotesigning.HttpCall;
import vn.hocba.remotesigning.ProviderHttp;
import vn.hocba.remotesigning.ProviderSettings;
import vn.hocba.remotesigning.RemoteSigningFailure;
import vn.hocba.remotesigning.RemoteSigningFailure.AnswerLost;
import vn.hocba.remotesigning.RemoteSigningFailure.MalformedAnswer;
import vn.hocba.remotesigning.RemoteSigningFailure.NothingSent;
import vn.hocba.remotesigning.ServiceError;

/**
 * Calls of the service's methods, with our login. A call that meets an expired login is made once more with a new one: the
 * service did not act on the first.
 */
final class CscEndpoint {

    private static final Duration USUAL_PAUSE = Duration.ofSeconds(5);

    private final ProviderHttp http;
    private final ServiceLogin login;
    private final URI base;
    private final Clock clock;

    CscEndpoint(ProviderHttp http, ProviderSettings settings, Clock clock) {
        this.http = http;
        this.login = new ServiceLogin(http, settings, clock);
        this.base = settings.url();
        this.clock = clock;
    }

    /** The answer as it came, a refusal too. */
    Uni<HttpAnswer> call(CscMethod method, Object body) {
        return Uni.createFrom().deferred(() -> call(method, Json.write(body)));
    }

    /** As above, with a body already serialised, which is overwritten in the end. */
    Uni<HttpAnswer> call(CscMethod method, byte[] body) {
        return login.token()
                .chain(token -> post(method, body, token).chain(answer -> {
                    if (answer.status() != 401) {
                        return Uni.createFrom().item(answer);
                    }
                    login.reject(token);
                    return login.token().chain(renewed -> post(method, body, renewed));
                }))
                // it may have held a secret
                .onItemOrFailure()
                .invoke((answer, failure) -> Arrays.fill(body, (byte) 0));
    }

    /** Without login: what anybody may ask. */
    Uni<HttpAnswer> callOpenly(CscMethod method, Object body) {
        return http.post(request(method, Json.write(body), Map.of()));
    }

    private Uni<HttpAnswer> post(CscMethod method, byte[] body, ServiceLogin.AccessToken token) {
        return http.post(request(method, body, Map.of("Authorization", "Bearer " + token.value())));
    }

    private HttpCall request(CscMethod method, byte[] body, Map<String, String> login) {
        var headers = new HashMap<>(login);
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json");
        return new HttpCall(URI.create(base + "/" + method.path()), headers, body, method.connection());
    }

    /** The JSON of a success; any other status fails. */
    <T> T success(CscMethod method, HttpAnswer answer, Class<T> type) {
        if (answer.status() != 200 && answer.status() != 202) {
            throw failure(method, answer, clock);
        }
        return Json.read(method, answer.body(), type);
    }

    /** For a question that has to be answered before the call that matters: whatever became of it, that call was not sent. */
    static <T> Uni<T> beforehand(Uni<T> question) {
        return question.onFailure(failure -> failure instanceof AnswerLost || failure instanceof MalformedAnswer)
                .transform(cause -> new NothingSent("a question before the call failed: " + cause.getMessage(), cause));
    }

    RemoteSigningFailure failure(CscMethod method, HttpAnswer answer) {
        return failure(method, answer, clock);
    }

    static RemoteSigningFailure failure(CscMethod method, HttpAnswer answer, Clock clock) {
        Instant retryAt = answer.retryAt().orElseGet(() -> clock.instant().plus(USUAL_PAUSE));
        return CscFailures.of(method, error(answer), retryAt);
    }

    static ServiceError error(HttpAnswer answer) {
        return Json.readError(answer.body())
                .map(body -> new ServiceError(
                        answer.status(),
                        Objects.requireNonNullElse(body.error(), ""),
                        Objects.requireNonNullElse(body.description(), "")))
                .orElseGet(() -> new ServiceError(answer.status(), "", ""));
    }
}
