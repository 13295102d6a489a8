package vn.hocba.signing;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import vn.hocba.access.Actor;
import vn.hocba.access.CurrentActor;
import vn.hocba.access.Role;
import vn.hocba.directory.SchoolId;
import vn.hocba.directory.StaffId;
import vn.hocba.idempotency.Idempotency;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;
import vn.hocba.remotesigning.ProviderId;
import vn.hocba.remotesigning.RemoteSigningServices;

/** {@code /v1/providers}: the signing services, and the operator's switch for each. */
@Path("/v1/providers")
@Tag(name = "Providers", description = "The signing services that are configured.")
public class ProviderResource {

    private final CurrentActor current;
    private final RemoteSigningServices services;
    private final ProviderPauses pauses;
    private final FoundCredentials credentials;
    private final Idempotency idempotency;
    private final Clock clock;

    ProviderResource(
            CurrentActor current,
            RemoteSigningServices services,
            ProviderPauses pauses,
            FoundCredentials credentials,
            Idempotency idempotency,
            Clock clock) {
        this.current = current;
        this.services = services;
        this.pauses = pauses;
        this.credentials = credentials;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    @GET
    @Operation(
            operationId = "listProviders",
            summary = "The signing services and whether calls go to them (platform operator)")
    public Uni<List<ProviderView>> list() {
        current.get().require(Role.PLATFORM_OPERATOR);
        return pauses.all();
    }

    @GET
    @Path("{id}/schools/{schoolId}/credentials")
    @Operation(
            operationId = "lookUpCredentials",
            summary = "What a signing service has for a member of staff, or for the school's seal (platform operator)",
            description =
                    "Live from the service, by the personal number on the roster or the school's tax code, so that a"
                            + " credential binding can name one of them; 20 at most. The school's record says who looked.")
    public Uni<List<FoundCredential>> credentials(
            @RestPath String id,
            @RestPath SchoolId schoolId,
            @RestQuery @Parameter(description = "Whose; if absent, those of the school's seal") @Nullable
                    StaffId staffId) {
        var actor = operator();
        return credentials.of(actor, provider(id), schoolId, staffId);
    }

    @PUT
    @Path("{id}/pause")
    @Operation(
            operationId = "pauseProvider",
            summary = "Make no calls to a signing service (platform operator)",
            description =
                    "All replicas obey within hocba.signing.poll. Sessions under way wait, and go on when the pause ends:"
                            + " nobody is asked to consent again because of it. New requests are refused meanwhile with 503.")
    @APIResponse(
            responseCode = "200",
            description = "Paused",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ProviderView.class)))
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = PauseRequest.class),
                            examples = @ExampleObject(name = "until further notice", value = """
                                                    {"reason": "Nhà cung cấp báo sự cố"}""")))
    public Uni<Response> pause(@RestPath String id, @NotNull @Valid PauseRequest body) {
        var actor = operator();
        var provider = provider(id);
        body.validate(clock.instant());
        return pauses.change(() -> idempotency.once(
                actor,
                body,
                () -> pauses.pause(actor, provider, body)
                        .map(view -> Response.ok(view).build())));
    }

    @DELETE
    @Path("{id}/pause")
    @Operation(operationId = "endProviderPause", summary = "Make calls to a signing service again (platform operator)")
    @APIResponse(
            responseCode = "200",
            description = "Not paused by an operator; it may rest for other reasons",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ProviderView.class)))
    public Uni<Response> goOn(@RestPath String id) {
        var actor = operator();
        var provider = provider(id);
        return pauses.change(() -> idempotency.once(
                actor,
                null,
                () -> pauses.goOn(actor, provider).map(view -> Response.ok(view).build())));
    }

    /** For everybody else there is nothing here. */
    private Actor operator() {
        var actor = current.get();
        if (!actor.isPlatformOperator()) {
            throw new ProblemException(ProblemType.NOT_FOUND);
        }
        return actor;
    }

    private ProviderId provider(String id) {
        return services.providers().stream()
                .filter(provider -> provider.value().equals(id))
                .findFirst()
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND));
    }
}
