package vn.hocba.signing;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import vn.hocba.directory.TimeOrderedIds;
import vn.hocba.pki.DigestAlgorithm;
import vn.hocba.workers.Workers;

/**
 * Rows of {@code signed_document}, one for each number of filled slots. Only the latest row of a revision is written to: it gets
 * a successor with one slot more, or unsigned properties of its signatures. Both compare the edition that was read, so whoever
 * comes second reads again. Every method runs in the caller's transaction.
 */
@ApplicationScoped
public class DocumentStore {

    private static final int ROWS_AT_ONCE = 100;

    private final Workers workers;

    DocumentStore(Workers workers) {
        this.workers = workers;
    }

    private static final String INSERT = """
            INSERT INTO signed_document (school_id, id, transcript_id, revision, signatures, xml, sha256, created_at)
            SELECT :school, r.id, r.transcript_id, r.revision, r.signatures,
                   substring(CAST(:bytes AS bytea) FROM r.at FOR r.length), decode(r.sha256, 'base64'), r.created_at
              FROM jsonb_to_recordset(CAST(CAST(:rows AS text) AS jsonb)) AS r(
                id uuid, transcript_id uuid, revision int, signatures int, at int, length int, sha256 text,
                created_at timestamptz)
            """;

    private static final String SUPERSEDE = """
            UPDATE signed_document d SET latest = false
              FROM jsonb_to_recordset(CAST(CAST(:rows AS text) AS jsonb)) AS r(
                transcript_id uuid, revision int, signatures int, edition int)
             WHERE d.school_id = :school AND d.transcript_id = r.transcript_id AND d.revision = r.revision
               AND d.signatures = r.signatures AND d.edition = r.edition AND d.latest
            RETURNING d.transcript_id
            """;

    private static final String RAISE = """
            UPDATE signed_document SET xml = :xml, sha256 = :sha256, edition = edition + 1
             WHERE school_id = :school AND transcript_id = :transcript AND revision = :revision
               AND signatures = :signatures AND edition = :edition AND latest
            """;

    /**
     * The XML of one revision with so many slots filled.
     *
     * @param edition counts what was added to its signatures
     */
    @SuppressWarnings("ArrayRecordComponent") // short-lived, never compared
    @RegisterForReflection(fields = false, methods = false)
    public record Document(UUID transcriptId, int revision, int signatures, int edition, byte[] xml) {}

    /** A document as it was read, without its bytes. */
    @RegisterForReflection(fields = false, methods = false)
    record Base(UUID transcriptId, int revision, int signatures, int edition) {}

    /** Makes way for documents with one slot more. @return the transcripts whose document was still as it had been read */
    Uni<Set<UUID>> supersede(UUID school, List<Base> bases) {
        var rows = new JsonArray();
        bases.forEach(base -> rows.add(new JsonObject()
                .put("transcript_id", base.transcriptId().toString())
                .put("revision", base.revision())
                .put("signatures", base.signatures())
                .put("edition", base.edition())));
        return session()
                .flatMap(session -> session.createNativeQuery(SUPERSEDE, UUID.class)
                        .setParameter("school", school)
                        .setParameter("rows", rows.encode())
                        .getResultList())
                .map(Set::copyOf);
    }

    /** Puts the same document with more unsigned properties in its place. @return whether it was still as it had been read */
    public Uni<Boolean> raise(UUID school, Document read, byte[] xml) {
        return session()
                .flatMap(session -> session.createNativeQuery(RAISE)
                        .setParameter("xml", xml)
                        .setParameter("sha256", DigestAlgorithm.SHA256.digest(xml))
                        .setParameter("school", school)
                        .setParameter("transcript", read.transcriptId())
                        .setParameter("revision", read.revision())
                        .setParameter("signatures", read.signatures())
                        .setParameter("edition", read.edition())
                        .executeUpdate())
                .map(count -> count == 1);
    }

    /** Editions of documents with so many slots filled, by transcript and revision. */
    Uni<Set<Base>> bases(UUID school, Collection<UUID> transcripts, int signatures) {
        return session()
                .flatMap(session -> session.createQuery(
                                "select new vn.hocba.signing.DocumentStore$Base(transcriptId, revision, signatures, edition)"
                                        + " from SignedDocumentEntity where schoolId = :school and transcriptId in (:ids)"
                                        + " and signatures = :signatures",
                                Base.class)
                        .setParameter("school", school)
                        .setParameter("ids", transcripts)
                        .setParameter("signatures", signatures)
                        .getResultList())
                .map(Set::copyOf);
    }

    Uni<Void> insert(UUID school, List<Document> documents, Instant now) {
        return insert(school, documents, now, 0);
    }

    private Uni<Void> insert(UUID school, List<Document> documents, Instant now, int from) {
        if (from >= documents.size()) {
            return Uni.createFrom().voidItem();
        }
        var chunk = documents.subList(from, Math.min(documents.size(), from + ROWS_AT_ONCE));
        return workers.compute(() -> rows(chunk, now))
                .flatMap(given -> session()
                        .flatMap(session -> session.createNativeQuery(INSERT)
                                .setParameter("school", school)
                                .setParameter("rows", given.rows())
                                .setParameter("bytes", given.bytes())
                                .executeUpdate()))
                .chain(() -> insert(school, documents, now, from + ROWS_AT_ONCE));
    }

    private static BulkRows.Parameters rows(List<Document> documents, Instant now) {
        var rows = new BulkRows();
        documents.forEach(document -> rows.add(row(document, now), document.xml()));
        return rows.parameters();
    }

    private static JsonObject row(Document document, Instant now) {
        return new JsonObject()
                .put("id", TimeOrderedIds.next().toString())
                .put("transcript_id", document.transcriptId().toString())
                .put("revision", document.revision())
                .put("signatures", document.signatures())
                .put("sha256", Base64.getEncoder().encodeToString(DigestAlgorithm.SHA256.digest(document.xml())))
                .put("created_at", now);
    }

    /** Documents of these transcripts with so many slots filled; of each, every revision that has one. */
    Uni<List<Document>> find(UUID school, Collection<UUID> transcripts, int signatures) {
        return session()
                .flatMap(session -> session.createQuery(
                                "select new vn.hocba.signing.DocumentStore$Document(transcriptId, revision, signatures, edition, xml)"
                                        + " from SignedDocumentEntity where schoolId = :school and transcriptId in (:ids)"
                                        + " and signatures = :signatures",
                                Document.class)
                        .setParameter("school", school)
                        .setParameter("ids", transcripts)
                        .setParameter("signatures", signatures)
                        .getResultList());
    }

    /** The document of one revision with the most slots filled. */
    public Uni<Optional<Document>> latest(UUID school, UUID transcript, int revision) {
        return session()
                .flatMap(session -> session.createQuery(
                                "select new vn.hocba.signing.DocumentStore$Document(transcriptId, revision, signatures, edition, xml)"
                                        + " from SignedDocumentEntity where schoolId = :school and transcriptId = :id"
                                        + " and revision = :revision order by signatures desc",
                                Document.class)
                        .setParameter("school", school)
                        .setParameter("id", transcript)
                        .setParameter("revision", revision)
                        .setMaxResults(1)
                        .getSingleResultOrNull()
                        .map(Optional::ofNullable));
    }

    private static Uni<Mutiny.Session> session() {
        return Panache.getSession();
    }
}
