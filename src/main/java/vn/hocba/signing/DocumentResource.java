package vn.hocba.signing;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import vn.hocba.access.Actor;
import vn.hocba.access.CurrentActor;
import vn.hocba.access.Role;
import vn.hocba.directory.Directory;
import vn.hocba.directory.School;
import vn.hocba.document.TranscriptXmlWriter;
import vn.hocba.draft.LockedRevision;
import vn.hocba.draft.TranscriptId;
import vn.hocba.draft.TranscriptState;
import vn.hocba.draft.TranscriptStates;
import vn.hocba.pki.DigestAlgorithm;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;
import vn.hocba.workers.Workers;

/** {@code /v1/transcripts/{id}/document}: the XML of a locked revision, with the signatures that it has so far. */
@Path("/v1/transcripts/{id}/document")
@Tag(name = "Transcripts")
public class DocumentResource {

    private final CurrentActor current;
    private final Directory directory;
    private final TranscriptStates transcripts;
    private final DocumentStore documents;
    private final Workers workers;

    DocumentResource(
            CurrentActor current,
            Directory directory,
            TranscriptStates transcripts,
            DocumentStore documents,
            Workers workers) {
        this.current = current;
        this.directory = directory;
        this.transcripts = transcripts;
        this.documents = documents;
        this.workers = workers;
    }

    @GET
    @Produces(MediaType.APPLICATION_XML)
    @Operation(
            operationId = "getTranscriptDocument",
            summary = "The XML of the last locked revision, or of an earlier one that was signed",
            description = "404 for a draft, unless a revision is named.")
    @APIResponse(
            responseCode = "200",
            description = "The ministry's layout; ETag is the SHA-256 of the bytes",
            content = @Content(mediaType = "application/xml", schema = @Schema(implementation = String.class)))
    public Uni<Response> get(@RestPath UUID id, @RestQuery @Nullable Integer revision) {
        var actor = current.get();
        return directory
                .ownSchool(actor)
                .flatMap(school -> transcripts
                        .lockedRevisions(school.id(), List.of(new TranscriptId(id)))
                        .map(found -> found.stream().findFirst().orElseThrow(DocumentResource::notFound))
                        .call(last -> requireVisible(actor, school, last))
                        .call(last -> revision == null
                                ? requireLocked(school, last)
                                : Uni.createFrom().voidItem())
                        .flatMap(last -> Panache.withSession(() -> documents.latest(
                                        school.id().value(), id, revision == null ? last.revision() : revision))
                                .flatMap(stored -> bytes(stored, last, revision))))
                .flatMap(xml -> workers.compute(() -> HexFormat.of().formatHex(DigestAlgorithm.SHA256.digest(xml)))
                        .map(sha256 -> response(xml, sha256)));
    }

    /** A homeroom teacher sees the own classes; leaders, seal officers and administrators the whole school. */
    private Uni<Void> requireVisible(Actor actor, School school, LockedRevision revision) {
        if (actor.hasAny(Role.PRINCIPAL, Role.SEAL_OFFICER, Role.SCHOOL_ADMINISTRATOR)) {
            return Uni.createFrom().voidItem();
        }
        return directory
                .homeroomTeacherOf(school.id(), revision.classId())
                .map(teacher -> teacher.filter(one -> one.accountId().equals(actor.subject()))
                        .filter(one -> actor.hasAny(Role.HOMEROOM_TEACHER))
                        .orElseThrow(DocumentResource::notFound))
                .replaceWithVoid();
    }

    /** What was returned or unlocked is a draft again: the signatures in its last file do not count any more. */
    private Uni<Void> requireLocked(School school, LockedRevision last) {
        return transcripts
                .standing(school.id(), last.id())
                .map(found -> found.filter(standing -> !(standing.state() instanceof TranscriptState.Draft))
                        .orElseThrow(DocumentResource::notFound))
                .replaceWithVoid();
    }

    private Uni<byte[]> bytes(Optional<DocumentStore.Document> stored, LockedRevision last, @Nullable Integer asked) {
        if (stored.isPresent()) {
            return Uni.createFrom().item(stored.get().xml());
        }
        if (asked != null && asked != last.revision()) {
            return Uni.createFrom().failure(notFound());
        }
        return workers.compute(
                () -> TranscriptXmlWriter.write(last.transcript()).bytes());
    }

    private static Response response(byte[] xml, String sha256) {
        return Response.ok(xml, MediaType.APPLICATION_XML_TYPE)
                .header(HttpHeaders.ETAG, '"' + sha256 + '"')
                .header(HttpHeaders.CACHE_CONTROL, "private, no-store")
                .build();
    }

    private static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND);
    }
}
