package vn.hocba.draft;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;
import vn.hocba.access.Actor;
import vn.hocba.access.CurrentActor;
import vn.hocba.directory.ClassId;
import vn.hocba.directory.StaffId;
import vn.hocba.idempotency.Idempotency;
import vn.hocba.problem.Problem;
import vn.hocba.problem.ProblemException;

/** {@code /v1/transcripts}: locking, unlocking and returning. */
@Path("/v1/transcripts")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Transcripts")
public class LifecycleResource {
    private final CurrentActor current;
    private final Idempotency idempotency;
    private final Viewers viewers;
    private final Drafts drafts;
    private final Locking locking;
    private final Transcripts transcripts;
    private final TranscriptStore store;

    LifecycleResource(
            CurrentActor current,
            Idempotency idempotency,
            Viewers viewers,
            Drafts drafts,
            Locking locking,
            Transcripts transcripts,
            TranscriptStore store) {
        this.current = current;
        this.idempotency = idempotency;
        this.viewers = viewers;
        this.drafts = drafts;
        this.locking = locking;
        this.transcripts = transcripts;
        this.store = store;
    }

    @POST
    @Path("{id}/lock")
    @Operation(
            operationId = "lockTranscript",
            summary = "Fix a transcript for signing (homeroom teacher of the class)",
            description =
                    "Fixes the content, the school's header and the leader who will sign. Refused as long as the rules"
                            + " find an error; each is reported with a pointer to its field.")
    @APIResponse(
            responseCode = "200",
            description = "Locked; new ETag",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = TranscriptView.class)))
    @APIResponse(
            responseCode = "422",
            description = "Not complete or not right; one finding per field",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<Response> lock(@RestPath TranscriptId id, Requests.@Nullable Lock body) {
        Actor actor = current.get();
        StaffId leader = body == null ? null : body.leaderStaffId();
        return idempotency.once(
                actor,
                body,
                () -> transcripts
                        .target(actor, id)
                        .chain(target -> locking.lock(target.viewer(), target.standing(), leader))
                        .chain(() -> transcripts.read(actor, id))
                        .map(TranscriptResource::tagged));
    }

    @POST
    @Path("lock")
    @Operation(
            operationId = "lockTranscripts",
            summary = "Fix many transcripts for signing (homeroom teacher of the class)",
            description = "Those named, or all drafts of a class; at most 100. Complete ones are locked, the others"
                    + " reported.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = Requests.BulkLock.class),
                            examples =
                                    @ExampleObject(
                                            name = "a class",
                                            value = "{\"classId\": \"0199a1b2-0000-7000-8000-000000000001\"}")))
    @APIResponse(
            responseCode = "200",
            description = "One result per transcript",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BulkResult.class)))
    public Uni<Response> lockAll(Requests.@Nullable BulkLock body) {
        Actor actor = current.get();
        Requests.BulkLock request = Requests.BulkLock.checked(body);
        return idempotency.once(
                actor,
                request,
                () -> viewers.viewer(actor)
                        .chain(viewer -> named(viewer, request)
                                .chain(ids -> ids.isEmpty()
                                        ? Uni.createFrom().item(BulkResult.of(List.of()))
                                        : locking.lock(viewer, ids, request.leaderStaffId())))
                        .map(result -> Response.ok(result).build()));
    }

    private Uni<List<TranscriptId>> named(Viewer viewer, Requests.BulkLock request) {
        ClassId classId = request.classId();
        if (classId == null) {
            List<TranscriptId> ids = request.ids();
            return Uni.createFrom()
                    .item(ids == null ? List.of() : ids.stream().distinct().toList());
        }
        if (!viewer.sees(classId)) {
            throw Transcripts.notFound();
        }
        return drafts.existingClass(viewer, classId)
                .invoke(() -> viewer.requireHomeroomTeacher(classId))
                .chain(() -> store.draftsOfClass(viewer.school().id(), classId, Requests.MOST_ITEMS + 1))
                .map(drafts -> Requests.BulkLock.bounded(
                        drafts.stream().map(Standing::id).toList()));
    }

    @POST
    @Path("{id}/unlock")
    @Operation(
            operationId = "unlockTranscript",
            summary = "Open a locked transcript again (school administrator)",
            description = "Only before signing began; the reason stays in the history.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = Requests.Reason.class),
                            examples = @ExampleObject(name = "a wrong mark", value = TranscriptExample.REASON)))
    @APIResponse(
            responseCode = "200",
            description = "A draft again; new ETag",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = TranscriptView.class)))
    public Uni<Response> unlock(@RestPath TranscriptId id, Requests.@Nullable Reason body) {
        return undo(id, body, (target, reason) -> locking.unlock(target.viewer(), target.standing(), reason));
    }

    @POST
    @Path("{id}/return")
    @Operation(
            operationId = "returnTranscript",
            summary = "Give a transcript back to the homeroom teacher (whose signature is next)",
            description =
                    "Signatures made so far stay in the history and do not count any more. Not while a signing request"
                            + " works on it.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = Requests.Reason.class),
                            examples = @ExampleObject(name = "a wrong mark", value = TranscriptExample.REASON)))
    @APIResponse(
            responseCode = "200",
            description = "A draft again; new ETag",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = TranscriptView.class)))
    public Uni<Response> returnToDraft(@RestPath TranscriptId id, Requests.@Nullable Reason body) {
        return undo(id, body, (target, reason) -> locking.returnToDraft(target.viewer(), target.standing(), reason));
    }

    private interface Undoing {
        Uni<Void> apply(Transcripts.Target target, String reason) throws ProblemException;
    }

    private Uni<Response> undo(TranscriptId id, Requests.@Nullable Reason body, Undoing undoing) {
        Actor actor = current.get();
        return idempotency.once(
                actor,
                body,
                () -> transcripts
                        .target(actor, id)
                        .chain(target -> undoing.apply(target, Requests.Reason.checked(body)))
                        .chain(() -> transcripts.read(actor, id))
                        .map(TranscriptResource::tagged));
    }
}
