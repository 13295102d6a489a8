package vn.hocba.augmentation;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import vn.hocba.augmentation.AugmentationFailure.Code;
import vn.hocba.directory.SchoolId;
import vn.hocba.draft.TranscriptId;
import vn.hocba.signing.EmbeddedSignatures.Place;
import vn.hocba.signing.RowKey;
import vn.hocba.transcript.Slot;
import vn.hocba.xades.SignatureLevel;

/** Rows of {@code signature_level}. Every method is one statement, in the caller's transaction if there is one. */
@ApplicationScoped
class LevelStore {

    private static final String ROWS = "jsonb_to_recordset(CAST(CAST(:rows AS text) AS jsonb)) AS r";

    private static final String INSERT = """
            INSERT INTO signature_level (school_id, transcript_id, revision, slot, level, wanted, state, deadline, due_at,
                                         created_at, updated_at)
            SELECT :school, r.transcript_id, r.revision, r.slot, r.level, r.wanted, r.state, r.deadline,
                   CASE r.state WHEN 'WAITING' THEN clock_timestamp() END, r.at, r.at
              FROM %s(transcript_id uuid, revision int, slot text, level text, wanted text, state text,
                      deadline timestamptz, at timestamptz)
            """.formatted(ROWS);

    private static final String CLAIM = """
            UPDATE signature_level l
               SET lease_owner = :owner,
                   lease_until = clock_timestamp() + CAST(:millis AS bigint) * interval '1 millisecond'
              FROM (SELECT school_id, id FROM signature_level
                     WHERE due_at <= clock_timestamp()
                       AND (lease_until IS NULL OR lease_until < clock_timestamp())
                     ORDER BY (slot <> 'HOMEROOM_TEACHER'), due_at
                     LIMIT :most
                       FOR UPDATE SKIP LOCKED) due
             WHERE l.school_id = due.school_id AND l.id = due.id
            RETURNING l.school_id, l.id, l.transcript_id, l.revision, l.slot, l.wanted, l.state, l.deadline, l.failures
            """;

    private static final String KEEP = """
            UPDATE signature_level l
               SET lease_until = clock_timestamp() + CAST(:millis AS bigint) * interval '1 millisecond'
              FROM %s(school_id uuid, id uuid)
             WHERE l.school_id = r.school_id AND l.id = r.id AND l.lease_owner = :owner
            """.formatted(ROWS);

    private static final String HAND_BACK = """
            UPDATE signature_level SET lease_owner = NULL, lease_until = NULL
             WHERE lease_owner = :owner AND due_at IS NOT NULL
            """;

    private static final String PROGRESSED = """
            UPDATE signature_level l
               SET level = r.level, state = r.state, failures = 0, last_failure = NULL, updated_at = r.at,
                   due_at = CASE WHEN r.ended THEN NULL ELSE l.due_at END,
                   lease_owner = CASE WHEN r.ended THEN NULL ELSE l.lease_owner END,
                   lease_until = CASE WHEN r.ended THEN NULL ELSE l.lease_until END,
                   archive_until = coalesce(r.archive_until, l.archive_until),
                   archived_at = CASE WHEN r.archive_until IS NULL THEN l.archived_at ELSE r.at END,
                   renewals = l.renewals + CASE WHEN l.state = 'RENEWING' AND r.ended THEN 1 ELSE 0 END
              FROM %s(id uuid, level text, state text, ended boolean, archive_until timestamptz, at timestamptz)
             WHERE l.school_id = :school AND l.id = r.id AND l.lease_owner = :owner AND l.due_at IS NOT NULL
            """.formatted(ROWS);

    private static final String FAILED = """
            UPDATE signature_level l
               SET failures = r.failures, last_failure = r.failure, due_at = r.due_at, updated_at = r.at,
                   lease_owner = NULL, lease_until = NULL
              FROM %s(id uuid, failures int, failure text, due_at timestamptz, at timestamptz)
             WHERE l.school_id = :school AND l.id = r.id AND l.lease_owner = :owner AND l.due_at IS NOT NULL
            """.formatted(ROWS);

    private static final String GIVE_UP = """
            UPDATE signature_level SET state = 'GIVEN_UP', due_at = NULL, lease_owner = NULL, lease_until = NULL,
                   updated_at = clock_timestamp()
             WHERE school_id = :school AND id = :id AND lease_owner = :owner
            """;

    private static final String OF_TRANSCRIPTS = """
            SELECT l.transcript_id, l.slot, l.level, l.wanted, l.due_at, l.last_failure,
                   l.lease_until > clock_timestamp()
              FROM signature_level l
              JOIN transcript t ON t.school_id = l.school_id AND t.id = l.transcript_id AND t.revision = l.revision
             WHERE l.school_id = :school AND t.state IN ('IN_SIGNING', 'ISSUED')
               AND l.transcript_id IN (SELECT CAST(given AS uuid)
                                         FROM jsonb_array_elements_text(CAST(CAST(:ids AS text) AS jsonb)) AS given)
            """;

    private static final String WAITING = """
            SELECT count(*), coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)
              FROM signature_level WHERE due_at IS NOT NULL AND state = 'WAITING'
            """;

    private static final String BEGIN_RENEWALS = """
            UPDATE signature_level l SET state = 'RENEWING', due_at = clock_timestamp(), updated_at = clock_timestamp()
              FROM (SELECT school_id, id FROM signature_level
                     WHERE state = 'REACHED' AND archive_until < :end AND archived_at < :made
                     ORDER BY archive_until
                     LIMIT (SELECT greatest(0, :batch - count(*)) FROM signature_level
                             WHERE due_at IS NOT NULL AND state = 'RENEWING')
                       FOR UPDATE SKIP LOCKED) due
             WHERE l.school_id = due.school_id AND l.id = due.id
            """;

    /** Each part has an index of its own: most rows are archived ones of which nothing is to be told. */
    private static final String RENEWALS = """
            SELECT (SELECT count(*) FROM signature_level
                     WHERE state = 'REACHED' AND archive_until < :end AND archived_at < :made),
                   renewing.all_of_them,
                   renewing.failing,
                   (SELECT coalesce(sum(renewals), 0) FROM signature_level WHERE renewals > 0),
                   least(renewing.earliest, (SELECT min(archive_until) FROM signature_level WHERE state = 'REACHED'))
              FROM (SELECT count(*) AS all_of_them, count(*) FILTER (WHERE failures > 0) AS failing,
                           min(archive_until) AS earliest
                      FROM signature_level
                     WHERE due_at IS NOT NULL AND state = 'RENEWING' AND archive_until IS NOT NULL) renewing
            """;

    /** Owner of the leases of this process; another life of it is another owner. */
    private final UUID owner = UUID.randomUUID();

    /**
     * A row as it is shown.
     *
     * @param dueAt absent when nothing is to be done
     */
    record Row(
            TranscriptId transcript,
            Slot slot,
            SignatureLevel level,
            SignatureLevel wanted,
            @Nullable Instant dueAt,
            @Nullable String lastFailure,
            boolean underWay) {}

    /** What waits, over all schools. */
    record Backlog(long waiting, double oldestSeconds) {}

    Uni<Void> insert(
            SchoolId school,
            Slot slot,
            SignatureLevel wanted,
            Optional<Instant> deadline,
            List<Place> signatures,
            Instant now) {
        boolean waits = wanted != SignatureLevel.BASELINE_B;
        JsonArray rows = new JsonArray();
        signatures.forEach(place -> rows.add(new JsonObject()
                .put("transcript_id", place.transcript().toString())
                .put("revision", place.revision())
                .put("slot", slot.name())
                .put("level", SignatureLevel.BASELINE_B.name())
                .put("wanted", wanted.name())
                .put("state", waits ? "WAITING" : "REACHED")
                .put("deadline", waits ? deadline.orElse(null) : null)
                .put("at", now)));
        return session()
                .flatMap(session -> session.createNativeQuery(INSERT)
                        .setParameter("school", school.value())
                        .setParameter("rows", rows.encode())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Takes what is due and nobody is working on; it is ours for the length of a lease. */
    Uni<List<LevelWork>> claim(int most, Duration lease) {
        return session()
                .flatMap(session -> session.createNativeQuery(CLAIM, Object[].class)
                        .setParameter("owner", owner)
                        .setParameter("millis", lease.toMillis())
                        .setParameter("most", most)
                        .getResultList())
                .map(rows -> rows.stream().map(LevelStore::work).toList());
    }

    private static LevelWork work(Object[] row) {
        return new LevelWork(
                new RowKey((UUID) row[0], (UUID) row[1]),
                (UUID) row[2],
                ((Number) row[3]).intValue(),
                Slot.valueOf((String) row[4]),
                SignatureLevel.valueOf((String) row[5]),
                row[6].equals("RENEWING"),
                Optional.ofNullable(instant(row[7])),
                ((Number) row[8]).intValue());
    }

    Uni<Void> keep(Collection<RowKey> held, Duration lease) {
        JsonArray rows = new JsonArray();
        held.forEach(key -> rows.add(new JsonObject()
                .put("school_id", key.schoolId().toString())
                .put("id", key.id().toString())));
        return session()
                .flatMap(session -> session.createNativeQuery(KEEP)
                        .setParameter("owner", owner)
                        .setParameter("millis", lease.toMillis())
                        .setParameter("rows", rows.encode())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Ends the leases of this process: others may go on at once, and what it is still working on is no longer its to store. */
    Uni<Void> handBack() {
        return session()
                .flatMap(session -> session.createNativeQuery(HAND_BACK)
                        .setParameter("owner", owner)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /**
     * Notes the level that a signature has got.
     *
     * @return whether it was still ours; if not, nothing that goes with it may be committed
     */
    Uni<Boolean> progressed(
            LevelWork work, SignatureLevel level, boolean ended, Optional<Instant> archiveUntil, Instant now) {
        String state = ended ? "REACHED" : work.renewing() ? "RENEWING" : "WAITING";
        return write(
                PROGRESSED,
                work,
                new JsonObject()
                        .put("level", level.name())
                        .put("state", state)
                        .put("ended", ended)
                        .put("archive_until", archiveUntil.orElse(null))
                        .put("at", now));
    }

    /** Notes that a try did not succeed, and when the next one is due. */
    Uni<Boolean> failed(LevelWork work, int failures, Code code, Instant due, Instant now) {
        return write(
                FAILED,
                work,
                new JsonObject()
                        .put("failures", failures)
                        .put("failure", code.wire())
                        .put("due_at", due)
                        .put("at", now));
    }

    private Uni<Boolean> write(String sql, LevelWork work, JsonObject row) {
        return session()
                .flatMap(session -> session.createNativeQuery(sql)
                        .setParameter("owner", owner)
                        .setParameter("school", work.key().schoolId())
                        .setParameter(
                                "rows",
                                new JsonArray()
                                        .add(row.put("id", work.key().id().toString()))
                                        .encode())
                        .executeUpdate())
                .map(count -> count == 1);
    }

    /** Nothing more can be added to this signature. */
    Uni<Void> giveUp(LevelWork work) {
        return session()
                .flatMap(session -> session.createNativeQuery(GIVE_UP)
                        .setParameter("owner", owner)
                        .setParameter("school", work.key().schoolId())
                        .setParameter("id", work.key().id())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** The signatures on the last locked revision of transcripts in signing or issued. */
    Uni<List<Row>> ofTranscripts(SchoolId school, Collection<TranscriptId> ids) {
        if (ids.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        JsonArray given = new JsonArray(ids.stream().map(TranscriptId::toString).toList());
        return session()
                .flatMap(session -> session.createNativeQuery(OF_TRANSCRIPTS, Object[].class)
                        .setParameter("school", school.value())
                        .setParameter("ids", given.encode())
                        .getResultList())
                .map(rows -> rows.stream().map(LevelStore::row).toList());
    }

    private static Row row(Object[] row) {
        return new Row(
                new TranscriptId((UUID) row[0]),
                Slot.valueOf((String) row[1]),
                SignatureLevel.valueOf((String) row[2]),
                SignatureLevel.valueOf((String) row[3]),
                instant(row[4]),
                (String) row[5],
                Boolean.TRUE.equals(row[6]));
    }

    Uni<Backlog> backlog() {
        return session()
                .flatMap(session ->
                        session.createNativeQuery(WAITING, Object[].class).getSingleResult())
                .map(row -> new Backlog(((Number) row[0]).longValue(), ((Number) row[1]).doubleValue()));
    }

    /**
     * Puts archived signatures back in the queue.
     *
     * @param most that may be under renewal at once
     * @return how many were put there
     */
    Uni<Integer> beginRenewals(Renewal.Due due, int most) {
        return session()
                .flatMap(session -> session.createNativeQuery(BEGIN_RENEWALS)
                        .setParameter("end", due.endsBefore())
                        .setParameter("made", due.madeBefore())
                        .setParameter("batch", (long) most)
                        .executeUpdate());
    }

    Uni<RenewalProgress> renewals(Renewal.Due due) {
        return session()
                .flatMap(session -> session.createNativeQuery(RENEWALS, Object[].class)
                        .setParameter("end", due.endsBefore())
                        .setParameter("made", due.madeBefore())
                        .getSingleResult())
                .map(row -> new RenewalProgress(
                        ((Number) row[0]).longValue(),
                        ((Number) row[1]).longValue(),
                        ((Number) row[2]).longValue(),
                        ((Number) row[3]).longValue(),
                        instant(row[4])));
    }

    static @Nullable Instant instant(@Nullable Object value) {
        return value instanceof OffsetDateTime time ? time.toInstant() : (Instant) value;
    }

    private static Uni<Mutiny.Session> session() {
        return Panache.getSession();
    }
}
