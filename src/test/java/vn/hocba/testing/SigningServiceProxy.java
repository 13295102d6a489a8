package vn.hocba.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import vn.hocba.testing.WirePoint.Phase;
import vn.hocba.testing.WireWatch.Lane;
import vn.hocba.testing.WireWatch.Passage;

/** Stands between the API and a CSC v2 signing service, and sees each call and its answer. */
public final class SigningServiceProxy implements Closeable {

    private static final Set<String> NOT_FORWARDED =
            Set.of("host", "connection", "content-length", "upgrade", "http2-settings", "transfer-encoding", "expect");

    private final URI service;
    private final WireWatch watch;
    private final HttpServer server;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * Listens on a loopback port from now on.
     *
     * @param service such as {@code http://127.0.0.1:1234/csc/v2}
     */
    public SigningServiceProxy(URI service, WireWatch watch) {
        this.service = service;
        this.watch = watch;
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::pass);
        server.start();
    }

    /** Its own address for the service. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + service.getPath();
    }

    private void pass(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        Set<Lane> lanes = watch.lanesOf(body);
        Passage call = watch.passage(path, lanes.isEmpty() ? watch.onlyLane() : lanes);
        if (call.withheld(Phase.BEFORE)) {
            return;
        }
        HttpResponse<byte[]> answer = forward(exchange, body);
        remember(call, answer);
        if (call.withheld(Phase.AFTER)) {
            return;
        }
        Headers headers = exchange.getResponseHeaders();
        answer.headers().map().forEach((name, values) -> {
            if (!NOT_FORWARDED.contains(name)) {
                headers.put(name, values);
            }
        });
        boolean empty = answer.body().length == 0;
        exchange.sendResponseHeaders(answer.statusCode(), empty ? -1 : answer.body().length);
        if (!empty) {
            exchange.getResponseBody().write(answer.body());
        }
        exchange.close();
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Later calls name the ceremony by these alone. */
    private static void remember(Passage call, HttpResponse<byte[]> answer) throws IOException {
        if (answer.statusCode() / 100 == 2 && answer.body().length > 0) {
            JsonNode json = ApiClient.JSON.readTree(answer.body());
            for (String name : new String[] {"handle", "responseID"}) {
                if (json.path(name).isTextual()) {
                    call.mark(json.path(name).asText());
                }
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        http.close();
    }
}
