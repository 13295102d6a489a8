package vn.hocba.signing;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import vn.hocba.access.CurrentActor;

/** {@code /v1/signing-requests/preflight}: what would become of a request, before anybody is asked. */
@Path("/v1/signing-requests/preflight")
@Tag(name = "Signing")
public class PreflightResource {

    private final CurrentActor current;
    private final Signatories signatories;
    private final Preflight preflight;

    PreflightResource(CurrentActor current, Signatories signatories, Preflight preflight) {
        this.current = current;
        this.signatories = signatories;
        this.preflight = preflight;
    }

    @POST
    @Operation(
            operationId = "preflightSigningRequest",
            summary = "Whether a request would be opened now, what stands against it, and what it would take",
            description =
                    "Runs the checks of opening a request to their end: the state of each transcript, the signer's"
                            + " credential (whose it is, chain, validity to the end of the signing window, revocation now, key usage,"
                            + " algorithm), and the signing service. Changes nothing, and nobody is asked to consent. Each call is"
                            + " answered anew, so it takes no Idempotency-Key.")
    @APIResponse(
            responseCode = "200",
            description = "What was found",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = PreflightView.class)))
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = OpenRequest.class),
                            examples = @ExampleObject(name = "a class", value = """
                                                    {"slot": "HOMEROOM_TEACHER",
                                                     "classId": "0197b0f0-7c3a-7c1e-9d4b-2f6a8e5d1c00"}""")))
    public Uni<PreflightView> preflight(@NotNull @Valid OpenRequest body) {
        var actor = current.get();
        return signatories.require(actor, body.slot()).flatMap(signer -> preflight.of(signer, body));
    }
}
