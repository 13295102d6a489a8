package vn.hocba.signing;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
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

    private final Workers workers;

    DocumentStore(Workers workers) {
        this.workers = workers;
    }

    /** Unsigned documents, given as {@code :documents} and {@code :xml}, which {@link #rows} makes. */
    static final String INSERT = """
            INSERT INTO signed_document (school_id, id, transcript_id, revision, signatures, xml, sha256, created_at)
            SELECT :school, r.id, r.transcript_id, r.revision, r.signatures,
                   substring(CAST(:xml AS bytea) FROM r.at FOR r.length), decode(r.sha256, 'base64'), r.created_at
              FROM jsonb_to_recordset(CAST(CAST(:documents AS text) AS jsonb)) AS r(
                id uuid, transcript_id uuid, revision int, signatures int, at int, length int, sha256 text,
                created_at timestamptz)
            """;

    private static final String SUCCEED = """
            WITH r AS (
              SELECT * FROM jsonb_to_recordset(CAST(CAST(:rows AS text) AS jsonb)) AS r(
                id uuid, transcript_id uuid, revision int, signatures int, edition int, at int, length int, sha256 text,
                created_at timestamptz)
            ), superseded AS (
              UPDATE signed_document d SET latest = false
                FROM r
               WHERE d.school_id = :school AND d.transcript_id = r.transcript_id AND d.revision = r.revision
                 AND d.signatures = r.signatures - 1 AND d.edition = r.edition AND d.latest
              RETURNING d.transcript_id, d.revision
            )
            INSERT INTO signed_document (school_id, id, transcript_id, revision, signatures, xml, sha256, created_at)
            SELECT :school, r.id, r.transcript_id, r.revision, r.signatures,
                   substring(CAST(:bytes AS bytea) FROM r.at FOR r.length), decode(r.sha256, 'base64'), r.created_at
              FROM r JOIN superseded USING (transcript_id, revision)
            RETURNING transcript_id
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
    record Base(UUID transcriptId, int revision, int signatures, int edition) {

        static Base of(Document document) {
            return new Base(document.transcriptId(), document.revision(), document.signatures(), document.edition());
        }
    }

    /**
     * Puts documents with one slot more in the places of those that they were made of.
     *
     * @param documents each with the edition of the one that it was made of
     * @return the transcripts of which that was still as it had been read; of the others nothing is stored
     */
    Uni<Set<UUID>> succeed(UUID school, List<Document> documents, Instant now) {
        return documents.isEmpty()
                ? Uni.createFrom().item(Set.of())
                : workers.compute(() -> rows(documents, now))
                        .flatMap(given -> session()
                                .flatMap(session -> session.createNativeQuery(SUCCEED, UUID.class)
                                        .setParameter("school", school)
                                        .setParameter("rows", given.rows())
                                        .setParameter("bytes", given.bytes())
                                        .getResultList()))
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

    static BulkRows.Parameters rows(List<Document> documents, Instant now) {
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
                .put("edition", document.edition())
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
