package vn.hocba.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;

/** Somebody who wants to be told of a school's events: an HTTP server of this machine that keeps what it got. */
public final class WebhookReceiver implements AutoCloseable {

    /** One message as it came. */
    public record Message(String path, Map<String, List<String>> headers, String body) {

        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().getFirst())
                    .findFirst()
                    .orElse("");
        }

        public JsonNode json() {
            try {
                return ApiClient.JSON.readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public String type() {
            return json().path("type").asText();
        }
    }

    /** For how long one that answers 429 asks to be left alone. */
    public static final Duration RETRY_AFTER = Duration.ofHours(1);

    private static final int BACKLOG = 50;

    private final HttpServer server;
    private final String base;
    private final List<Message> messages = new CopyOnWriteArrayList<>();

    private WebhookReceiver(HttpServer server, String base, ToIntFunction<Message> status) {
        this.server = server;
        this.base = base + ":" + server.getAddress().getPort();
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> take(exchange, status));
        server.start();
    }

    /** @param status what it answers */
    public static WebhookReceiver answering(ToIntFunction<Message> status) {
        try {
            return new WebhookReceiver(HttpServer.create(anyPort(), BACKLOG), "http://127.0.0.1", status);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For one that takes its time. @return the status of a message that is taken, when that happens */
    public static int takeAfter(CountDownLatch that) {
        try {
            that.await();
            return 200;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 500;
        }
    }

    /** One by TLS at {@code 127.0.0.1}, with a certificate of that authority for this host. */
    public static WebhookReceiver byTls(TestCa authority, String host) {
        try {
            HttpsServer server = HttpsServer.create(anyPort(), BACKLOG);
            server.setHttpsConfigurator(new HttpsConfigurator(TestTls.server(authority, host)));
            return new WebhookReceiver(server, "https://127.0.0.1", message -> 204);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private void take(HttpExchange exchange, ToIntFunction<Message> status) throws IOException {
        try (exchange) {
            Message message = new Message(
                    exchange.getRequestURI().getPath(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            int answer = status.applyAsInt(message);
            messages.add(message);
            if (answer / 100 == 3) {
                exchange.getResponseHeaders().add("Location", url("/elsewhere"));
            }
            if (answer == 429) {
                exchange.getResponseHeaders().add("Retry-After", Long.toString(RETRY_AFTER.toSeconds()));
            }
            exchange.sendResponseHeaders(answer, -1);
        }
    }

    /** Its address. */
    public String url(String path) {
        return base + path;
    }

    /**
     * Waits until everything that a webhook is to get has been delivered to it.
     *
     * @param webhook path of the webhook in the API
     * @return id of the latest delivery
     */
    public String awaitDelivered(ApiClient administrator, String webhook) {
        return Eventually.eventually(
                        () -> administrator
                                .get(webhook + "/deliveries")
                                .expect(200)
                                .json()
                                .path("items"),
                        items -> !items.isEmpty()
                                && items.findValuesAsText("state").stream().allMatch("DELIVERED"::equals))
                .at("/0/id")
                .asText();
    }

    /** What has come so far, in that order. */
    public List<Message> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
