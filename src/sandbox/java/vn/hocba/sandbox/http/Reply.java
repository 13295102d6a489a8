package vn.hocba.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What goes back to the client: an answer, or a connection that breaks without one. */
public sealed interface Reply {

    /** A complete HTTP response. The body is not copied: the caller hands it over. */
    record Answer(int status, Map<String, String> headers, byte[] body) implements Reply {
        public Answer {
            headers = Map.copyOf(headers);
        }

        public Answer with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Answer(status, more, body);
        }
    }

    /** The connection is closed and the client learns nothing. */
    record Dropped() implements Reply {}

    /** The answer begins and comes so slowly that no client waits for its end. */
    record Dripped(Answer answer) implements Reply {}

    /** Nothing is answered, and the connection stays open for as long as a client can bear. */
    record Silent() implements Reply {}

    static Answer json(int status, Object value) {
        return new Answer(
                status, Map.of("Content-Type", "application/json", "Cache-Control", "no-store"), Json.bytes(value));
    }

    static Answer text(int status, String text) {
        return new Answer(
                status, Map.of("Content-Type", "text/plain; charset=utf-8"), text.getBytes(StandardCharsets.UTF_8));
    }

    static Answer html(int status, String html) {
        return new Answer(
                status,
                Map.of(
                        "Content-Type",
                        "text/html; charset=utf-8",
                        "Cache-Control",
                        "no-store",
                        "X-Content-Type-Options",
                        "nosniff",
                        "Content-Security-Policy",
                        "default-src 'self'; frame-ancestors 'none'; base-uri 'none'"),
                html.getBytes(StandardCharsets.UTF_8));
    }

    static Answer bytes(String contentType, byte[] body) {
        return new Answer(200, Map.of("Content-Type", contentType), body);
    }

    static Answer empty(int status) {
        return new Answer(status, Map.of(), new byte[0]);
    }

    static Answer redirect(String location) {
        return new Answer(303, Map.of("Location", location), new byte[0]);
    }
}
