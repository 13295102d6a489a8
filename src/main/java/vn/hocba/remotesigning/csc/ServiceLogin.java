package vn.hocba.remotesigning.csc;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import vn.hocba.remotesigning.HttpAnswer;
import vn.hocba.remotesigning.HttpCall;
import vn.hocba.remotesigning.ProviderHttp;
import vn.hocba.remotesigning.ProviderSettings;
import vn.hocba.remotesigning.SharedLogin;
import vn.hocba.remotesigning.WireJson;

/**
 * Our login with the service: an access token by client credentials (RFC 6749, section 4.4), or by name and password (CSC v1,
 * auth/login). The secret goes to the configured address only, never to one that the service names.
 */
final class ServiceLogin {

    private final ProviderHttp http;
    private final ProviderSettings settings;
    private final Clock clock;

    private ServiceLogin(ProviderHttp http, ProviderSettings settings, Clock clock) {
        this.http = http;
        this.settings = settings;
        this.clock = clock;
    }

    static SharedLogin of(ProviderHttp http, ProviderSettings settings, Clock clock) {
        return new SharedLogin(new ServiceLogin(http, settings, clock)::ask, clock);
    }

    private Uni<SharedLogin.Token> ask() {
        return switch (settings.login()) {
            case OAUTH2 -> http.post(byClientCredentials()).map(answer -> read(CscMethod.TOKEN, answer));
            case BASIC -> http.post(byPassword()).map(answer -> read(CscMethod.LOGIN, answer));
        };
    }

    private HttpCall byClientCredentials() {
        var form = "grant_type=client_credentials&client_id=" + encoded(settings.clientId()) + "&client_secret="
                + encoded(settings.clientSecret());
        return call(CscMethod.TOKEN, Map.of("Content-Type", "application/x-www-form-urlencoded"), form);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private HttpCall byPassword() {
        var credentials = settings.clientId() + ":" + settings.clientSecret();
        var basic = "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        return call(CscMethod.LOGIN, Map.of("Content-Type", "application/json", "Authorization", basic), "{}");
    }

    private HttpCall call(CscMethod method, Map<String, String> headers, String body) {
        var address = settings.tokenUrl().orElseGet(() -> URI.create(settings.url() + "/" + method.path()));
        return new HttpCall(address, headers, body.getBytes(StandardCharsets.UTF_8), method.connection());
    }

    /** Where service tokens are had; the other endpoints of OAuth stand beside it. */
    static URI tokenAddress(ProviderSettings settings) {
        return settings.tokenUrl().orElseGet(() -> URI.create(settings.url() + "/" + CscMethod.TOKEN.path()));
    }

    private SharedLogin.Token read(CscMethod method, HttpAnswer answer) {
        if (answer.status() != 200) {
            throw CscEndpoint.failure(method, answer, clock);
        }
        var token = WireJson.read(method.path(), answer.body(), Wire.Token.class);
        return SharedLogin.Token.of(method.path(), token.accessToken(), token.expiresIn(), clock);
    }
}
