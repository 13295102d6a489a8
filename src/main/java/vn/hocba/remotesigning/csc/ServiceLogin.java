package vn.hocba.remotesigning.csc;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import vn.hocba.remotesigning.HttpAnswer;
import vn.hocba.remotesigning.HttpCall;
import vn.hocba.remotesigning.ProviderHttp;
import vn.hocba.remotesigning.ProviderSettings;
import vn.hocba.remotesigning.RemoteSigningFailure.MalformedAnswer;
import vn.hocba.remotesigning.RemoteSigningFailure.NothingSent;

/**
 * Our login with the service: an access token by client credentials (RFC 6749, section 4.4), kept until shortly before it
 * expires. However many calls need one at the same time, one asks for it. The secret goes to the configured address only, never
 * to one that the service names.
 */
final class ServiceLogin {

    private static final Duration USUAL_LIFE = Duration.ofHours(1);
    private static final Duration LONGEST_LIFE = Duration.ofDays(1);

    private final ProviderHttp http;
    private final URI address;
    private final byte[] form;
    private final Clock clock;
    private final AtomicReference<@Nullable Attempt> current = new AtomicReference<>();

    ServiceLogin(ProviderHttp http, ProviderSettings settings, Clock clock) {
        this.http = http;
        this.address = settings.tokenUrl().orElseGet(() -> URI.create(settings.url() + "/" + CscMethod.TOKEN.path()));
        this.form = ("grant_type=client_credentials&client_id=" + encoded(settings.clientId()) + "&client_secret="
                        + encoded(settings.clientSecret()))
                .getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** A token that is good for now. Fails as {@link NothingSent} where the login failed for a passing reason. */
    Uni<AccessToken> token() {
        return Uni.createFrom().deferred(() -> usable().token);
    }

    /** Forgets a token that the service no longer takes; one that was renewed meanwhile stays. */
    void reject(AccessToken token) {
        var attempt = current.get();
        if (attempt != null && token.equals(attempt.result)) {
            current.compareAndSet(attempt, null);
        }
    }

    private Attempt usable() {
        while (true) {
            var attempt = current.get();
            if (attempt != null && attempt.isUsable(clock.instant())) {
                return attempt;
            }
            var next = new Attempt();
            if (current.compareAndSet(attempt, next)) {
                return next;
            }
        }
    }

    private Uni<AccessToken> request() {
        var call = new HttpCall(
                address,
                Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "application/json"),
                form,
                CscMethod.TOKEN.connection());
        return CscEndpoint.beforehand(http.post(call).map(this::read));
    }

    private AccessToken read(HttpAnswer answer) {
        if (answer.status() != 200) {
            throw CscEndpoint.failure(CscMethod.TOKEN, answer, clock);
        }
        var token = Json.read(CscMethod.TOKEN, answer.body(), Wire.Token.class);
        if (token.accessToken() == null || token.accessToken().isBlank()) {
            throw new MalformedAnswer("oauth2/token: no token");
        }
        var life = token.expiresIn() == null ? USUAL_LIFE : Duration.ofSeconds(Math.max(0, token.expiresIn()));
        var bounded = life.compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : life;
        // renewed after nine tenths, so that no call meets the end
        return new AccessToken(
                token.accessToken(),
                clock.instant().plus(bounded.multipliedBy(9).dividedBy(10)));
    }

    private final class Attempt {

        private final Uni<AccessToken> token;
        private volatile @Nullable AccessToken result;
        private volatile boolean failed;

        Attempt() {
            token = request()
                    .onItem()
                    .invoke(received -> result = received)
                    .onFailure()
                    .invoke(() -> failed = true)
                    .memoize()
                    .indefinitely();
        }

        boolean isUsable(Instant now) {
            var received = result;
            return !failed && (received == null || now.isBefore(received.renewAt()));
        }
    }

    /** A bearer secret; it never prints. */
    record AccessToken(String value, Instant renewAt) {

        @Override
        public String toString() {
            return "AccessToken[hidden]";
        }
    }
}
