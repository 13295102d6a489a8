package vn.hocba.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.VertxException;
import io.vertx.core.http.HttpClosedException;
import io.vertx.pgclient.PgException;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jose4j.jwt.consumer.InvalidJwtException;

/** Names the problem behind an exception of the framework, the database or a capability. */
final class Failures {

    private static final int MAX_CAUSES = 20;

    private Failures() {}

    /** The problem that the caller is told; {@link ProblemType#INTERNAL_ERROR} for everything unforeseen. */
    static ProblemException problem(Throwable failure) {
        return switch (failure) {
            case ProblemException problem -> problem;
            case UnauthorizedException unauthorized ->
                new ProblemException(ProblemType.AUTHENTICATION_REQUIRED).causedBy(unauthorized);
            case AuthenticationFailedException rejected -> new ProblemException(tokenProblem(rejected));
            case AuthenticationCompletionException rejected -> new ProblemException(tokenProblem(rejected));
            case ForbiddenException forbidden -> new ProblemException(ProblemType.FORBIDDEN).causedBy(forbidden);
            case WebApplicationException web ->
                JsonFailures.problem(web)
                        .orElseGet(() -> new ProblemException(
                                ProblemType.forStatus(web.getResponse().getStatus())));
            // only what was thrown as such: JSON behind another failure is our own, and no mistake of the caller
            case JsonProcessingException json -> JsonFailures.problem(json).orElseGet(() -> general(json));
            default -> general(failure);
        };
    }

    private static ProblemException general(Throwable failure) {
        ProblemType type = causes(failure)
                .map(Failures::ofCause)
                .filter(found -> found != ProblemType.INTERNAL_ERROR)
                .findFirst()
                .orElse(ProblemType.INTERNAL_ERROR);
        return new ProblemException(type).causedBy(failure);
    }

    private static ProblemType ofCause(Throwable cause) {
        return switch (cause) {
            case ProblemException problem -> problem.type();
            case PgException database -> ofSqlState(database.getSqlState());
            case HttpClosedException closed -> ProblemType.INTERNAL_ERROR;
            case ConnectException connect -> ProblemType.TEMPORARILY_UNAVAILABLE;
            case VertxException lost when isConnectionLoss(lost) -> ProblemType.TEMPORARILY_UNAVAILABLE;
            case IOException lost when isConnectionLoss(lost) -> ProblemType.TEMPORARILY_UNAVAILABLE;
            case TimeoutException timeout -> ProblemType.TEMPORARILY_UNAVAILABLE;
            default -> ProblemType.INTERNAL_ERROR;
        };
    }

    private static boolean isConnectionLoss(Throwable failure) {
        String message = failure.getMessage();
        return message != null && (message.contains("onnection") || message.contains("imeout"));
    }

    // PostgreSQL, appendix A: class 23 integrity, 40 rollback, 53 resources, 57P operator intervention, 08 connection
    private static ProblemType ofSqlState(String state) {
        if (state == null) {
            return ProblemType.INTERNAL_ERROR;
        }
        if (state.equals("23505") || state.startsWith("40")) {
            return ProblemType.CONFLICT;
        }
        // a NUL or half a surrogate pair, which JSON can say and the database cannot store
        if (state.equals("22021") || state.equals("22P05")) {
            return ProblemType.VALIDATION_FAILED;
        }
        return state.startsWith("53") || state.startsWith("57P") || state.startsWith("08")
                ? ProblemType.TEMPORARILY_UNAVAILABLE
                : ProblemType.INTERNAL_ERROR;
    }

    private static ProblemType tokenProblem(Throwable failure) {
        boolean expired =
                causes(failure).anyMatch(cause -> cause instanceof InvalidJwtException invalid && invalid.hasExpired());
        return expired ? ProblemType.TOKEN_EXPIRED : ProblemType.TOKEN_REJECTED;
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(MAX_CAUSES);
    }
}
