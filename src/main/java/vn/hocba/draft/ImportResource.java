package vn.hocba.draft;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import vn.hocba.access.Actor;
import vn.hocba.access.CurrentActor;
import vn.hocba.directory.ClassId;
import vn.hocba.idempotency.Idempotency;

/** {@code /v1/classes/{classId}/transcripts/import}. */
@Path("/v1/classes/{classId}/transcripts/import")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Transcripts")
public class ImportResource {
    private final CurrentActor current;
    private final Idempotency idempotency;
    private final Bodies bodies;
    private final Viewers viewers;
    private final Drafts drafts;

    ImportResource(CurrentActor current, Idempotency idempotency, Bodies bodies, Viewers viewers, Drafts drafts) {
        this.current = current;
        this.idempotency = idempotency;
        this.bodies = bodies;
        this.viewers = viewers;
        this.drafts = drafts;
    }

    @POST
    @Operation(
            operationId = "importTranscripts",
            summary = "Enter the transcripts of a class at once (homeroom teacher, school administrator)",
            description =
                    "Every item is reported: the good ones are stored, a bad one (unreadable, or a pupil who has a"
                            + " transcript of this year) never touches the others.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = Requests.Import.class),
                            examples = @ExampleObject(name = "one pupil", value = TranscriptExample.IMPORT)))
    @APIResponse(
            responseCode = "200",
            description = "One result per item",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BulkResult.class)))
    public Uni<Response> importClass(@RestPath ClassId classId, byte[] body) {
        Actor actor = current.get();
        return idempotency.once(
                actor,
                body,
                () -> viewers.viewer(actor)
                        .chain(viewer ->
                                drafts.importInto(viewer, classId, () -> bodies.items(body, Requests.MOST_ITEMS)))
                        .map(result -> Response.ok(result).build()));
    }
}
