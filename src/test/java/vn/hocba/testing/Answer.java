package vn.hocba.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One HTTP response.
 *
 * @param status HTTP status
 * @param headers response headers
 * @param bytes the body as received
 */
public record Answer(int status, HttpHeaders headers, byte[] bytes) {

    /** The body as text. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The body as JSON; missing if it is empty. */
    public JsonNode json() {
        try {
            return bytes.length == 0 ? MissingNode.getInstance() : ApiClient.JSON.readTree(bytes);
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + this, e);
        }
    }

    /** A value of the JSON body, by RFC 6901 pointer; empty text if there is none. */
    public String at(String pointer) {
        return json().at(pointer).asText();
    }

    /** A header's first value, or empty text. */
    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** The same answer, once its status is the expected one. */
    public Answer expect(int expected) {
        if (status != expected) {
            throw new AssertionError("expected " + expected + " but was " + this);
        }
        return this;
    }

    /** The same answer, once it is the problem with that code, complete and of the right media type. */
    public Answer expectProblem(int expected, String code) {
        expect(expected);
        JsonNode problem = json();
        boolean complete = header("Content-Type").startsWith("application/problem+json")
                && problem.path("status").asInt() == expected
                && problem.path("code").asText().equals(code)
                && problem.path("type").asText().equals("/problems/" + code)
                && problem.path("traceId").asText().matches("[0-9a-f]{32}")
                && problem.path("traceId").asText().equals(header("Trace-Id"))
                && !problem.at("/messages/vi").asText().isBlank()
                && !problem.at("/messages/en").asText().isBlank()
                && !problem.path("title").asText().isBlank()
                && !problem.path("detail").asText().isBlank()
                && problem.path("retryable").isBoolean();
        if (!complete) {
            throw new AssertionError("expected a complete " + code + " but was " + this);
        }
        return this;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Answer answer
                && status == answer.status
                && headers.equals(answer.headers)
                && Arrays.equals(bytes, answer.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * status + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return status + " " + headers.map() + " " + text();
    }
}
