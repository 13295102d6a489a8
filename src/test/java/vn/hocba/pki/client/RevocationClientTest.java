package vn.hocba.pki.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vn.hocba.testing.MovableClock;
import vn.hocba.testing.TestCa;

class RevocationClientTest {

    private record Settings(List<String> places, Duration refresh, long maxBytes, Duration timeout)
            implements RevocationSettings {

        Settings(List<String> places, Duration refresh, long maxBytes) {
            this(places, refresh, maxBytes, Duration.ofSeconds(5));
        }

        @Override
        public Optional<Path> anchors() {
            return Optional.empty();
        }

        @Override
        public Optional<List<String>> crls() {
            return Optional.of(places);
        }

        @Override
        public Optional<List<URI>> ocsp() {
            return Optional.empty();
        }
    }

    @Test
    void readsFilesAndDirectories(@TempDir Path directory) {
        new TestCa().publish(directory);
        String crls = directory.resolve("crl").toString();
        assertThat(client(1 << 20, crls).lists().lists()).hasSize(2);
        assertThat(client(1 << 20, crls + "/list-0.crl").lists().lists()).hasSize(1);
    }

    @Test
    void leavesAsideWhatIsMissingBrokenOrTooLarge(@TempDir Path directory) throws IOException {
        new TestCa().publish(directory);
        String crls = directory.resolve("crl").toString();
        Path broken = Files.writeString(directory.resolve("broken.crl"), "broken");
        assertThat(client(1 << 20, broken.toString(), crls + "/none.crl", crls + "/list-1.crl")
                        .lists()
                        .lists())
                .hasSize(1);
        assertThat(client(10, crls).lists().lists()).isEmpty();
    }

    @Test
    void fetchesOncePerPeriodAndKeepsTheLastGoodList(@TempDir Path directory) throws IOException {
        new TestCa().publish(directory);
        byte[] list = Files.readAllBytes(directory.resolve("crl/list-0.crl"));
        AtomicInteger calls = new AtomicInteger();
        HttpServer server = server(exchange -> {
            boolean first = calls.incrementAndGet() == 1;
            exchange.sendResponseHeaders(first ? 200 : 503, first ? list.length : -1);
            if (first) {
                exchange.getResponseBody().write(list);
            }
            exchange.close();
        });
        try {
            String address = address(server);
            RevocationClient patient = client(1 << 20, address);
            assertThat(patient.lists()).isSameAs(patient.lists());
            assertThat(calls).hasValue(1);
            calls.set(0);
            RevocationClient hasty =
                    new RevocationClient(new Settings(List.of(address), Duration.ZERO, 1 << 20), Clock.systemUTC());
            assertThat(hasty.lists().lists()).hasSize(1);
            assertThat(hasty.lists().lists()).hasSize(1);
            assertThat(calls).hasValue(2);
        } finally {
            server.stop(0);
        }
    }

    @Test
    @Timeout(30)
    void aListThatTricklesIsGivenUp() throws IOException {
        var over = new CountDownLatch(1);
        var server = server(exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            await(over);
        });
        try {
            var client = new RevocationClient(
                    new Settings(List.of(address(server)), Duration.ofHours(1), 1 << 20, Duration.ofMillis(300)),
                    Clock.systemUTC());

            assertThat(client.lists().lists()).isEmpty();
        } finally {
            over.countDown();
            server.stop(0);
        }
    }

    @Test
    @Timeout(30)
    void nobodyWaitsWhileADueListIsFetchedAgain(@TempDir Path directory) throws IOException {
        new TestCa().publish(directory);
        byte[] list = Files.readAllBytes(directory.resolve("crl/list-0.crl"));
        var over = new CountDownLatch(1);
        var calls = new AtomicInteger();
        var server = server(exchange -> {
            if (calls.incrementAndGet() > 1) {
                await(over);
            }
            exchange.sendResponseHeaders(200, list.length);
            exchange.getResponseBody().write(list);
            exchange.close();
        });
        try {
            var clock = new MovableClock(Instant.now());
            var client = new RevocationClient(
                    new Settings(List.of(address(server)), Duration.ofMinutes(10), 1 << 20, Duration.ofMinutes(5)),
                    clock);
            var first = client.lists();
            clock.pass(Duration.ofMinutes(11));

            assertThat(client.lists()).isSameAs(first);
        } finally {
            over.countDown();
            server.stop(0);
        }
    }

    private static HttpServer server(HttpHandler handler) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(command -> Thread.ofVirtual().start(command));
        server.createContext("/list.crl", handler);
        server.start();
        return server;
    }

    private static String address(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/list.crl";
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static RevocationClient client(long maxBytes, String... places) {
        return new RevocationClient(new Settings(List.of(places), Duration.ofHours(1), maxBytes), Clock.systemUTC());
    }
}
