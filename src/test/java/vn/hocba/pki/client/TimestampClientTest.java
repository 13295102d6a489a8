package vn.hocba.pki.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.hocba.pki.DigestAlgorithm;
import vn.hocba.pki.TimestampRequest;
import vn.hocba.pki.TimestampToken;
import vn.hocba.pki.TimestampVerifier.Verdict;
import vn.hocba.testing.TestAuthority;
import vn.hocba.testing.TestCa;

class TimestampClientTest {

    private static final TestCa CA = new TestCa();
    private static final TestAuthority AUTHORITY = new TestAuthority(CA);
    private static final byte[] DATA = {1, 2, 3};
    private static final AtomicReference<Behaviour> BEHAVIOUR = new AtomicReference<>();
    private static HttpServer server;
    private static ExecutorService threads;
    private static URI address;

    private interface Behaviour {
        void answer(HttpExchange exchange, byte[] wish) throws IOException;
    }

    private record Settings(Duration timeout, int concurrency) implements TimestampSettings {

        @Override
        public Optional<List<URI>> authorities() {
            return Optional.of(List.of(address));
        }

        @Override
        public Optional<Set<String>> policies() {
            return Optional.empty();
        }

        @Override
        public long maxBytes() {
            return 65_536;
        }
    }

    @BeforeAll
    static void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        threads = Executors.newVirtualThreadPerTaskExecutor();
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                Objects.requireNonNull(BEHAVIOUR.get())
                        .answer(exchange, exchange.getRequestBody().readAllBytes());
            }
        });
        server.start();
        address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/tsa");
    }

    @AfterAll
    static void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void givesAVerifiedToken() throws Exception {
        BEHAVIOUR.set((exchange, wish) -> send(exchange, 200, AUTHORITY.answer(wish, Instant.now())));
        assertThat(stamp(client(30, 4)).get().imprint()).hasSize(32);
    }

    @Test
    void refusesATokenForAnotherWish() {
        BEHAVIOUR.set((exchange, wish) -> send(exchange, 200, AUTHORITY.answer(otherWish(), Instant.now())));
        assertThat(failure(stamp(client(30, 4))))
                .isInstanceOfSatisfying(
                        TimestampFailure.Unusable.class,
                        unusable -> assertThat(unusable.verdict()).isInstanceOf(Verdict.WrongNonce.class));
    }

    @Test
    void tellsTroubleFromRefusal() {
        BEHAVIOUR.set((exchange, wish) -> send(exchange, 503, new byte[0]));
        assertThat(failure(stamp(client(30, 4)))).isInstanceOf(TimestampFailure.Unavailable.class);
        BEHAVIOUR.set((exchange, wish) -> send(exchange, 200, new byte[] {0x30}));
        assertThat(failure(stamp(client(30, 4)))).isInstanceOf(TimestampFailure.Unavailable.class);
        // status 2 (rejection), no token
        BEHAVIOUR.set((exchange, wish) -> send(exchange, 200, new byte[] {0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02}));
        assertThat(failure(stamp(client(30, 4)))).isInstanceOf(TimestampFailure.Rejected.class);
    }

    @Test
    void readsNoMoreThanItsBound() {
        BEHAVIOUR.set((exchange, wish) -> send(exchange, 200, new byte[100_000]));
        assertThat(failure(stamp(client(30, 4)))).isInstanceOf(TimestampFailure.Unavailable.class);
    }

    @Test
    void givesUpOnAnAnswerThatNeverEnds() {
        CountDownLatch over = new CountDownLatch(1);
        BEHAVIOUR.set((exchange, wish) -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            await(over);
        });
        TimestampClient client = client(1, 1);
        assertThat(failure(stamp(client))).isInstanceOf(TimestampFailure.Unavailable.class);
        over.countDown();
        BEHAVIOUR.set((exchange, wish) -> send(exchange, 503, new byte[0]));
        assertThat(failure(stamp(client)))
                .as("the place is free again")
                .isInstanceOf(TimestampFailure.Unavailable.class);
    }

    @Test
    void sendsNoMoreAtOnceThanAllowed() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        BEHAVIOUR.set((exchange, wish) -> {
            await(open);
            send(exchange, 200, AUTHORITY.answer(wish, Instant.now()));
        });
        TimestampClient client = client(60, 4);
        List<CompletableFuture<TimestampToken>> underWay = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            underWay.add(stamp(client));
        }
        assertThat(failure(stamp(client))).isInstanceOf(TimestampFailure.Busy.class);
        open.countDown();
        for (CompletableFuture<TimestampToken> each : underWay) {
            assertThat(each.get().imprint()).isNotEmpty();
        }
    }

    @Test
    void asksConfiguredAuthoritiesOnly() {
        assertThatThrownBy(() ->
                        client(1, 1).stamp(URI.create("http://127.0.0.1:1/"), DATA, CA.anchors(), CA.revocations()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static TimestampClient client(int seconds, int concurrency) {
        return new TimestampClient(new Settings(Duration.ofSeconds(seconds), concurrency), Clock.systemUTC());
    }

    private static CompletableFuture<TimestampToken> stamp(TimestampClient client) {
        return client.stamp(address, DATA, CA.anchors(), CA.revocations());
    }

    private static byte[] otherWish() {
        return TimestampRequest.over(DATA, DigestAlgorithm.SHA256, BigInteger.TEN)
                .encoded();
    }

    private static Throwable failure(CompletableFuture<TimestampToken> stamp) {
        try {
            stamp.get();
            throw new AssertionError("a token was given");
        } catch (ExecutionException e) {
            return Objects.requireNonNull(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
