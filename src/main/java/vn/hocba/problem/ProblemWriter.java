package vn.hocba.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a failure into the bytes and headers of a problem response, for JAX-RS and for the layer below it. */
final class ProblemWriter {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<Locale> LANGUAGES = List.of(Locale.forLanguageTag("vi"), Locale.ENGLISH);

    private ProblemWriter() {}

    /** A response for a resource, a filter or an exception mapper. */
    static Response response(RoutingContext context, ProblemException failure) {
        Response.ResponseBuilder response = Response.status(failure.type().status())
                .entity(body(context, failure))
                .type(Problem.MEDIA_TYPE);
        headers(context, failure).forEach(response::header);
        return response.build();
    }

    /** Writes and ends a response where no resource is involved. */
    static void end(RoutingContext context, ProblemException failure) {
        if (context.response().ended()) {
            return;
        }
        context.response()
                .setStatusCode(failure.type().status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
        headers(context, failure).forEach(context.response()::putHeader);
        context.response().end(body(context, failure));
    }

    private static Map<String, String> headers(RoutingContext context, ProblemException failure) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(HttpHeaders.CONTENT_LANGUAGE, language(context.request()));
        headers.put(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
        headers.put(HttpHeaders.CACHE_CONTROL, "no-store");
        Duration retryAfter = failure.retryAfter();
        if (retryAfter != null) {
            headers.put(HttpHeaders.RETRY_AFTER, Long.toString(Math.ceilDiv(retryAfter.toMillis(), 1000L)));
        }
        return headers;
    }

    private static String body(RoutingContext context, ProblemException failure) {
        try {
            return JSON.writeValueAsString(Problem.of(failure, TraceId.of(context), language(context.request())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("problem document", e);
        }
    }

    private static String language(HttpServerRequest request) {
        return language(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
    }

    /** {@code vi} or {@code en}, whichever the header prefers; Vietnamese when it says nothing usable. */
    static String language(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.length() > 200) {
            return "vi";
        }
        try {
            Locale found = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), LANGUAGES);
            return found == null ? "vi" : found.getLanguage();
        } catch (IllegalArgumentException malformed) {
            return "vi";
        }
    }
}
