package vn.hocba.signing;

import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;
import vn.hocba.remotesigning.CallRate;
import vn.hocba.remotesigning.FixedCallbacks;
import vn.hocba.remotesigning.ProviderId;
import vn.hocba.remotesigning.RemoteSigningServices;
import vn.hocba.workers.EventLoops;

/**
 * {@code /v1/callbacks/{path}}: for signing services, which have no token; the path is what they know. It is one order's, and the body
 * is not read, or that of all orders of a provider ({@code callback-secret}), and the body says which order is meant.
 */
@Path("/v1/callbacks")
public class CallbackResource {

    private final Callbacks callbacks;
    private final RemoteSigningServices services;
    private final CallRate rate;

    CallbackResource(Callbacks callbacks, RemoteSigningServices services, CallbackConfiguration configuration) {
        this.callbacks = callbacks;
        this.services = services;
        this.rate = new CallRate(configuration.perSecond(), System::nanoTime);
    }

    /** The answer says nothing of what became of the call: it is the same for a body of any kind. */
    @POST
    @Path("{path}")
    @PermitAll
    @Operation(hidden = true)
    public Uni<Response> called(@RestPath String path, @Context HttpServerRequest request) {
        limit();
        return services.calledAt(path)
                .flatMap(provider -> fixed(provider).map(wire -> calledAtFixed(provider, wire, request)))
                .orElseGet(() -> callbacks
                        .called(path)
                        .replaceWith(() -> Response.noContent().build()));
    }

    private Uni<Response> calledAtFixed(ProviderId provider, FixedCallbacks wire, HttpServerRequest request) {
        return EventLoops.backHere(CallbackBody.beginning(request))
                .flatMap(body -> wire.transaction(body)
                        .map(transaction -> callbacks.called(provider, transaction))
                        .orElseGet(() -> Uni.createFrom().voidItem()))
                .replaceWith(() -> wire.receipt()
                        .map(CallbackResource::json)
                        .orElseGet(() -> Response.noContent().build()));
    }

    /** For services that take a token from us before they call. */
    @POST
    @Path("{path}/token")
    @PermitAll
    @Operation(hidden = true)
    public Response token(@RestPath String path) {
        limit();
        return services.calledAt(path)
                .flatMap(this::fixed)
                .flatMap(FixedCallbacks::token)
                .map(CallbackResource::json)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND));
    }

    private Optional<FixedCallbacks> fixed(ProviderId provider) {
        return services.provider(provider).fixedCallbacks();
    }

    private void limit() {
        if (!rate.take()) {
            throw new ProblemException(ProblemType.TOO_MANY_REQUESTS).withRetryAfter(Duration.ofSeconds(1));
        }
    }

    private static Response json(byte[] body) {
        return Response.ok(body, MediaType.APPLICATION_JSON_TYPE).build();
    }
}
