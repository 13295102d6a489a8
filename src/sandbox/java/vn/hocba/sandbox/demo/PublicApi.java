package vn.hocba.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import vn.hocba.sandbox.http.Json;
import vn.hocba.sandbox.people.SamplePeople;

/** The public API as one person, with an access token from the issuer; every write carries an idempotency key. */
public final class PublicApi {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final URI base;
    private final String account;
    private final String token;

    private PublicApi(URI base, String account, String token) {
        this.base = base;
        this.account = account;
        this.token = token;
    }

    /** Logs in as one of the sample people. */
    public static PublicApi as(String account, URI base, JsonNode sandbox) throws DemoFailure {
        String form = "grant_type=password&client_id=hocba-demo&scope=openid&username="
                + URLEncoder.encode(account, StandardCharsets.UTF_8) + "&password=" + SamplePeople.PASSWORD;
        HttpResponse<byte[]> response =
                send(HttpRequest.newBuilder(URI.create(sandbox.path("issuer").asText() + "/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form)));
        return new PublicApi(
                base,
                account,
                json("login of " + account, response).path("access_token").asText());
    }

    /** Any JSON by plain GET, without a token. */
    public static JsonNode open(URI address) throws DemoFailure {
        return json("GET " + address, send(HttpRequest.newBuilder(address)));
    }

    /** Any text by plain GET, without a token. */
    public static String text(URI address) throws DemoFailure {
        return new String(
                checked("GET " + address, send(HttpRequest.newBuilder(address))).body(), StandardCharsets.UTF_8);
    }

    /** Posts JSON without a token, as to the sandbox's control API. */
    public static JsonNode openly(URI address, Object body) throws DemoFailure {
        return json(
                "POST " + address,
                send(HttpRequest.newBuilder(address).POST(BodyPublishers.ofByteArray(Json.bytes(body)))));
    }

    /** A request without a token that is answered without a body. */
    public static void openlyOrder(String method, URI address, Object body) throws DemoFailure {
        checked(
                method + " " + address,
                send(HttpRequest.newBuilder(address).method(method, BodyPublishers.ofByteArray(Json.bytes(body)))));
    }

    /** The same person, asking another server. */
    public PublicApi at(URI other) {
        return new PublicApi(other, account, token);
    }

    public JsonNode get(String path) throws DemoFailure {
        return json("GET " + path, send(request(path)));
    }

    public byte[] bytes(String path) throws DemoFailure {
        return checked("GET " + path, send(request(path))).body();
    }

    public JsonNode post(String path, Object body) throws DemoFailure {
        return post(path, "application/json", body instanceof byte[] bytes ? bytes : Json.bytes(body));
    }

    public JsonNode post(String path, String mediaType, byte[] body) throws DemoFailure {
        return json("POST " + path, write(path, mediaType, body));
    }

    /** A write that is answered without a body. */
    void order(String path, Object body) throws DemoFailure {
        checked("POST " + path, write(path, "application/json", Json.bytes(body)));
    }

    /** A write under a key of the caller's, who repeats it when no answer comes. */
    public JsonNode post(String path, Object body, String key) throws DemoFailure {
        return json("POST " + path, write(path, "application/json", Json.bytes(body), key));
    }

    private HttpResponse<byte[]> write(String path, String mediaType, byte[] body) throws DemoFailure {
        return write(path, mediaType, body, UUID.randomUUID().toString());
    }

    private HttpResponse<byte[]> write(String path, String mediaType, byte[] body, String key) throws DemoFailure {
        return send(request(path)
                .header("Content-Type", mediaType)
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws DemoFailure {
        HttpRequest built = request.timeout(Duration.ofSeconds(60)).build();
        try {
            return HTTP.send(built, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new DemoFailure("No answer from " + built.uri() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted");
        }
    }

    private static JsonNode json(String what, HttpResponse<byte[]> response) throws DemoFailure {
        return Json.parse(checked(what, response).body())
                .orElseThrow(() -> new DemoFailure(what + " was not answered with JSON"));
    }

    private static HttpResponse<byte[]> checked(String what, HttpResponse<byte[]> response) throws DemoFailure {
        if (response.statusCode() / 100 != 2) {
            throw new DemoFailure(
                    what + " was refused with " + response.statusCode() + ": "
                            + new String(response.body(), StandardCharsets.UTF_8),
                    response.statusCode());
        }
        return response;
    }

    @Override
    public String toString() {
        return account;
    }
}
