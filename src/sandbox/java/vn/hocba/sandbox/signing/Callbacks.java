package vn.hocba.sandbox.signing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import vn.hocba.sandbox.http.Json;

/** Calls a relying party back: with what a service tells at an address of its own, or to say that an order is worth polling. */
public final class Callbacks {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    /** Once before the signatures are there, once after, and once more for good measure: receivers must bear all of them. */
    private static final List<Duration> WHEN =
            List.of(Duration.ZERO, PendingSignatures.WORK.multipliedBy(2), Duration.ofMillis(150));

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /** The address; empty unless it is on loopback, since the sandbox calls nobody else. */
    public static Optional<URI> parse(String uri) {
        try {
            URI parsed = new URI(uri);
            boolean here = parsed.getHost() != null
                    && LOOPBACK.contains(parsed.getHost())
                    && ("http".equals(parsed.getScheme()) || "https".equals(parsed.getScheme()));
            return here ? Optional.of(parsed) : Optional.empty();
        } catch (URISyntaxException notAUri) {
            return Optional.empty();
        }
    }

    private static HttpRequest.Builder request(URI address, Object body) {
        return HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(5))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(body)));
    }

    /** Posts JSON; what was answered with success, if anything was. */
    public Optional<JsonNode> tell(URI address, Map<String, String> headers, Object body) {
        HttpRequest.Builder request = request(address, body);
        headers.forEach(request::header);
        try {
            HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return answer.statusCode() / 100 == 2 ? Json.parse(answer.body()) : Optional.empty();
        } catch (IOException lost) {
            return Optional.empty();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Calls for what was submitted under the id, and repeats it: the standards define no body. */
    public void hint(URI callback, String id) {
        HttpRequest request = request(callback, Map.of("responseID", id)).build();
        Thread _ = Thread.startVirtualThread(() -> {
            try {
                for (Duration pause : WHEN) {
                    Thread.sleep(pause);
                    HttpResponse<Void> _ = client.send(request, HttpResponse.BodyHandlers.discarding());
                }
            } catch (IOException lost) {
                // a callback is only a hint: who misses it polls
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
