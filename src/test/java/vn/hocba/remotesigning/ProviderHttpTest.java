package vn.hocba.remotesigning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hocba.remotesigning.HttpCall.Connection;
import vn.hocba.remotesigning.RemoteSigningFailure.AnswerLost;
import vn.hocba.remotesigning.RemoteSigningFailure.MalformedAnswer;
import vn.hocba.remotesigning.RemoteSigningFailure.NothingSent;

/** Against a bare socket that says exactly these bytes. */
class ProviderHttpTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService peer = Executors.newCachedThreadPool();
    private ServerSocket socket;
    private TestSettings settings;

    @BeforeEach
    void listen() throws IOException {
        socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        settings = TestSettings.of("http://127.0.0.1:" + socket.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        socket.close();
        peer.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @EnumSource(Connection.class)
    void redirectIsAnAnswerAndIsNotFollowed(Connection connection) {
        answer("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/elsewhere\r\nContent-Length: 0\r\n\r\n");

        assertThat(post(connection).status()).isEqualTo(302);
    }

    @Test
    void announcedLengthBeyondTheBoundIsNotRead() {
        answer("HTTP/1.1 200 OK\r\nContent-Length: 4000000000\r\n\r\n" + "x".repeat(5000));
        settings = settings.withMaxAnswerBytes(1000);

        assertThatExceptionOfType(MalformedAnswer.class).isThrownBy(() -> post(Connection.FRESH));
    }

    @Test
    void endlessChunksBeyondTheBoundAreNotRead() {
        answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "200\r\n%s\r\n".formatted("x".repeat(0x200)).repeat(4));
        settings = settings.withMaxAnswerBytes(1000);

        assertThatExceptionOfType(MalformedAnswer.class).isThrownBy(() -> post(Connection.FRESH));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\nContent-Le",
                "HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{\"SAD\":",
                "SSH-2.0-OpenSSH_9.2\r\n\r\n"
            })
    void brokenAnswerIsLost(String said) {
        answer(said);

        assertThatExceptionOfType(AnswerLost.class).isThrownBy(() -> post(Connection.FRESH));
    }

    @Test
    void refusedConnectionSentNothing() throws IOException {
        socket.close();

        assertThatExceptionOfType(NothingSent.class).isThrownBy(() -> post(Connection.FRESH));
    }

    @Test
    void failedHandshakeSentNothing() {
        answer("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        settings = TestSettings.of("https://127.0.0.1:" + socket.getLocalPort());

        assertThatExceptionOfType(NothingSent.class).isThrownBy(() -> post(Connection.FRESH));
    }

    @Test
    void resultReturnsToTheCallersContext() throws Exception {
        answer("HTTP/1.1 204 No Content\r\n\r\n");
        var http = http();
        Context caller = vertx.getOrCreateContext();
        var arrivedOn = new CompletableFuture<Context>();

        caller.runOnContext(start -> http.returning(http.post(call(Connection.FRESH)))
                .subscribe()
                .with(answer -> arrivedOn.complete(Vertx.currentContext()), arrivedOn::completeExceptionally));

        assertThat(arrivedOn.get(30, TimeUnit.SECONDS)).isSameAs(caller);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://sign.example.vn/csc/v2",
                "http://127.0.0.1.example.vn/csc/v2",
                "ftp://localhost/csc",
                "https://user:secret@sign.example.vn/csc/v2",
                "https:///csc/v2",
                "sign.example.vn"
            })
    void rejectsAnAddressThatWouldExposeSecrets(String url) {
        settings = TestSettings.of(url);

        assertThatIllegalArgumentException()
                .isThrownBy(this::http)
                .withMessageContaining("hocba.providers.test.url")
                .withMessageNotContaining("secret");
    }

    @Test
    void rejectsARateThatLetsNothingPass() {
        settings = settings.with("calls-per-minute", "0");

        assertThatIllegalArgumentException()
                .isThrownBy(this::http)
                .withMessageContaining("hocba.providers.test.calls-per-minute");
    }

    @Test
    void neitherCallNorAnswerPrintsItsContent() {
        var call = new HttpCall(
                URI.create("https://sign.example.vn/a"),
                Map.of("Authorization", "Bearer s3cret"),
                "s3cret".getBytes(UTF_8),
                Connection.FRESH);

        assertThat(call.toString()).doesNotContain("s3cret");
    }

    private HttpAnswer post(Connection connection) {
        return http().post(call(connection)).await().atMost(PATIENCE);
    }

    private ProviderHttp http() {
        return new ProviderHttp(vertx, new ProviderId("test"), settings, Optional::empty, Clock.systemUTC());
    }

    private HttpCall call(Connection connection) {
        return new HttpCall(settings.url(), Map.of(), "{}".getBytes(UTF_8), connection);
    }

    /** Reads what comes first, says this, and hangs up. */
    private void answer(String bytes) {
        peer.execute(() -> {
            try (var connection = socket.accept()) {
                connection.getInputStream().read(new byte[8192]);
                connection.getOutputStream().write(bytes.getBytes(UTF_8));
                connection.getOutputStream().flush();
                connection.shutdownOutput();
                // what still comes is read, or hanging up would take the answer back
                connection.getInputStream().readAllBytes();
            } catch (IOException e) {
                // the client hung up first, as some tests want
            }
        });
    }
}
