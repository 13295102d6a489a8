package vn.hocba.sandbox.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request that has been read completely. {@code path} is decoded, {@code rest} is what a route's {@code **} matched,
 * {@code headers} has lower-case names. The body is bounded by the server.
 */
public record Request(
        String method,
        String path,
        String rest,
        Map<String, String> query,
        Map<String, List<String>> headers,
        byte[] body) {

    Request matched(String matchedRest) {
        return new Request(method, path, matchedRest, query, headers, body);
    }

    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    /** The fields of a form-encoded body; a repeated name is refused with status 400. */
    public Map<String, String> form() {
        return pairs(new String(body, StandardCharsets.UTF_8));
    }

    public Optional<String> cookie(String name) {
        return header("cookie").stream()
                .flatMap(line -> List.of(line.split(";\\s*")).stream())
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst();
    }

    static Map<String, String> pairs(String encoded) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : encoded.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (pairs.put(name, value) != null) {
                throw new Refusal(Reply.text(400, "Parameter sent twice: " + name));
            }
        }
        return pairs;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException badEscape) {
            throw new Refusal(Reply.text(400, "Bad percent-encoding"));
        }
    }
}
