package vn.hocba.problem;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Problem documents for what is answered before or beside JAX-RS: bodies over the limit, and routes of extensions. */
@ApplicationScoped
final class ProblemRoutes {

    private static final Logger LOG = Logger.getLogger(ProblemRoutes.class);

    private final long bodyLimit;
    private final BodyHandler unknownLength;

    ProblemRoutes(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize bodyLimit) {
        this.bodyLimit = bodyLimit.asLongValue();
        this.unknownLength = BodyHandler.create(false).setBodyLimit(this.bodyLimit);
    }

    void install(@Observes Router router) {
        // before the server's own check, which answers without a body
        router.route().order(RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT - 1).handler(this::refuseLargeBody);
        router.route().order(RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT - 1).failureHandler(ProblemRoutes::answerFailure);
        router.route()
                .order(Integer.MAX_VALUE)
                .handler(context -> ProblemWriter.end(context, new ProblemException(ProblemType.NOT_FOUND)));
    }

    private void refuseLargeBody(RoutingContext context) {
        HttpServerRequest request = context.request();
        String declared = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (declared == null) {
            // of unknown length: read here up to the limit, since past it the server would answer without a body
            unknownLength.handle(context);
            return;
        }
        if (Long.parseLong(declared) <= bodyLimit) {
            context.next();
            return;
        }
        // the rest of the body is not read, so the connection cannot be used again
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        ProblemWriter.end(context, tooLarge());
    }

    private ProblemException tooLarge() {
        long mebibytes = bodyLimit >> 20;
        return new ProblemException(
                ProblemType.BODY_TOO_LARGE,
                "Nội dung gửi lên vượt quá %d MB; hãy chia nhỏ.".formatted(mebibytes),
                "The body is larger than %d MB; split it.".formatted(mebibytes));
    }

    private static void answerFailure(RoutingContext context) {
        Throwable failure = context.failure();
        if (context.statusCode() == 413) {
            context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
        if (failure == null || context.statusCode() == 413) {
            ProblemWriter.end(context, new ProblemException(ProblemType.forStatus(context.statusCode())));
            return;
        }
        ProblemException problem = Failures.problem(failure);
        if (problem.type() == ProblemType.INTERNAL_ERROR) {
            LOG.errorf(failure, "%s %s failed", context.request().method(), context.normalizedPath());
        }
        ProblemWriter.end(context, problem);
    }
}
