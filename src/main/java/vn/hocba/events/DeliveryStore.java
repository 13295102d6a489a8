package vn.hocba.events;

import static java.util.Objects.requireNonNull;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import vn.hocba.directory.SchoolId;
import vn.hocba.secrets.Vault;

/** Rows of {@code webhook_delivery}. Every method is one statement, in the caller's session or transaction. */
@ApplicationScoped
class DeliveryStore {

    private static final Logger LOG = Logger.getLogger(DeliveryStore.class);

    /**
     * Receivers take turns, and none is given more than its share: one that failed last gets a single delivery, to see whether
     * it is back. Rows that somebody else is just claiming are left to them.
     *
     * <p>Receivers for whom nothing waits are never come by: from each for whom something does, one step in the index leads to the
     * next. Those that wait longest are looked at first, until there is enough for a turn of as many as are wanted.
     */
    static final String CLAIM = """
            WITH RECURSIVE waiting AS (
              (SELECT school_id, endpoint_id, due_at
                 FROM webhook_delivery
                WHERE due_at IS NOT NULL
                ORDER BY school_id, endpoint_id, due_at
                LIMIT 1)
              UNION ALL
              SELECT next.school_id, next.endpoint_id, next.due_at
                FROM waiting w CROSS JOIN LATERAL (
                  SELECT d.school_id, d.endpoint_id, d.due_at
                    FROM webhook_delivery d
                   WHERE d.due_at IS NOT NULL AND (d.school_id, d.endpoint_id) > (w.school_id, w.endpoint_id)
                   ORDER BY d.school_id, d.endpoint_id, d.due_at
                   LIMIT 1) next
            ), free AS (
              SELECT share.school_id, share.id, share.due_at, share.turn
                FROM (SELECT * FROM waiting WHERE due_at <= clock_timestamp() ORDER BY due_at) line
                JOIN webhook_endpoint e ON e.school_id = line.school_id AND e.id = line.endpoint_id
               CROSS JOIN LATERAL (
                  SELECT d.school_id, d.id, d.due_at, row_number() OVER (ORDER BY d.due_at) AS turn
                    FROM webhook_delivery d
                   WHERE d.school_id = e.school_id AND d.endpoint_id = e.id AND d.due_at <= clock_timestamp()
                     AND (d.lease_until IS NULL OR d.lease_until < clock_timestamp())
                   ORDER BY d.due_at
                   LIMIT greatest(0, CASE WHEN e.failures > 0 THEN 1 ELSE CAST(:each AS bigint) END
                                     - (SELECT count(*) FROM webhook_delivery f
                                         WHERE f.school_id = e.school_id AND f.endpoint_id = e.id
                                           AND f.due_at IS NOT NULL AND f.lease_until >= clock_timestamp()))) share
               WHERE e.rest_until IS NULL OR e.rest_until <= clock_timestamp()
               ORDER BY line.due_at
               LIMIT CAST(:most AS bigint) * CAST(:each AS bigint)
            ), chosen AS (
              SELECT school_id, id FROM free ORDER BY turn, due_at LIMIT CAST(:most AS bigint)
            ), due AS (
              SELECT d.school_id, d.id
                FROM webhook_delivery d JOIN chosen ON d.school_id = chosen.school_id AND d.id = chosen.id
               WHERE d.due_at <= clock_timestamp() AND (d.lease_until IS NULL OR d.lease_until < clock_timestamp())
                 FOR UPDATE OF d SKIP LOCKED
            )
            UPDATE webhook_delivery d
               SET lease_owner = :owner,
                   lease_until = clock_timestamp() + CAST(:millis AS bigint) * interval '1 millisecond'
              FROM due JOIN webhook_endpoint e ON e.school_id = due.school_id
             WHERE d.school_id = due.school_id AND d.id = due.id AND e.id = d.endpoint_id
            RETURNING d.school_id, d.id, d.endpoint_id, d.event_id, d.body, d.attempts, d.give_up_at, e.url,
                      e.secret_sealed, CASE WHEN e.previous_until > clock_timestamp() THEN e.previous_sealed END
            """;

    private static final String ROW = """
            jsonb_to_recordset(CAST(CAST(:rows AS text) AS jsonb)) AS r(
              school_id uuid, id uuid, status int, failure text, due_at timestamptz, not_before timestamptz)""";

    /** A rest that began while this was on its way goes on: whoever takes one message may have declined the next. */
    static final String DELIVERED = """
            WITH done AS (
              UPDATE webhook_delivery d
                 SET state = 'DELIVERED', due_at = NULL, attempts = d.attempts + 1, last_status = r.status,
                     last_failure = NULL, last_attempt_at = clock_timestamp(), lease_owner = NULL, lease_until = NULL
                FROM %s
               WHERE d.school_id = r.school_id AND d.id = r.id AND d.lease_owner = :owner
              RETURNING d.school_id, d.endpoint_id)
            UPDATE webhook_endpoint e
               SET failures = 0, rest_until = CASE WHEN e.rest_until > clock_timestamp() THEN e.rest_until END
              FROM done WHERE e.school_id = done.school_id AND e.id = done.endpoint_id AND e.failures > 0
            """.formatted(ROW);

    /** The receiver rests, and with it all that waits for it: for longer after each failure, and for as long as it asked. */
    static final String FAILED = """
            WITH done AS (
              UPDATE webhook_delivery d
                 SET state = CASE WHEN r.due_at IS NULL THEN 'DEAD' ELSE 'WAITING' END, due_at = r.due_at,
                     attempts = d.attempts + 1, last_status = r.status, last_failure = r.failure,
                     last_attempt_at = clock_timestamp(), lease_owner = NULL, lease_until = NULL
                FROM %s
               WHERE d.school_id = r.school_id AND d.id = r.id AND d.lease_owner = :owner
              RETURNING d.school_id, d.endpoint_id, r.not_before)
            UPDATE webhook_endpoint e
               SET failures = e.failures + 1,
                   rest_until = greatest(
                     clock_timestamp() + interval '1 second' * least(300, 1 << least(e.failures, 9)),
                     e.rest_until, done.not_before)
              FROM done WHERE e.school_id = done.school_id AND e.id = done.endpoint_id
            """.formatted(ROW);

    static final String NOT_ATTEMPTED = """
            UPDATE webhook_delivery d
               SET due_at = clock_timestamp() + interval '5 seconds', lease_owner = NULL, lease_until = NULL
              FROM %s
             WHERE d.school_id = r.school_id AND d.id = r.id AND d.lease_owner = :owner AND d.due_at IS NOT NULL
            """.formatted(ROW);

    static final String HAND_BACK = """
            UPDATE webhook_delivery SET lease_owner = NULL, lease_until = NULL
             WHERE lease_owner = :owner AND due_at IS NOT NULL
            """;

    private static final String LIST = """
            SELECT id, event_id, event_type, state, attempts, created_at, last_attempt_at, due_at, last_status,
                   last_failure
              FROM webhook_delivery
             WHERE school_id = :school AND endpoint_id = :endpoint AND id < :before
             ORDER BY id DESC LIMIT :most
            """;

    private static final String SEND_AGAIN = """
            WITH again AS (
              UPDATE webhook_delivery
                 SET state = 'WAITING', attempts = 0, due_at = clock_timestamp(), lease_owner = NULL, lease_until = NULL,
                     give_up_at = clock_timestamp() + CAST(:millis AS bigint) * interval '1 millisecond'
               WHERE school_id = :school AND endpoint_id = :endpoint AND id = :id
              RETURNING id, event_id, event_type, state, attempts, created_at, last_attempt_at, due_at, last_status,
                        last_failure
            ), awake AS (
              UPDATE webhook_endpoint SET rest_until = NULL
               WHERE school_id = :school AND id = :endpoint AND rest_until IS NOT NULL AND EXISTS (SELECT FROM again)
            )
            SELECT * FROM again
            """;

    private static final String GIVE_UP = """
            UPDATE webhook_delivery d SET state = 'DEAD', due_at = NULL, last_failure = 'GIVEN_UP'
              FROM (SELECT school_id, id FROM webhook_delivery
                     WHERE due_at IS NOT NULL AND give_up_at < clock_timestamp()
                       AND (lease_until IS NULL OR lease_until < clock_timestamp())
                     LIMIT :most FOR UPDATE SKIP LOCKED) old
             WHERE d.school_id = old.school_id AND d.id = old.id
            """;

    private static final String FORGET = """
            DELETE FROM webhook_delivery d
             USING (SELECT school_id, id FROM webhook_delivery
                     WHERE due_at IS NULL AND created_at < :oldest
                     ORDER BY created_at LIMIT :most FOR UPDATE SKIP LOCKED) old
             WHERE d.school_id = old.school_id AND d.id = old.id
            """;

    private final UUID owner = UUID.randomUUID();
    private final WebhookStore webhooks;

    DeliveryStore(WebhookStore webhooks) {
        this.webhooks = webhooks;
    }

    /**
     * A delivery to be attempted now; ours for the length of a lease.
     *
     * @param attempts how many were made before
     * @param secrets the one that signs, and during a rotation the one before
     */
    record Due(
            SchoolId school,
            UUID id,
            UUID eventId,
            String body,
            int attempts,
            Instant giveUp,
            String url,
            List<WebhookSecret> secrets) {}

    Uni<List<Due>> claim(int most, int each, Duration lease) {
        return session()
                .chain(session -> session.createNativeQuery(CLAIM, Object[].class)
                        .setParameter("owner", owner)
                        .setParameter("millis", lease.toMillis())
                        .setParameter("each", (long) each)
                        .setParameter("most", (long) most)
                        .getResultList())
                .map(rows ->
                        rows.stream().flatMap(row -> readable(row).stream()).toList());
    }

    /** Whose secret does not open any more keeps its lease, and holds up nobody else. */
    private Optional<Due> readable(Object[] row) {
        try {
            return Optional.of(due(row));
        } catch (Vault.UnreadableException e) {
            LOG.errorf("the secret of webhook %s cannot be read: its events wait", row[2]);
            return Optional.empty();
        }
    }

    private Due due(Object[] row) {
        UUID endpoint = (UUID) row[2];
        WebhookSecret current = webhooks.open(endpoint, (byte[]) row[8]);
        return new Due(
                new SchoolId((UUID) row[0]),
                (UUID) row[1],
                (UUID) row[3],
                (String) row[4],
                ((Number) row[5]).intValue(),
                requireNonNull(WebhookStore.instant(row[6])),
                (String) row[7],
                row[9] == null ? List.of(current) : List.of(current, webhooks.open(endpoint, (byte[]) row[9])));
    }

    Uni<Void> delivered(Due of, int status) {
        return write(DELIVERED, row(of).put("status", status));
    }

    /** @param next when it is tried again; never, if empty */
    Uni<Void> failed(Due of, Attempt.Failed failure, Optional<Instant> next) {
        return write(
                FAILED,
                row(of).put("status", failure.status())
                        .put("failure", failure.reason().name())
                        .put("due_at", next.orElse(null))
                        // nobody rests past the end of what it declined
                        .put(
                                "not_before",
                                failure.notBefore()
                                        .filter(time -> time.isBefore(of.giveUp()))
                                        .orElse(null)));
    }

    /** As if it had not been claimed, but not to be claimed again at once. */
    Uni<Void> notAttempted(Due of) {
        return write(NOT_ATTEMPTED, row(of));
    }

    /** Ends the leases of this process: others may send at once, and what becomes of its own attempts is no longer its to store. */
    Uni<Void> handBack() {
        return session()
                .chain(session -> session.createNativeQuery(HAND_BACK)
                        .setParameter("owner", owner)
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static JsonObject row(Due of) {
        return new JsonObject()
                .put("school_id", of.school().toString())
                .put("id", of.id().toString());
    }

    private Uni<Void> write(String sql, JsonObject row) {
        return session()
                .chain(session -> session.createNativeQuery(sql)
                        .setParameter("owner", owner)
                        .setParameter("rows", new JsonArray().add(row).encode())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /**
     * Latest first.
     *
     * @param before the id before which the list begins
     */
    Uni<List<Delivery>> list(SchoolId school, WebhookId webhook, UUID before, int most) {
        return session()
                .chain(session -> session.createNativeQuery(LIST, Object[].class)
                        .setParameter("school", school.value())
                        .setParameter("endpoint", webhook.value())
                        .setParameter("before", before)
                        .setParameter("most", most)
                        .getResultList())
                .map(rows -> rows.stream().map(DeliveryStore::delivery).toList());
    }

    /** Has it sent at once, whatever became of it, under the same id of its event. */
    Uni<Optional<Delivery>> sendAgain(SchoolId school, WebhookId webhook, UUID id, Duration giveUp) {
        return session()
                .chain(session -> session.createNativeQuery(SEND_AGAIN, Object[].class)
                        .setParameter("school", school.value())
                        .setParameter("endpoint", webhook.value())
                        .setParameter("id", id)
                        .setParameter("millis", giveUp.toMillis())
                        .getSingleResultOrNull())
                .map(row -> Optional.ofNullable(row).map(DeliveryStore::delivery));
    }

    /** Ends what nobody got round to in time. */
    Uni<Integer> giveUp(int most) {
        return session()
                .chain(session -> session.createNativeQuery(GIVE_UP)
                        .setParameter("most", most)
                        .executeUpdate());
    }

    Uni<Integer> forget(Instant oldest, int most) {
        return session()
                .chain(session -> session.createNativeQuery(FORGET)
                        .setParameter("oldest", oldest)
                        .setParameter("most", most)
                        .executeUpdate());
    }

    private static Delivery delivery(Object[] row) {
        return new Delivery(
                (UUID) row[0],
                (UUID) row[1],
                EventType.fromJson((String) row[2]),
                DeliveryState.valueOf((String) row[3]),
                ((Number) row[4]).intValue(),
                requireNonNull(WebhookStore.instant(row[5])),
                WebhookStore.instant(row[6]),
                WebhookStore.instant(row[7]),
                row[8] == null ? null : ((Number) row[8]).intValue(),
                failure(row[9]));
    }

    private static @Nullable DeliveryFailure failure(@Nullable Object name) {
        return name == null ? null : DeliveryFailure.valueOf((String) name);
    }

    private static Uni<Mutiny.Session> session() {
        return Panache.getSession();
    }
}
