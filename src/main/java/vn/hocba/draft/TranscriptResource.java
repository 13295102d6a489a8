package vn.hocba.draft;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import vn.hocba.access.Actor;
import vn.hocba.access.CurrentActor;
import vn.hocba.directory.ClassId;
import vn.hocba.directory.EntityTags;
import vn.hocba.directory.Page;
import vn.hocba.directory.PageRequest;
import vn.hocba.idempotency.Idempotency;
import vn.hocba.problem.Problem;
import vn.hocba.transcript.TranscriptContent;

/** {@code /v1/transcripts}: entering and reading. Its life after that is {@link LifecycleResource}. */
@Path("/v1/transcripts")
@Tag(name = "Transcripts", description = "Enter, lock and follow the transcripts of a class.")
public class TranscriptResource {
    private final CurrentActor current;
    private final Idempotency idempotency;
    private final Bodies bodies;
    private final Viewers viewers;
    private final Drafts drafts;
    private final Transcripts transcripts;
    private final ReadablePage page;

    TranscriptResource(
            CurrentActor current,
            Idempotency idempotency,
            Bodies bodies,
            Viewers viewers,
            Drafts drafts,
            Transcripts transcripts,
            ReadablePage page) {
        this.current = current;
        this.idempotency = idempotency;
        this.bodies = bodies;
        this.viewers = viewers;
        this.drafts = drafts;
        this.transcripts = transcripts;
        this.page = page;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createTranscript",
            summary = "Enter a transcript (homeroom teacher, school administrator)",
            description =
                    "A draft may be incomplete: the answer's warnings say what a lock would still refuse. A pupil has one"
                            + " transcript a school year.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = Requests.NewTranscript.class),
                            examples = @ExampleObject(name = "grade 4", value = TranscriptExample.NEW)))
    @APIResponse(
            responseCode = "201",
            description = "Stored; ETag for changes",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = TranscriptView.class)))
    @APIResponse(
            responseCode = "409",
            description = "The pupil has a transcript of this school year",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<Response> create(byte[] body) {
        Actor actor = current.get();
        return idempotency.once(
                actor,
                body,
                () -> viewers.viewer(actor)
                        .chain(viewer -> bodies.created(body).chain(read -> drafts.create(viewer, read)))
                        .chain(id -> transcripts.read(actor, id))
                        .map(view -> Response.created(URI.create("/v1/transcripts/" + view.id()))
                                .header(HttpHeaders.ETAG, EntityTags.of(view.version()))
                                .entity(view)
                                .build()));
    }

    @GET
    @Operation(
            operationId = "listTranscripts",
            summary = "List transcripts, oldest first",
            description = "A homeroom teacher sees the own classes, everybody else the whole school.")
    public Uni<Page<TranscriptSummary>> list(
            @RestQuery @Nullable ClassId classId,
            @Parameter(example = "2025-2026") @RestQuery @Nullable String schoolYear,
            @RestQuery TranscriptState.@Nullable Code state,
            @Parameter(description = "`me`: what I can sign now", example = "me") @RestQuery @Nullable String awaiting,
            @Parameter(description = "`next` of the page before") @RestQuery @Nullable String cursor,
            @Parameter(description = "1 to 100, 50 if absent") @RestQuery @Nullable Integer limit) {
        PageRequest part = PageRequest.of(cursor, limit);
        return transcripts.list(current.get(), Transcripts.Query.of(classId, schoolYear, state, awaiting), part);
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getTranscript", summary = "Read a transcript and its state")
    @APIResponse(
            responseCode = "200",
            description = "The transcript; ETag for changes",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = TranscriptView.class)))
    public Uni<Response> get(@RestPath TranscriptId id) {
        return transcripts.read(current.get(), id).map(TranscriptResource::tagged);
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "replaceTranscript",
            summary = "Replace a draft's content (homeroom teacher, school administrator)",
            description =
                    "`If-Match` names the version that was read: 428 without it, 412 when somebody changed it since.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = TranscriptContent.class),
                            examples = @ExampleObject(name = "grade 4", value = TranscriptExample.CONTENT)))
    @APIResponse(
            responseCode = "200",
            description = "Stored; new ETag",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = TranscriptView.class)))
    @APIResponse(
            responseCode = "412",
            description = "It has changed since; `currentState` says to what",
            content = @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
    public Uni<Response> replace(
            @RestPath TranscriptId id,
            @Parameter(example = "\"1\"") @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            byte[] body) {
        Actor actor = current.get();
        return idempotency.once(
                actor,
                body,
                () -> transcripts
                        .target(actor, id)
                        .chain(target -> {
                            int expected = EntityTags.expectedVersion(ifMatch);
                            return bodies.content(body)
                                    .chain(content ->
                                            drafts.replace(target.viewer(), target.standing(), expected, content));
                        })
                        .chain(() -> transcripts.read(actor, id))
                        .map(TranscriptResource::tagged));
    }

    @DELETE
    @Path("{id}")
    @Operation(
            operationId = "deleteTranscript",
            summary = "Delete a draft that was never locked (homeroom teacher, school administrator)")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Uni<Response> delete(@RestPath TranscriptId id) {
        Actor actor = current.get();
        return idempotency.once(
                actor,
                null,
                () -> transcripts
                        .target(actor, id)
                        .chain(target -> drafts.delete(target.viewer(), target.standing()))
                        .map(done -> Response.noContent().build()));
    }

    @GET
    @Path("{id}/history")
    @Operation(operationId = "getTranscriptHistory", summary = "Who did what to a transcript, when and why")
    public Uni<HistoryView> history(@RestPath TranscriptId id) {
        return transcripts.history(current.get(), id);
    }

    @GET
    @Path("{id}/view")
    @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
    @Operation(
            operationId = "viewTranscript",
            summary = "A page that a person reads before signing, in Vietnamese",
            description = "Shows the locked revision, or the draft as it is.")
    public Uni<Response> view(@RestPath TranscriptId id) {
        return transcripts
                .find(current.get(), id)
                .chain(page::render)
                .map(html -> Response.ok(html)
                        .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                        .header(
                                "Content-Security-Policy",
                                "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
                        .header("X-Content-Type-Options", "nosniff")
                        .build());
    }

    static Response tagged(TranscriptView view) {
        return Response.ok(view)
                .header(HttpHeaders.ETAG, EntityTags.of(view.version()))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .build();
    }
}
