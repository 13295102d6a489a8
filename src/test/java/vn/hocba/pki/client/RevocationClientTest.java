package vn.hocba.pki.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hocba.testing.TestCa;

class RevocationClientTest {

    private record Settings(List<String> places, Duration refresh, long maxBytes) implements RevocationSettings {

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

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(5);
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
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/list.crl", exchange -> {
            boolean first = calls.incrementAndGet() == 1;
            exchange.sendResponseHeaders(first ? 200 : 503, first ? list.length : -1);
            if (first) {
                exchange.getResponseBody().write(list);
            }
            exchange.close();
        });
        server.start();
        try {
            String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/list.crl";
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

    private static RevocationClient client(long maxBytes, String... places) {
        return new RevocationClient(new Settings(List.of(places), Duration.ofHours(1), maxBytes), Clock.systemUTC());
    }
}
