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
 * Rows of {@code signed_document}, one for each number of filled slots, each with what it adds to the one before. Only the latest row of a revision is written to: it gets
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
                id uuid, transcript_id uuid, revision int, signatures int, edition int, inserted_at int, at int, length int,
                sha256 text, created_at timestamptz)
            ), superseded AS (
              UPDATE signed_document d SET latest = false
                FROM r
               WHERE d.school_id = :school AND d.transcript_id = r.transcript_id AND d.revision = r.revision
                 AND d.signatures = r.signatures - 1 AND d.edition = r.edition AND d.latest
              RETURNING d.transcript_id, d.revision
            )
            INSERT INTO signed_document (school_id, id, transcript_id, revision, signatures, xml, inserted_at, sha256, created_at)
            SELECT :school, r.id, r.transcript_id, r.revision, r.signatures,
                   substring(CAST(:bytes AS bytea) FROM r.at FOR r.length), r.inserted_at, decode(r.sha256, 'base64'), r.created_at
              FROM r JOIN superseded USING (transcript_id, revision)
            RETURNING transcript_id
            """;

    /** The columns of {@link #read}. */
    private static final String READ = """
            SELECT d.transcript_id, d.revision, d.signatures, d.edition, whole_xml(d), d.inserted_at, length(d.xml)
              FROM signed_document d
            """;

    private static final String RAISE = """
            UPDATE signed_document SET xml = :xml, inserted_at = :insertedAt, sha256 = :sha256, edition = edition + 1
             WHERE school_id = :school AND transcript_id = :transcript AND revision = :revision
               AND signatures = :signatures AND edition = :edition AND latest
            """;

    /**
     * The XML of one revision with so many slots filled.
     *
     * @param edition counts what was added to its signatures
     * @param inserted what of it is stored, beside the document with one slot fewer; of others it is stored whole
     */
    @SuppressWarnings("ArrayRecordComponent") // short-lived, never compared
    public record Document(
            UUID transcriptId,
            int revision,
            int signatures,
            int edition,
            byte[] xml,
            Optional<Insertion.Place> inserted) {}

    /**
     * A document with one slot more than another.
     *
     * @param of the other, as it was read
     */
    @SuppressWarnings("ArrayRecordComponent") // short-lived, never compared
    record Successor(Document of, byte[] xml) {}

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
     * @return the transcripts of which that was still as it had been read; of the others nothing is stored
     */
    Uni<Set<UUID>> succeed(UUID school, List<Successor> documents, Instant now) {
        return documents.isEmpty()
                ? Uni.createFrom().item(Set.of())
                : workers.compute(() -> successors(documents, now))
                        .flatMap(given -> session()
                                .flatMap(session -> session.createNativeQuery(SUCCEED, UUID.class)
                                        .setParameter("school", school)
                                        .setParameter("rows", given.rows())
                                        .setParameter("bytes", given.bytes())
                                        .getResultList()))
                        .map(Set::copyOf);
    }

    private static BulkRows.Parameters successors(List<Successor> documents, Instant now) {
        var rows = new BulkRows();
        documents.forEach(document -> {
            var of = document.of();
            var insertion = Insertion.of(of.xml(), document.xml());
            rows.add(
                    row(of, of.signatures() + 1, document.xml(), now)
                            .put("inserted_at", insertion.map(Insertion::at).orElse(null)),
                    insertion.map(Insertion::bytes).orElse(document.xml()));
        });
        return rows.parameters();
    }

    /** Puts the same document with more unsigned properties in its place. @return whether it was still as it had been read */
    public Uni<Boolean> raise(UUID school, Document read, byte[] xml) {
        var insertion = read.inserted().flatMap(place -> Insertion.of(place.takenFrom(read.xml()), xml));
        return session()
                .flatMap(session -> session.createNativeQuery(RAISE)
                        .setParameter("xml", insertion.map(Insertion::bytes).orElse(xml))
                        .setParameter("insertedAt", insertion.map(Insertion::at).orElse(null))
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
        documents.forEach(
                document -> rows.add(row(document, document.signatures(), document.xml(), now), document.xml()));
        return rows.parameters();
    }

    private static JsonObject row(Document document, int signatures, byte[] xml, Instant now) {
        return new JsonObject()
                .put("id", TimeOrderedIds.next().toString())
                .put("transcript_id", document.transcriptId().toString())
                .put("revision", document.revision())
                .put("signatures", signatures)
                .put("edition", document.edition())
                .put("sha256", Base64.getEncoder().encodeToString(DigestAlgorithm.SHA256.digest(xml)))
                .put("created_at", now);
    }

    /** Documents of these transcripts with so many slots filled; of each, every revision that has one. */
    Uni<List<Document>> find(UUID school, Collection<UUID> transcripts, int signatures) {
        return session()
                .flatMap(session -> session.createNativeQuery(
                                READ
                                        + "WHERE d.school_id = :school AND d.transcript_id = ANY(:ids) AND d.signatures = :signatures",
                                Object[].class)
                        .setParameter("school", school)
                        .setParameter("ids", transcripts.toArray(UUID[]::new))
                        .setParameter("signatures", signatures)
                        .getResultList())
                .map(rows -> rows.stream().map(DocumentStore::read).toList());
    }

    /** The document of one revision with the most slots filled. */
    public Uni<Optional<Document>> latest(UUID school, UUID transcript, int revision) {
        return session()
                .flatMap(session -> session.createNativeQuery(
                                READ
                                        + "WHERE d.school_id = :school AND d.transcript_id = :id AND d.revision = :revision AND d.latest",
                                Object[].class)
                        .setParameter("school", school)
                        .setParameter("id", transcript)
                        .setParameter("revision", revision)
                        .getSingleResultOrNull())
                .map(row -> Optional.ofNullable(row).map(DocumentStore::read));
    }

    private static Document read(Object[] row) {
        return new Document(
                (UUID) row[0],
                ((Number) row[1]).intValue(),
                ((Number) row[2]).intValue(),
                ((Number) row[3]).intValue(),
                (byte[]) row[4],
                row[5] instanceof Number at
                        ? Optional.of(new Insertion.Place(at.intValue(), ((Number) row[6]).intValue()))
                        : Optional.empty());
    }

    private static Uni<Mutiny.Session> session() {
        return Panache.getSession();
    }
}
