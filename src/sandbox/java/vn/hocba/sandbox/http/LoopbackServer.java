package vn.hocba.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An HTTP server on the loopback interface only, a virtual thread per request. Bodies over {@value #MAX_BODY} bytes are
 * refused with 413.
 */
public final class LoopbackServer implements AutoCloseable {

    /** Room for the hashes and display labels of some ten thousand documents. */
    static final int MAX_BODY = 4 * 1024 * 1024;

    private static final Duration DRIP = Duration.ofMillis(500);
    private static final Duration SILENCE = Duration.ofMinutes(1);

    static {
        // without it every small answer waits for the client's delayed acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxReqTime", "30");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private LoopbackServer(HttpServer server) {
        this.server = server;
    }

    /** Binds the port (0: any free one) without serving yet, so that addresses can be built from it. */
    public static LoopbackServer bind(int port) throws IOException {
        return new LoopbackServer(
                HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 1024));
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public void serve(Routes routes) {
        server.createContext("/", exchange -> serve(routes, exchange));
        server.setExecutor(threads);
        server.start();
    }

    private static void serve(Routes routes, HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (reply(routes, exchange)) {
                case Reply.Answer answer -> send(exchange, answer);
                case Reply.Dropped() -> {}
                case Reply.Dripped(Reply.Answer answer) -> drip(exchange, answer);
                case Reply.Silent() -> waitForClient();
            }
        }
    }

    private static void drip(HttpExchange exchange, Reply.Answer answer) throws IOException {
        exchange.sendResponseHeaders(answer.status(), 0);
        for (byte one : answer.body()) {
            exchange.getResponseBody().write(one);
            exchange.getResponseBody().flush();
            pause(DRIP);
        }
        waitForClient();
    }

    /** Longer than any client of ours waits. */
    private static void waitForClient() {
        pause(SILENCE);
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static Reply reply(Routes routes, HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            return Reply.text(413, "Body too large");
        }
        try {
            return routes.dispatch(request(exchange, body));
        } catch (Refusal refusal) {
            return refusal.answer();
        } catch (UncheckedIOException | IllegalStateException | IllegalArgumentException failure) {
            failure.printStackTrace();
            return Reply.text(500, "The sandbox failed: " + failure);
        }
    }

    private static Request request(HttpExchange exchange, byte[] body) {
        Map<String, List<String>> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        String query = exchange.getRequestURI().getRawQuery();
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                "",
                query == null ? Map.of() : Request.pairs(query),
                headers,
                body);
    }

    private static void send(HttpExchange exchange, Reply.Answer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), head || answer.body().length == 0 ? -1 : answer.body().length);
        if (!head && answer.body().length > 0) {
            exchange.getResponseBody().write(answer.body());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
