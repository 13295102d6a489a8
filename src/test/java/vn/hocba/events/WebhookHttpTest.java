package vn.hocba.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.hocba.directory.SchoolId;
import vn.hocba.testing.TestConfiguration;

class WebhookHttpTest {

    private static final Attempt NO_CONNECTION = Attempt.failed(DeliveryFailure.NO_CONNECTION);

    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService peer = Executors.newSingleThreadExecutor();

    @AfterEach
    void stop() {
        peer.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void whoIsNotCalledForWantOfAThreadHasNotFailed() {
        NameLookups full = new NameLookups(configuration("10S")) {
            @Override
            void begin(Runnable lookUp) {
                throw new RejectedExecutionException();
            }
        };

        assertThat(send(full, "10S", "https://receiver.example.vn/")).isEqualTo(new Attempt.NotMade());
    }

    @Test
    void aLookupWhoseAttemptIsOverAsksNobodyAndTheReceiverHasNotFailed() throws InterruptedException {
        LinkedBlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
        LinkedBlockingQueue<String> asked = new LinkedBlockingQueue<>();
        NameLookups busy = new NameLookups(configuration("0.05S")) {
            @Override
            void begin(Runnable lookUp) {
                waiting.add(lookUp);
            }

            @Override
            List<InetAddress> addresses(String host) {
                asked.add(host);
                return List.of();
            }
        };

        assertThat(send(busy, "0.05S", "https://receiver.example.vn/")).isEqualTo(new Attempt.NotMade());
        waiting.take().run();
        assertThat(asked).isEmpty();
    }

    @Test
    void whoHangsUpWhileTlsIsAgreedOnIsNotMistrusted() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            peer.execute(() -> {
                try (var connection = socket.accept()) {
                    connection.getInputStream().read();
                } catch (IOException e) {
                    // the client hung up first
                }
            });

            assertThat(send(
                            new NameLookups(configuration("60S")),
                            "60S",
                            "https://127.0.0.1:" + socket.getLocalPort() + "/"))
                    .isEqualTo(NO_CONNECTION);
        }
    }

    @Test
    void onlyACertificateIsMistrusted() {
        Exception mistrusted = new SSLHandshakeException("PKIX path building failed");
        mistrusted.initCause(new CertificateException("unable to find valid certification path"));

        assertThat(WebhookHttp.whyNoConnection(mistrusted)).isEqualTo(DeliveryFailure.NOT_TRUSTED);
        assertThat(List.of(
                        new SslHandshakeTimeoutException("handshake timed out after 5000ms"),
                        new SSLException("Received fatal alert: handshake_failure"),
                        new IOException("Connection refused")))
                .allMatch(failure -> WebhookHttp.whyNoConnection(failure) == DeliveryFailure.NO_CONNECTION);
    }

    private Attempt send(NameLookups names, String timeout, String url) {
        WebhookHttp http = new WebhookHttp(vertx, configuration(timeout), names);
        try {
            return http.send(new DeliveryStore.Due(
                            new SchoolId(new UUID(0, 1)),
                            new UUID(0, 2),
                            new UUID(0, 3),
                            "{}",
                            0,
                            Instant.MAX,
                            url,
                            List.of()))
                    .await()
                    .indefinitely();
        } finally {
            http.stop();
            names.stop();
        }
    }

    private static WebhooksConfiguration configuration(String timeout) {
        return TestConfiguration.of(
                WebhooksConfiguration.class,
                Map.of("hocba.webhooks.timeout", timeout, "hocba.webhooks.allow-loopback", "true"));
    }
}
