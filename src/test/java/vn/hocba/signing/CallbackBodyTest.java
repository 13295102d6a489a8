package vn.hocba.signing;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallbackBodyTest {

    private static final int PATIENCE_MILLIS = 60_000;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Answers with what it kept, as a line. */
    private HttpServer server(Duration longest) {
        return vertx.createHttpServer()
                .requestHandler(request -> CallbackBody.beginning(request, longest)
                        .subscribe()
                        .with(kept -> request.response().end(Buffer.buffer(kept).appendString("\n"))))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static Socket call(HttpServer server, String body) throws IOException {
        var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), server.actualPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        String head = "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n";
        socket.getOutputStream().write((head + body).getBytes(US_ASCII));
        return socket;
    }

    private static BufferedReader lines(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
    }

    @Test
    void answersABodyThatNeverEnds() throws IOException {
        try (var caller = call(server(Duration.ofMillis(10)), "5\r\nhello\r\n")) {
            assertThat(lines(caller).readLine()).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void waitsForTheEndOfABodyThatHasOne() throws IOException {
        try (var caller = call(server(Duration.ofDays(1)), "5\r\nhello\r\n")) {
            caller.getOutputStream().write("1\r\n!\r\n0\r\n\r\n".getBytes(US_ASCII));
            assertThat(lines(caller).lines().anyMatch("hello!"::equals)).isTrue();
        }
    }
}
