package vn.hocba.problem;

import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Gives every request a trace id: the one of the caller's {@code traceparent} (W3C Trace Context, version 00) or a new
 * one. It stands in the log lines of the request, in the response header {@value #HEADER} and in every problem.
 */
@ApplicationScoped
final class TraceId {

    static final String HEADER = "Trace-Id";

    private static final String KEY = "hocba.traceId";
    private static final Pattern TRACE_PARENT =
            Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}.*");
    private static final String NONE = "0".repeat(32);

    void install(@Observes Router router) {
        router.route().order(RouteConstants.ROUTE_ORDER_HEADERS).handler(context -> {
            String id = assign(context);
            context.response().putHeader(HEADER, id);
            MDC.put("traceId", id);
            context.next();
        });
    }

    private static String assign(RoutingContext context) {
        String id = of(context.request().getHeader("traceparent"));
        context.put(KEY, id);
        return id;
    }

    /** The request's trace id. */
    static String of(RoutingContext context) {
        String id = context.get(KEY);
        return id == null ? assign(context) : id;
    }

    /** The id inside a header value, or a new one if it is missing or not valid. */
    static String of(@Nullable String traceParent) {
        if (traceParent != null && traceParent.length() <= 512) {
            Matcher matcher = TRACE_PARENT.matcher(traceParent);
            if (matcher.matches() && !matcher.group(1).equals(NONE)) {
                return matcher.group(1);
            }
        }
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return HexFormat.of().toHexDigits(random.nextLong(1, Long.MAX_VALUE))
                + HexFormat.of().toHexDigits(random.nextLong());
    }
}
