package vn.hocba.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to one base address as one person. Immutable: {@link #with} gives a client with one more header for the next
 * requests. Bodies: a {@code String} is sent as it is, {@code byte[]} too, {@code null} means none, everything else
 * becomes JSON.
 */
public final class ApiClient {

    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    /** For a whole answer: the timeout of a request ends with the headers of its answer. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Supplier<URI> base;
    private final List<String> headers;

    /** A client without a token; the address is asked for each request, since a server may come back elsewhere. */
    public ApiClient(Supplier<URI> base) {
        this(base, List.of());
    }

    private ApiClient(Supplier<URI> base, List<String> headers) {
        this.base = base;
        this.headers = headers;
    }

    /** The same with a header; a header of that name so far is replaced. */
    public ApiClient with(String name, String value) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < headers.size(); i += 2) {
            if (!headers.get(i).equalsIgnoreCase(name)) {
                all.add(headers.get(i));
                all.add(headers.get(i + 1));
            }
        }
        all.add(name);
        all.add(value);
        return new ApiClient(base, List.copyOf(all));
    }

    /** The same with a bearer token. */
    public ApiClient withToken(String token) {
        return with("Authorization", "Bearer " + token);
    }

    /** The same with an {@code Idempotency-Key}. */
    public ApiClient withKey(String key) {
        return with("Idempotency-Key", key);
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path, @Nullable Object body) {
        return send("POST", path, body);
    }

    public Answer put(String path, @Nullable Object body) {
        return send("PUT", path, body);
    }

    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    /** Sends and waits for the whole response; a stream that does not end is a failure. */
    public Answer send(String method, String path, @Nullable Object body) {
        CompletableFuture<HttpResponse<byte[]>> asked =
                HTTP.sendAsync(request(method, path, body), HttpResponse.BodyHandlers.ofByteArray());
        try {
            HttpResponse<byte[]> response = asked.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (TimeoutException e) {
            asked.cancel(true);
            throw new AssertionError("no end of the answer to " + method + " " + path + " for " + PATIENCE, e);
        } catch (ExecutionException e) {
            throw new UncheckedIOException(
                    method + " " + path,
                    e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause()));
        } catch (InterruptedException e) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The request itself, for tests that stream, time out or cancel. */
    public HttpRequest request(String method, String path, @Nullable Object body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.get().resolve(path))
                .timeout(Duration.ofSeconds(60))
                .method(method, publisher(body));
        if (body != null && !(body instanceof byte[]) && !has("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        return request.build();
    }

    private boolean has(String name) {
        for (int i = 0; i < headers.size(); i += 2) {
            if (headers.get(i).equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    private static HttpRequest.BodyPublisher publisher(@Nullable Object body) {
        return switch (body) {
            case null -> HttpRequest.BodyPublishers.noBody();
            case byte[] bytes -> HttpRequest.BodyPublishers.ofByteArray(bytes);
            case String text -> HttpRequest.BodyPublishers.ofString(text, StandardCharsets.UTF_8);
            case HttpRequest.BodyPublisher publisher -> publisher;
            default -> HttpRequest.BodyPublishers.ofString(json(body), StandardCharsets.UTF_8);
        };
    }

    private static String json(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
