package vn.hocba.signing;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;

/** {@code /v1/callbacks/{path}}: for signing services, which have no token; the path is what they know. Their body is not read. */
@Path("/v1/callbacks")
public class CallbackResource {

    private final Callbacks callbacks;
    private final CallRate rate;

    CallbackResource(Callbacks callbacks, CallbackConfiguration configuration) {
        this.callbacks = callbacks;
        this.rate = new CallRate(configuration.perSecond(), System::nanoTime);
    }

    @POST
    @Path("{path}")
    @PermitAll
    @Operation(hidden = true)
    public Uni<Response> called(@RestPath String path) {
        if (!rate.take()) {
            throw new ProblemException(ProblemType.TOO_MANY_REQUESTS).withRetryAfter(Duration.ofSeconds(1));
        }
        return callbacks.called(path).replaceWith(() -> Response.noContent().build());
    }
}
