package vn.hocba.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;

/** Every exception of a resource as a problem document. */
final class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    Response problem(ProblemException failure, RoutingContext context) {
        if (failure.type().status() >= 500) {
            LOG.warnf(failure, "%s %s", context.request().method(), context.normalizedPath());
        }
        return ProblemWriter.response(context, failure);
    }

    @ServerExceptionMapper
    Response validation(ConstraintViolationException failure, RoutingContext context) {
        return ProblemWriter.response(context, Violations.problem(failure));
    }

    @ServerExceptionMapper({
        UnauthorizedException.class,
        AuthenticationFailedException.class,
        AuthenticationCompletionException.class
    })
    Response unauthenticated(Throwable failure, RoutingContext context) {
        ProblemException problem = Failures.problem(failure);
        // RFC 6750, section 3: an error code only when a token was sent
        String challenge =
                problem.type() == ProblemType.AUTHENTICATION_REQUIRED ? "Bearer" : "Bearer error=\"invalid_token\"";
        return Response.fromResponse(ProblemWriter.response(context, problem))
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .build();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException failure, RoutingContext context) {
        return ProblemWriter.response(context, Failures.problem(failure));
    }

    @ServerExceptionMapper
    Response notFound(NotFoundException failure, RoutingContext context, UriInfo uri) {
        // JAX-RS 3.2 makes an unreadable query parameter a 404; that is right only for the path, whose ids are UUIDs
        boolean inQuery = failure.getCause() != null
                && uri.getPathParameters().values().stream()
                        .flatMap(List::stream)
                        .allMatch(ProblemMappers::isUuid);
        return ProblemWriter.response(
                context, new ProblemException(inQuery ? ProblemType.INVALID_PARAMETER : ProblemType.NOT_FOUND));
    }

    private static boolean isUuid(String value) {
        try {
            return UUID.fromString(value).toString().equalsIgnoreCase(value);
        } catch (IllegalArgumentException notOne) {
            return false;
        }
    }

    @ServerExceptionMapper
    Response web(WebApplicationException failure, RoutingContext context) {
        return ProblemWriter.response(context, logged(failure, context));
    }

    @ServerExceptionMapper
    Response method(NotAllowedException failure, RoutingContext context) {
        return Response.fromResponse(ProblemWriter.response(context, Failures.problem(failure)))
                .header(HttpHeaders.ALLOW, AllowedMethods.of(CurrentRequestManager.get()))
                .build();
    }

    @ServerExceptionMapper({JsonProcessingException.class, MismatchedInputException.class})
    Response json(JsonProcessingException failure, RoutingContext context) {
        return ProblemWriter.response(context, Failures.problem(failure));
    }

    @ServerExceptionMapper
    Response unforeseen(Throwable failure, RoutingContext context) {
        return ProblemWriter.response(context, logged(failure, context));
    }

    private static ProblemException logged(Throwable failure, RoutingContext context) {
        ProblemException problem = Failures.problem(failure);
        if (problem.type().status() >= 500) {
            LOG.errorf(failure, "%s %s failed", context.request().method(), context.normalizedPath());
        }
        return problem;
    }
}
