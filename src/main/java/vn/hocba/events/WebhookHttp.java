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
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;
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
    private final ExecutorService lookups;
    private final Clock clock = Clock.systemUTC();

    WebhookHttp(Vertx vertx, WebhooksConfiguration configuration) {
        this.vertx = vertx;
        this.configuration = configuration;
        this.client = vertx.createHttpClient(
                SafeClient.options(CONNECT, configuration.perEndpoint(), configuration.tlsTrust())
                        .setMaxWaitQueueSize(configuration.concurrency())
                        .setKeepAliveTimeout(5));
        // a name server that does not answer holds a thread for longer than the attempt takes; then others wait, or are
        // refused
        int threads = 2 * configuration.concurrency();
        this.lookups = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(threads),
                Thread.ofPlatform().name("hocba-lookup-", 0).daemon().factory());
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

    private List<InetAddress> lookUp(String host) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .sorted(Comparator.comparingInt(address -> address.getAddress().length))
                    .toList();
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    /** One attempt; the first thing that decides its outcome wins. */
    private final class Exchange {

        private final EndpointUrl url;
        private final DeliveryStore.Due message;
        private final Promise<Attempt> outcome = Promise.promise();
        private final long end = vertx.setTimer(
                configuration.timeout().toMillis(), timer -> decide(Attempt.failed(DeliveryFailure.NO_ANSWER)));

        Exchange(EndpointUrl url, DeliveryStore.Due message) {
            this.url = url;
            this.message = message;
        }

        Future<Attempt> outcome() {
            try {
                lookups.execute(this::lookUpAndConnect);
            } catch (RejectedExecutionException allThreadsWaitForNames) {
                decide(Attempt.failed(DeliveryFailure.NO_ANSWER));
            }
            return outcome.future();
        }

        private void lookUpAndConnect() {
            List<InetAddress> found = lookUp(url.host());
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
                    .onFailure(cause -> decide(Attempt.failed(
                            cause instanceof SSLException
                                    ? DeliveryFailure.NOT_TRUSTED
                                    : DeliveryFailure.NO_CONNECTION)));
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
        lookups.shutdownNow();
        client.close();
    }
}
