package vn.hocba.events;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vn.hocba.http.SafeClient;
import vn.hocba.problem.ProblemException;

/**
 * Sends one message to one receiver.
 *
 * <p>Security guarantees: the name is looked up once, every address that it leads to must be allowed, and the connection goes to
 * one of those very addresses; certificate and host name are verified; redirects are not followed; no proxy is used; what the
 * receiver answers is not kept, and bounded in time and size.
 */
@ApplicationScoped
class WebhookHttp {

    private static final int MAX_ANSWER_BYTES = 64 << 10;
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final WebhooksConfiguration configuration;
    private final HttpClient client;
    private final NameLookups names;
    private final Clock clock = Clock.systemUTC();

    WebhookHttp(Vertx vertx, WebhooksConfiguration configuration, NameLookups names) {
        this.vertx = vertx;
        this.configuration = configuration;
        this.names = names;
        this.client = vertx.createHttpClient(
                SafeClient.options(CONNECT, configuration.perEndpoint(), configuration.tlsTrust())
                        .setMaxWaitQueueSize(configuration.concurrency())
                        .setKeepAliveTimeout(5));
    }

    /** Makes one attempt. Never fails: what went wrong is the outcome. */
    Uni<Attempt> send(DeliveryStore.Due message) {
        EndpointUrl url;
        try {
            url = EndpointUrl.parse(message.url(), configuration.ports(), configuration.allowLoopback());
        } catch (ProblemException registeredUnderOtherRules) {
            return Uni.createFrom().item(Attempt.failed(DeliveryFailure.ADDRESS_NOT_ALLOWED));
        }
        return Uni.createFrom()
                .emitter(emitter -> new Exchange(url, message).outcome().onSuccess(emitter::complete));
    }

    /** Only a certificate is mistrusted: whoever hangs up or says nothing while TLS is agreed on may have a good one. */
    static DeliveryFailure whyNoConnection(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                        .anyMatch(CertificateException.class::isInstance)
                ? DeliveryFailure.NOT_TRUSTED
                : DeliveryFailure.NO_CONNECTION;
    }

    /** One attempt; the first thing that decides its outcome wins. */
    private final class Exchange {

        private final EndpointUrl url;
        private final DeliveryStore.Due message;
        private final Promise<Attempt> outcome = Promise.promise();
        private final long end = vertx.setTimer(configuration.timeout().toMillis(), timer -> decide(timeIsOver()));
        private volatile boolean begun;

        Exchange(EndpointUrl url, DeliveryStore.Due message) {
            this.url = url;
            this.message = message;
        }

        Future<Attempt> outcome() {
            try {
                names.begin(this::lookUpAndConnect);
            } catch (RejectedExecutionException allThreadsWaitForNames) {
                decide(new Attempt.NotMade());
            }
            return outcome.future();
        }

        /** Who waited for a thread of ours all the time cannot say anything about the receiver. */
        private Attempt timeIsOver() {
            return begun ? Attempt.failed(DeliveryFailure.NO_ANSWER) : new Attempt.NotMade();
        }

        private void lookUpAndConnect() {
            if (outcome.future().isComplete()) {
                return;
            }
            begun = true;
            List<InetAddress> found = names.addresses(url.host());
            if (found.isEmpty()) {
                decide(Attempt.failed(DeliveryFailure.NAME_NOT_FOUND));
            } else if (!found.stream()
                    .allMatch(address -> url.mayCall(address, configuration.ports(), configuration.allowLoopback()))) {
                decide(Attempt.failed(DeliveryFailure.ADDRESS_NOT_ALLOWED));
            } else if (!outcome.future().isComplete()) {
                connect(found.get(message.attempts() % found.size()));
            }
        }

        private void connect(InetAddress checked) {
            client.request(new RequestOptions()
                            .setMethod(HttpMethod.POST)
                            .setServer(SocketAddress.inetSocketAddress(url.port(), checked.getHostAddress()))
                            .setHost(url.host())
                            .setPort(url.port())
                            .setSsl(url.tls())
                            .setURI(url.target())
                            .setFollowRedirects(false))
                    .onSuccess(this::send)
                    .onFailure(cause -> decide(Attempt.failed(whyNoConnection(cause))));
        }

        private void send(HttpClientRequest request) {
            if (outcome.future().isComplete()) {
                // its time was over while it waited for a connection
                request.reset();
                return;
            }
            // whoever is slow to send is cut off, also when it has given its status already
            long cut = vertx.setTimer(configuration.timeout().toMillis(), timer -> request.reset());
            request.response()
                    .onSuccess(response -> {
                        decide(Attempt.answered(
                                response.statusCode(), response.getHeader("Retry-After"), clock.instant()));
                        long[] read = {0};
                        response.handler(part -> {
                            read[0] += part.length();
                            if (read[0] > MAX_ANSWER_BYTES) {
                                request.reset();
                            }
                        });
                        response.exceptionHandler(broken -> vertx.cancelTimer(cut));
                        response.endHandler(whole -> vertx.cancelTimer(cut));
                    })
                    .onFailure(cause -> {
                        vertx.cancelTimer(cut);
                        decide(Attempt.failed(DeliveryFailure.NO_ANSWER));
                    });
            long seconds = clock.instant().getEpochSecond();
            String id = message.eventId().toString();
            request.putHeader("Content-Type", "application/json")
                    .putHeader("User-Agent", "hocba-webhooks/1")
                    .putHeader("webhook-id", id)
                    .putHeader("webhook-timestamp", Long.toString(seconds))
                    .putHeader(
                            "webhook-signature",
                            message.secrets().stream()
                                    .map(secret -> secret.sign(id, seconds, message.body()))
                                    .collect(Collectors.joining(" ")))
                    .end(message.body());
        }

        private void decide(Attempt attempt) {
            if (outcome.tryComplete(attempt)) {
                vertx.cancelTimer(end);
            }
        }
    }

    @PreDestroy
    void stop() {
        client.close();
    }
}
