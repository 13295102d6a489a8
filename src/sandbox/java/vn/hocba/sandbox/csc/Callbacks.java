package vn.hocba.sandbox.csc;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import vn.hocba.sandbox.http.Json;

/** Tells a relying party that it may poll. The standard defines no body, so it only repeats the id; one try. */
final class Callbacks {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /** The address; refused unless it is on loopback, since the sandbox calls nobody else. */
    static URI parse(String uri) {
        try {
            URI parsed = new URI(uri);
            if (parsed.getHost() != null
                    && LOOPBACK.contains(parsed.getHost())
                    && ("http".equals(parsed.getScheme()) || "https".equals(parsed.getScheme()))) {
                return parsed;
            }
        } catch (URISyntaxException notAUri) {
            // refused below
        }
        throw CscError.invalid("response_uri");
    }

    void hint(URI callback, String id) {
        HttpRequest request = HttpRequest.newBuilder(callback)
                .timeout(Duration.ofSeconds(5))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(Map.of("responseID", id))))
                .build();
        Thread _ = Thread.startVirtualThread(() -> {
            try {
                HttpResponse<Void> _ = client.send(request, HttpResponse.BodyHandlers.discarding());
            } catch (IOException lost) {
                // a callback is only a hint: who misses it polls
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
