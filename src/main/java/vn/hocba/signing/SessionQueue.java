package vn.hocba.signing;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import vn.hocba.remotesigning.ProviderId;

/**
 * {@code signing_session} as a queue: which sessions are due, and whose they are for the length of a lease. Every method is one
 * statement that changes something at most, in the caller's transaction or one by itself.
 */
@ApplicationScoped
class SessionQueue {

    /** What a look may take, of the sessions that {@code s} has, with the lane that it waits in. */
    private static final String CANDIDATES = """
              SELECT s.school_id, s.id, s.due_at, step.kind, at.provider
                FROM signing_session s CROSS JOIN LATERAL (
                  SELECT CASE WHEN s.state IN ('SIGNATURES_RECEIVED', 'AUTHORISING', 'CHECKING_FACTORS', 'SUBMITTING', 'FAILED')
                              THEN 'EMBEDDING'
                              WHEN s.state = 'PREPARED' THEN 'CONSENT' ELSE 'CALL' END AS kind) step
                CROSS JOIN LATERAL (
                  SELECT CASE WHEN step.kind <> 'EMBEDDING' AND s.provider = ANY (ARRAY(SELECT provider FROM lane))
                              THEN s.provider ELSE '' END AS provider) at
               WHERE s.due_at <= statement_timestamp()
                 AND (s.lease_until IS NULL OR (:takeOver AND s.lease_until < statement_timestamp()))
                 AND (s.state IN ('SIGNATURES_RECEIVED', 'FAILED') OR s.provider = ANY (ARRAY(SELECT provider FROM lane))
                      OR s.due_at < statement_timestamp() - interval '1 day')
                 AND step.kind || at.provider = ANY (ARRAY(SELECT kind || provider FROM lane WHERE places > 0))
            """;

    /**
     * Of each lane as many as it has places for; within a lane the schools take turns, so that one with thousands of sessions does not
     * keep those of another waiting. The places that a school already has count: who is busy claims one at a time, as each becomes
     * free, and the oldest of all would otherwise come first each time. Rows that somebody else is just claiming are left to them, and
     * for a day those of providers that are not configured here: while a provider is rolled out, other replicas know it.
     *
     * <p>The oldest are looked at; only where there are more than that, the look also goes from school to school, some schools further each
     * time, and sees the first of each: nobody is hidden, and a look costs no more for a country of schools.
     */
    static final String CLAIM = """
            WITH RECURSIVE lane AS MATERIALIZED (
              SELECT * FROM jsonb_to_recordset(CAST(CAST(:lanes AS text) AS jsonb)) AS l(
                kind text, provider text, places int, held jsonb)
            ), oldest AS MATERIALIZED (
              SELECT school_id, id FROM signing_session
               WHERE due_at <= statement_timestamp() ORDER BY due_at LIMIT :oldest
            ), school AS (
              (SELECT school_id AS id, 1 AS number FROM signing_session
                WHERE due_at IS NOT NULL AND school_id > :after AND (SELECT count(*) FROM oldest) = :oldest
                ORDER BY school_id LIMIT 1)
              UNION ALL
              SELECT next.school_id, school.number + 1
                FROM school CROSS JOIN LATERAL (
                  SELECT school_id FROM signing_session
                   WHERE due_at IS NOT NULL AND school_id > school.id
                   ORDER BY school_id LIMIT 1) next
               WHERE school.number < :schools
            ), waiting AS MATERIALIZED (
              SELECT first.*
                FROM oldest CROSS JOIN LATERAL (
            """ + CANDIDATES + """
                   AND s.school_id = oldest.school_id AND s.id = oldest.id) first
               UNION
              SELECT first.*
                FROM school CROSS JOIN LATERAL (
            """ + CANDIDATES + """
                   AND s.school_id = school.id
                   ORDER BY s.due_at
                   LIMIT :ofEach) first
            ), chosen AS (
              SELECT school_id, id
                FROM (SELECT school_id, id, places,
                             row_number() OVER (PARTITION BY kind, provider ORDER BY turn, due_at) AS place
                        FROM (SELECT school_id, id, due_at, kind, provider, places,
                                     coalesce(CAST(held ->> CAST(school_id AS text) AS int), 0)
                                       + row_number() OVER (PARTITION BY kind, provider, school_id ORDER BY due_at) AS turn
                                FROM waiting JOIN lane USING (kind, provider)) turns) line
               WHERE place <= places
            ), due AS (
              SELECT ours.*
                FROM chosen CROSS JOIN LATERAL (
                  SELECT s.school_id, s.id
                    FROM signing_session s
                   WHERE s.school_id = chosen.school_id AND s.id = chosen.id AND s.due_at <= statement_timestamp()
                     AND (s.lease_until IS NULL OR (:takeOver AND s.lease_until < statement_timestamp()))
                     FOR UPDATE SKIP LOCKED) ours
            ), claimed AS (
              UPDATE signing_session s
                 SET lease_owner = :owner,
                     lease_until = clock_timestamp() + CAST(:millis AS bigint) * interval '1 millisecond'
                FROM due
               WHERE s.school_id = due.school_id AND s.id = due.id
              RETURNING s.school_id, s.id
            )
            SELECT claimed.school_id, claimed.id, (SELECT id FROM school WHERE number = :schools)
              FROM (VALUES (1)) one LEFT JOIN claimed ON true
            """;

    private static final int MOST_OLDEST = 500;

    /** Schools of which a look sees the first sessions, where the oldest are not all that are due. */
    private static final int MOST_SCHOOLS = 100;

    private static final int MOST_OF_A_SCHOOL = 50;
    private static final UUID BEGINNING = new UUID(0, 0);

    private static final String WAITING = """
            SELECT s.provider, sum((s.items - s.received + s.order_size - 1) / s.order_size), sum(s.items - s.received),
                   count(DISTINCT s.lease_owner) FILTER (WHERE s.lease_until > clock_timestamp())
              FROM signing_session s
             WHERE s.due_at IS NOT NULL
               AND s.state IN ('AUTHORISED', 'SUBMITTING', 'SUBMITTED', 'SIGNATURES_RECEIVED', 'EXTENDING')
             GROUP BY s.provider
            """;

    private static final String GO_ON = """
            UPDATE signing_session SET due_at = clock_timestamp()
             WHERE provider = :provider AND due_at > clock_timestamp() AND (failures > 0 OR state = 'PREPARED')
               AND lease_owner IS NULL
               AND state IN ('PREPARED', 'AWAITING_APPROVAL', 'AUTHORISED', 'SUBMITTED', 'EXTENDING')
            """;

    private static final String RENEW = """
            UPDATE signing_session s
               SET lease_until = clock_timestamp() + CAST(:millis AS bigint) * interval '1 millisecond'
              FROM jsonb_to_recordset(CAST(CAST(:rows AS text) AS jsonb)) AS r(school_id uuid, id uuid)
             WHERE s.school_id = r.school_id AND s.id = r.id AND s.lease_owner = :owner
            RETURNING s.version
            """;

    private static final String GIVE_BACK = """
            UPDATE signing_session s
               SET lease_owner = NULL, lease_until = NULL, failures = s.failures + 1,
                   due_at = clock_timestamp() + interval '1 millisecond'
                            * least(CAST(:longest AS bigint), CAST(:first AS bigint) << least(s.failures, 20))
             WHERE s.school_id = :school AND s.id = :id AND s.lease_owner = :owner
            RETURNING s.version
            """;

    private final Leases leases;
    private final SigningConfiguration configuration;

    /** The look before came so far among the schools. */
    private volatile UUID after = BEGINNING;

    SessionQueue(Leases leases, SigningConfiguration configuration) {
        this.leases = leases;
        this.configuration = configuration;
    }

    /**
     * Takes sessions whose next step is due and that nobody is working on; they are ours for the length of a lease.
     *
     * @param takeOver also those whose owners let their leases run out
     */
    Uni<List<StoredSession>> claim(List<FreePlaces.Free> free, boolean takeOver) {
        return session()
                .flatMap(session -> session.createNativeQuery(CLAIM, Object[].class)
                        .setParameter("owner", leases.owner())
                        .setParameter("millis", configuration.lease().toMillis())
                        .setParameter("lanes", FreePlaces.Free.json(free))
                        .setParameter("oldest", MOST_OLDEST)
                        .setParameter("after", after)
                        .setParameter("schools", MOST_SCHOOLS)
                        .setParameter("ofEach", MOST_OF_A_SCHOOL)
                        .setParameter("takeOver", takeOver)
                        .getResultList()
                        // also where the schools that it saw had nothing for us
                        .invoke(rows -> after = rows.getFirst()[2] == null ? BEGINNING : (UUID) rows.getFirst()[2])
                        .map(rows -> rows.stream().filter(row -> row[1] != null).toList())
                        .flatMap(keys -> keys.isEmpty() ? Uni.createFrom().item(List.of()) : load(session, keys)));
    }

    private static Uni<List<StoredSession>> load(Mutiny.Session session, List<Object[]> keys) {
        return session.createQuery(
                        "from SigningSessionEntity where schoolId in (:schools) and id in (:ids)",
                        SigningSessionEntity.class)
                .setParameter(
                        "schools", keys.stream().map(key -> key[0]).distinct().toList())
                .setParameter("ids", keys.stream().map(key -> key[1]).toList())
                .getResultList()
                .map(rows -> rows.stream().map(StoredSession::of).toList());
    }

    /** What has its consent and waits for its signatures, at each provider, and how many replicas are busy with it. */
    Uni<Map<ProviderId, Estimates.Queue>> waiting() {
        return session()
                .flatMap(session -> session.createNativeQuery(WAITING, Object[].class)
                        .getResultList()
                        .map(rows -> rows.stream()
                                .collect(Collectors.toMap(
                                        row -> new ProviderId((String) row[0]),
                                        row -> new Estimates.Queue(
                                                new Workload(
                                                        ((Number) row[1]).intValue(), ((Number) row[2]).intValue()),
                                                ((Number) row[3]).intValue())))));
    }

    /** Takes the next step of sessions that were put off at a provider at once. */
    Uni<Integer> goOn(ProviderId provider) {
        return session()
                .flatMap(session -> session.createNativeQuery(GO_ON)
                        .setParameter("provider", provider.value())
                        .executeUpdate());
    }

    Uni<Void> renew(List<RowKey> held) {
        var rows = new JsonArray();
        held.forEach(key -> rows.add(key.json()));
        return session()
                .flatMap(session -> session.createNativeQuery(RENEW, Long.class)
                        .setParameter("owner", leases.owner())
                        .setParameter("millis", configuration.lease().toMillis())
                        .setParameter("rows", rows.encode())
                        .getResultList()
                        .replaceWithVoid());
    }

    /** Gives a session back as it is, after something on our side failed; its step is taken again, later each time. */
    Uni<Void> giveBack(RowKey key) {
        return session()
                .flatMap(session -> session.createNativeQuery(GIVE_BACK, Long.class)
                        .setParameter("school", key.schoolId())
                        .setParameter("id", key.id())
                        .setParameter("owner", leases.owner())
                        .setParameter("first", configuration.firstRetry().toMillis())
                        .setParameter("longest", configuration.longestRetry().toMillis())
                        .getResultList()
                        .replaceWithVoid());
    }

    private static Uni<Mutiny.Session> session() {
        return Panache.getSession();
    }
}
