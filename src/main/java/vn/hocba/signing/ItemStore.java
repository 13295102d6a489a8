package vn.hocba.signing;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import vn.hocba.events.DomainEvent;
import vn.hocba.transcript.Slot;
import vn.hocba.workers.Workers;

/** Rows of {@code signing_item}. Every method runs in the caller's transaction. */
@ApplicationScoped
class ItemStore {

    /** Rows in one statement: keeps a request of thousands of items from becoming one huge parameter. */
    private static final int ROWS_AT_ONCE = 200;

    /** A resumed item keeps its row; its old preparation is replaced, and can never be completed any more. */
    private static final String PUT = """
            INSERT INTO signing_item AS i (school_id, id, request_id, session_id, position, transcript_id, revision,
                                           slot, label, state, prepared, digest)
            SELECT r.school_id, r.id, r.request_id, r.session_id, r.position, r.transcript_id, r.revision,
                   r.slot, r.label, 'PREPARED', substring(CAST(:bytes AS bytea) FROM r.at FOR r.length),
                   decode(r.digest, 'base64')
              FROM jsonb_to_recordset(CAST(CAST(:rows AS text) AS jsonb)) AS r(
                school_id uuid, id uuid, request_id uuid, session_id uuid, position int, transcript_id uuid,
                revision int, slot text, label text, at int, length int, digest text)
            ON CONFLICT (school_id, id) DO UPDATE
               SET session_id = excluded.session_id, position = excluded.position, state = 'PREPARED',
                   prepared = excluded.prepared, digest = excluded.digest, raw_signature = NULL, failure = NULL
             WHERE i.state IN ('PREPARED', 'FAILED')
            """;

    private static final String PUT_WITH_DOCUMENTS = "WITH documents AS (" + DocumentStore.INSERT + ")\n" + PUT;

    /**
     * Each document is looked up by its key, which the limit makes sure of: while the planner knows nothing of a school yet, a join looks
     * no cheaper to it than reading all of the school's documents for each item.
     */
    private static final String RECEIVED = """
            SELECT r.id, r.slot, r.prepared, r.raw_signature, r.transcript_id, r.revision, r.signatures, r.edition, r.xml,
                   r.signer_subject, r.signer_name,
                   CASE row_number() OVER (ORDER BY r.position)
                     WHEN 1 THEN (SELECT prepared FROM signing_session WHERE school_id = :school AND id = :session) END
              FROM (SELECT i.id, i.slot, i.prepared, i.raw_signature, i.transcript_id, i.revision, d.signatures, d.edition, d.xml,
                           q.signer_subject, q.signer_name, i.position
                      FROM (SELECT * FROM signing_item
                             WHERE school_id = :school AND session_id = :session AND state = 'RECEIVED'
                             ORDER BY position LIMIT :most) i
                      JOIN signing_request q ON q.school_id = i.school_id AND q.id = i.request_id
                      CROSS JOIN LATERAL (
                           SELECT whole_xml(w) AS xml, signatures, edition
                             FROM signed_document w
                            WHERE school_id = i.school_id AND transcript_id = i.transcript_id AND revision = i.revision
                              AND signatures = CASE i.slot WHEN 'HOMEROOM_TEACHER' THEN 0 WHEN 'PRINCIPAL' THEN 1 ELSE 2 END
                            LIMIT 1) d) r
             ORDER BY r.position
            """;

    private static final String EXCHANGE = """
            UPDATE signing_item i SET raw_signature = decode(r.raw, 'base64')
              FROM jsonb_to_recordset(CAST(CAST(:rows AS text) AS jsonb)) AS r(id uuid, raw text)
             WHERE i.school_id = :school AND i.session_id = :session AND i.id = r.id AND i.state = 'RECEIVED'
            """;

    private static final String RELEASE = """
            UPDATE signing_item SET state = 'RELEASED'
             WHERE school_id = :school AND request_id = :request AND state IN ('PREPARED', 'RECEIVED', 'FAILED')
            """;

    private final Workers workers;

    ItemStore(Workers workers) {
        this.workers = workers;
    }

    /** Stores the items of new sessions, with what was written for them; one that exists already moves to its new session. */
    Uni<Void> put(RowKey request, List<NewSession> sessions) {
        return put(
                request,
                sessions.stream()
                        .flatMap(session -> IntStream.range(0, session.items().size())
                                .mapToObj(position -> new Place(session, position)))
                        .toList(),
                0);
    }

    private record Place(NewSession session, int position) {
        NewItem item() {
            return session.items().get(position);
        }
    }

    private record Rows(BulkRows.Parameters items, Optional<BulkRows.Parameters> documents) {}

    private static Rows rows(RowKey request, List<Place> places) {
        var rows = new BulkRows();
        places.forEach(place -> rows.add(
                row(request, place.session(), place.position()),
                Differences.of(place.session().prepared(), place.item().prepared())));
        var written = places.stream()
                .flatMap(place -> place.item().written().stream())
                .toList();
        return new Rows(
                rows.parameters(),
                written.isEmpty()
                        ? Optional.empty()
                        : Optional.of(DocumentStore.rows(
                                written, places.getFirst().session().createdAt())));
    }

    private Uni<Void> put(RowKey request, List<Place> items, int from) {
        if (from >= items.size()) {
            return Uni.createFrom().voidItem();
        }
        var chunk = items.subList(from, Math.min(items.size(), from + ROWS_AT_ONCE));
        return workers.compute(() -> rows(request, chunk))
                .flatMap(rows -> put(request, rows))
                .flatMap(count -> {
                    if (count != chunk.size()) {
                        // the request's version says that nothing happened in it since these were prepared
                        throw new IllegalStateException("an item was signed, or is given up");
                    }
                    return put(request, items, from + ROWS_AT_ONCE);
                });
    }

    private static Uni<Integer> put(RowKey request, Rows rows) {
        return session().flatMap(session -> {
            var put = session.createNativeQuery(rows.documents().isPresent() ? PUT_WITH_DOCUMENTS : PUT)
                    .setParameter("rows", rows.items().rows())
                    .setParameter("bytes", rows.items().bytes());
            rows.documents()
                    .ifPresent(documents -> put.setParameter("school", request.schoolId())
                            .setParameter("documents", documents.rows())
                            .setParameter("xml", documents.bytes()));
            return put.executeUpdate();
        });
    }

    private static JsonObject row(RowKey request, NewSession session, int position) {
        var item = session.items().get(position);
        return new JsonObject()
                .put("school_id", request.schoolId().toString())
                .put("id", item.id().toString())
                .put("request_id", request.id().toString())
                .put("session_id", session.id().toString())
                .put("position", position)
                .put("transcript_id", item.transcriptId().toString())
                .put("revision", item.revision())
                .put("slot", item.slot().name())
                .put("label", item.label())
                .put("digest", Base64.getEncoder().encodeToString(item.digest()));
    }

    /** How many items of each request stand where. */
    Uni<List<ItemTally>> tallies(UUID school, List<UUID> requests) {
        return session()
                .flatMap(session -> session.createQuery(
                                "select new vn.hocba.signing.ItemTally(requestId, state, failure, count(*))"
                                        + " from SigningItemEntity where schoolId = :school and requestId in (:requests)"
                                        + " group by requestId, state, failure",
                                ItemTally.class)
                        .setParameter("school", school)
                        .setParameter("requests", requests)
                        .getResultList());
    }

    /** Some items of a session whose signatures have come, each with the document that it was prepared over. */
    Uni<List<Embedding.Received>> received(RowKey of, int most) {
        return session()
                .flatMap(session -> session.createNativeQuery(RECEIVED, Object[].class)
                        .setParameter("school", of.schoolId())
                        .setParameter("session", of.id())
                        .setParameter("most", most)
                        .getResultList()
                        .map(rows -> rows.stream()
                                .map(row -> received((byte[]) rows.getFirst()[11], row))
                                .toList()));
    }

    private static byte[] prepared(byte @Nullable [] ofSession, byte[] ofItem) {
        // sessions from before have none: their items have all of theirs
        return ofSession == null ? ofItem : Differences.applied(ofSession, ofItem);
    }

    private static Embedding.Received received(byte @Nullable [] preparedOfSession, Object[] row) {
        return new Embedding.Received(
                (UUID) row[0],
                Slot.valueOf((String) row[1]),
                prepared(preparedOfSession, (byte[]) row[2]),
                (byte[]) row[3],
                new DocumentStore.Document(
                        (UUID) row[4],
                        ((Number) row[5]).intValue(),
                        ((Number) row[6]).intValue(),
                        ((Number) row[7]).intValue(),
                        (byte[]) row[8],
                        Optional.empty()),
                (String) row[9],
                (String) row[10]);
    }

    /** Everything of a session whose signature has come and is not embedded, in the order of its digests. */
    Uni<List<Salvage.Loose>> loose(RowKey of) {
        return session()
                .flatMap(session -> session.createQuery(
                                "select new vn.hocba.signing.Salvage$Loose(id, digest, rawSignature) from SigningItemEntity"
                                        + " where schoolId = :school and sessionId = :session and state = :received"
                                        + " order by position",
                                Salvage.Loose.class)
                        .setParameter("received", ItemState.RECEIVED)
                        .setParameter("school", of.schoolId())
                        .setParameter("session", of.id())
                        .getResultList());
    }

    /** What is prepared of one of a session's items: algorithm and certificate are those of all. */
    Uni<byte[]> prepared(RowKey of) {
        return session()
                .flatMap(session -> session.createNativeQuery("""
                                SELECT i.prepared, s.prepared
                                  FROM signing_item i
                                  JOIN signing_session s ON s.school_id = i.school_id AND s.id = i.session_id
                                 WHERE i.school_id = :school AND i.session_id = :session
                                 ORDER BY i.position
                                 LIMIT 1
                                """, Object[].class)
                        .setParameter("school", of.schoolId())
                        .setParameter("session", of.id())
                        .getSingleResult())
                .map(row -> prepared((byte[]) row[1], (byte[]) row[0]));
    }

    /** What is to be told of the transcripts of a session that failed. Before the first answer none has. */
    Uni<List<DomainEvent.ItemFailed>> failed(StoredSession of) {
        if (of.received() == 0) {
            return Uni.createFrom().item(List.of());
        }
        return session()
                .flatMap(session -> session.createNativeQuery(
                                "SELECT transcript_id, failure FROM signing_item"
                                        + " WHERE school_id = :school AND session_id = :session AND state = 'FAILED'",
                                Object[].class)
                        .setParameter("school", of.key().schoolId())
                        .setParameter("session", of.key().id())
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new DomainEvent.ItemFailed(
                                of.requestId(),
                                (UUID) row[0],
                                FailureReason.valueOf((String) row[1]).code()))
                        .toList());
    }

    /** Gives a session's received signatures to those of its items that they are for. */
    Uni<Void> exchange(RowKey of, Map<UUID, byte[]> values) {
        var rows = new JsonArray();
        values.forEach((item, value) -> rows.add(new JsonObject()
                .put("id", item.toString())
                .put("raw", Base64.getEncoder().encodeToString(value))));
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : session()
                        .flatMap(session -> session.createNativeQuery(EXCHANGE)
                                .setParameter("school", of.schoolId())
                                .setParameter("session", of.id())
                                .setParameter("rows", rows.encode())
                                .executeUpdate())
                        .map(count -> {
                            if (count != rows.size()) {
                                throw new IllegalStateException("an item was settled twice");
                            }
                            return null;
                        });
    }

    /** Gives up what is not signed. */
    Uni<Integer> release(RowKey request) {
        return session()
                .flatMap(session -> session.createNativeQuery(RELEASE)
                        .setParameter("school", request.schoolId())
                        .setParameter("request", request.id())
                        .executeUpdate());
    }

    private static Uni<Mutiny.Session> session() {
        return Panache.getSession();
    }
}
