package vn.hocba.remotesigning;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import vn.hocba.http.RetryAfter;
import vn.hocba.http.SafeClient;

/**
 * One provider over HTTP/1.1, for dialects to speak through.
 *
 * <p>Guarantees: TLS, unless the address is this machine's own or plain HTTP was configured; host names are verified; redirects
 * are not followed; calls in flight, waiting time and answer size are bounded; nothing is repeated; nothing is logged. A call
 * that failed before its first byte was written fails as {@link RemoteSigningFailure.NothingSent}, any later one as
 * {@link RemoteSigningFailure.AnswerLost}.
 */
public final class ProviderHttp {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Vertx vertx;
    private final ProviderId provider;
    private final ProviderSettings settings;
    private final Rest rest;
    private final Clock clock;
    private final Line kept;
    private final Line fresh;
    private final Line held;

    /** @throws IllegalArgumentException naming the configuration key that cannot be used */
    public ProviderHttp(Vertx vertx, ProviderId provider, ProviderSettings settings, Rest rest, Clock clock) {
        this.vertx = vertx;
        this.provider = provider;
        this.settings = settings;
        this.rest = rest;
        this.clock = clock;
        requireSafe(settings.url(), "url");
        settings.tokenUrl().ifPresent(url -> requireSafe(url, "token-url"));
        // however a call travels: the service counts them all
        var rate = settings.callsPerMinute().map(this::rate);
        var gate = gate(settings.concurrency(), rate);
        int places = settings.concurrency();
        this.kept = new Line(
                gate,
                vertx.createHttpClient(options(places).setKeepAlive(true).setKeepAliveTimeout(5)),
                settings.timeout());
        this.fresh = new Line(gate, vertx.createHttpClient(options(places).setKeepAlive(false)), settings.timeout());
        this.held = new Line(
                gate(settings.heldCalls(), rate),
                vertx.createHttpClient(options(settings.heldCalls()).setKeepAlive(false)),
                settings.consentTimeout());
    }

    private CallRate rate(int callsPerMinute) {
        if (callsPerMinute < 1) {
            throw new IllegalArgumentException("hocba.providers." + provider + ".calls-per-minute must be 1 or more");
        }
        return new CallRate(callsPerMinute / 60.0, System::nanoTime);
    }

    private CallGate gate(int places, Optional<CallRate> rate) {
        return new CallGate(
                places,
                rate,
                settings.queue(),
                settings.timeout(),
                rest,
                (time, work) -> {
                    long timer = vertx.setTimer(time.toMillis(), id -> work.run());
                    return () -> vertx.cancelTimer(timer);
                },
                clock);
    }

    private Line line(HttpCall call) {
        return switch (call.connection()) {
            case KEPT -> kept;
            case FRESH -> fresh;
            case HELD -> held;
        };
    }

    private void requireSafe(URI address, String key) {
        var scheme = Optional.ofNullable(address.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        var host = Optional.ofNullable(address.getHost()).orElse("").toLowerCase(Locale.ROOT);
        boolean plainIsSafe = settings.plainHttp() || THIS_MACHINE.contains(host);
        boolean safe = scheme.equals("https") || (scheme.equals("http") && plainIsSafe);
        if (!safe || host.isEmpty() || address.getRawUserInfo() != null || address.getRawFragment() != null) {
            throw new IllegalArgumentException("hocba.providers." + provider + "." + key
                    + " must be an https address (http only on this machine, or with plain-http=true)");
        }
    }

    private HttpClientOptions options(int places) {
        return SafeClient.options(settings.connectTimeout(), places, settings.tlsTrust());
    }

    /** Makes the call when its turn comes. Any status is an answer. */
    public Uni<HttpAnswer> post(HttpCall call) {
        var line = line(call);
        return line.gate().pass(() -> Uni.createFrom().emitter(emitter -> new Exchange(line, call, emitter).begin()));
    }

    /**
     * Lets a result arrive where it was asked for: the calls behind it may have been made on somebody else's Vert.x context, and
     * a database session belongs to its own.
     */
    public <T> Uni<T> returning(Uni<T> work) {
        return Uni.createFrom().deferred(() -> {
            var caller = Vertx.currentContext();
            return caller == null ? work : work.emitOn(task -> caller.runOnContext(nothing -> task.run()));
        });
    }

    /** How calls of one kind travel. */
    private record Line(CallGate gate, HttpClient client, Duration timeout) {}

    /** One request and its answer. Runs on one event loop but for the time-out, so that the first outcome wins. */
    private final class Exchange {

        private final Line line;
        private final HttpCall call;
        private final UniEmitter<? super HttpAnswer> emitter;
        private final AtomicBoolean decided = new AtomicBoolean();
        private long timer = -1;

        Exchange(Line line, HttpCall call, UniEmitter<? super HttpAnswer> emitter) {
            this.line = line;
            this.call = call;
            this.emitter = emitter;
        }

        void begin() {
            var options = new RequestOptions()
                    .setMethod(HttpMethod.POST)
                    .setAbsoluteURI(call.target().toString())
                    .setFollowRedirects(false);
            line.client()
                    .request(options)
                    .onSuccess(this::send)
                    .onFailure(cause -> emitter.fail(new RemoteSigningFailure.NothingSent(
                            "no connection to provider '" + provider + "'", cause)));
        }

        private void send(HttpClientRequest request) {
            timer = vertx.setTimer(line.timeout().toMillis(), id -> {
                lost("no whole answer within " + line.timeout(), null);
                request.reset();
            });
            call.headers().forEach(request::putHeader);
            request.exceptionHandler(cause -> lost("the connection broke", cause));
            request.response()
                    .onSuccess(response -> read(request, response))
                    .onFailure(cause -> lost("the connection broke before the answer", cause));
            request.end(Buffer.buffer(call.body()))
                    .onFailure(cause -> lost("the connection broke while sending", cause));
        }

        private void read(HttpClientRequest request, HttpClientResponse response) {
            var body = Buffer.buffer();
            response.exceptionHandler(cause -> lost("the connection broke within the answer", cause));
            response.handler(part -> {
                if (body.length() + part.length() > settings.maxAnswerBytes()) {
                    decide(() -> emitter.fail(new RemoteSigningFailure.MalformedAnswer(
                            "the answer is larger than " + settings.maxAnswerBytes() + " bytes")));
                    request.reset();
                } else {
                    body.appendBuffer(part);
                }
            });
            response.endHandler(end -> decide(() -> emitter.complete(new HttpAnswer(
                    response.statusCode(),
                    RetryAfter.parse(response.getHeader(HttpHeaders.RETRY_AFTER), clock.instant()),
                    body.getBytes()))));
        }

        private void lost(String what, @Nullable Throwable cause) {
            decide(() -> emitter.fail(
                    new RemoteSigningFailure.AnswerLost("provider '" + provider + "': " + what, null, cause)));
        }

        private void decide(Runnable outcome) {
            if (decided.compareAndSet(false, true)) {
                vertx.cancelTimer(timer);
                outcome.run();
            }
        }
    }
}
