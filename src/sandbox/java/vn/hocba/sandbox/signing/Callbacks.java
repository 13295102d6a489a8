package vn.hocba.sandbox.signing;

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

/** Tells a relying party that it may poll. The standard defines no body, so it only repeats the id. */
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

    /** Calls for what was submitted under the id. */
    public void hint(URI callback, String id) {
        HttpRequest request = HttpRequest.newBuilder(callback)
                .timeout(Duration.ofSeconds(5))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(Map.of("responseID", id))))
                .build();
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
