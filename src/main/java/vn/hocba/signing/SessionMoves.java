package vn.hocba.signing;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import vn.hocba.directory.SchoolId;
import vn.hocba.events.DomainEvent;
import vn.hocba.events.Outbox;
import vn.hocba.pki.DataToBeSignedRepresentation;

/**
 * Moves of sessions from state to state, with all that one brings along; whose turn it is to make them, {@link SessionQueue} says, and
 * {@link SessionStore} reads them. Every method runs in the caller's transaction, or is one by itself. A move succeeds only from the
 * very state and version that was read.
 */
@ApplicationScoped
class SessionMoves {

    /**
     * One move: the session's row, the raw signatures if the move brings them, the next session of the request if this one
     * has got its consent (people are asked one thing at a time), and the request's version for its readers, to whom an answer
     * that there is none yet is no news. A signature is found by its place: joined, a thousand would be compared with a thousand.
     * It completes the request where nobody else is at work on it: what others are about to commit cannot be seen from here.
     */
    static final String MOVE = """
            WITH given AS (
              SELECT * FROM jsonb_to_record(CAST(CAST(:row AS text) AS jsonb)) AS r(
                school_id uuid, id uuid, from_state text, from_version bigint, state text, state_since timestamptz,
                failures int, useless_answers int, due_at timestamptz, approval_handle text, sad_sealed text, sad_expires timestamptz,
                answer_lost boolean, response_id text, end_reason text, end_detail text,
                lease_owner uuid, lease_millis bigint, signatures jsonb, without_value text, settled jsonb, callback text,
                called_from int, called int)
            ), moved AS (
              UPDATE signing_session s
                 SET state = given.state, version = s.version + 1, state_since = given.state_since,
                     failures = given.failures, useless_answers = given.useless_answers,
                     approval_handle = given.approval_handle,
                     sad_sealed = decode(given.sad_sealed, 'base64'), sad_expires = given.sad_expires,
                     answer_lost = given.answer_lost, response_id = given.response_id,
                     end_reason = given.end_reason, end_detail = given.end_detail,
                     due_at = CASE WHEN s.hinted AND given.state IN ('AWAITING_APPROVAL', 'SUBMITTED')
                                   THEN clock_timestamp()
                                   ELSE given.due_at END,
                     hinted = false,
                     callback_sha256 = coalesce(decode(given.callback, 'base64'), s.callback_sha256),
                     received = s.received + coalesce(jsonb_array_length(given.signatures), 0),
                     lease_owner = given.lease_owner,
                     lease_until = CASE WHEN given.lease_owner IS NOT NULL
                                        THEN clock_timestamp() + given.lease_millis * interval '1 millisecond' END
                FROM given
               WHERE s.school_id = given.school_id AND s.id = given.id
                 AND s.state = given.from_state AND s.version = given.from_version
              RETURNING s.school_id, s.id, s.request_id, s.ordinal, s.state, s.state_since,
                        CASE WHEN s.state IN ('AWAITING_APPROVAL', 'SUBMITTED')
                                  AND old.state = s.state AND old.failures = s.failures
                             THEN 0 ELSE 1 END AS news,
                        s.received - coalesce(jsonb_array_length(given.signatures), 0) AS first_position
            ), received AS (
              UPDATE signing_item i
                 SET state = CASE WHEN given.signatures ->> (i.position - moved.first_position) IS NULL
                                  THEN 'FAILED' ELSE 'RECEIVED' END,
                     raw_signature = decode(given.signatures ->> (i.position - moved.first_position), 'base64'),
                     failure = CASE WHEN given.signatures ->> (i.position - moved.first_position) IS NULL
                                    THEN given.without_value END
                FROM moved, given
               WHERE given.signatures IS NOT NULL
                 AND i.school_id = moved.school_id AND i.session_id = moved.id
                 AND i.position >= moved.first_position
                 AND i.position < moved.first_position + jsonb_array_length(given.signatures)
                 AND i.state = 'PREPARED'
            ), settled AS (
              UPDATE signing_item i
                 SET state = r.state, failure = r.failure,
                     signed_at = CASE r.state WHEN 'SIGNED' THEN given.state_since END
                FROM moved, given, jsonb_to_recordset(given.settled) AS r(id uuid, state text, failure text)
               WHERE given.settled IS NOT NULL
                 AND i.school_id = moved.school_id AND i.session_id = moved.id AND i.id = r.id AND i.state = 'RECEIVED'
              RETURNING i.id, i.state
            ), following AS (
              UPDATE signing_session n
                 SET due_at = clock_timestamp()
                FROM moved
               WHERE moved.state = 'AUTHORISED' AND n.school_id = moved.school_id
                 AND n.request_id = moved.request_id AND n.ordinal = moved.ordinal + 1
                 AND n.state = 'PREPARED' AND n.due_at IS NULL
            )
            UPDATE signing_request q
               SET version = q.version + moved.news,
                   state = CASE WHEN completed.by_this THEN 'COMPLETED' ELSE q.state END,
                   closed_at = CASE WHEN completed.by_this THEN moved.state_since ELSE q.closed_at END
              FROM moved CROSS JOIN LATERAL (
                   SELECT CASE WHEN moved.state = 'COMPLETED' THEN
                            NOT EXISTS (SELECT FROM signing_session o
                                         WHERE o.school_id = moved.school_id AND o.request_id = moved.request_id
                                           AND o.id <> moved.id
                                           AND o.state NOT IN ('COMPLETED', 'REFUSED', 'EXPIRED', 'CANCELLED', 'FAILED',
                                                               'ANSWER_UNKNOWN'))
                            AND NOT EXISTS (SELECT FROM signing_item i
                                             WHERE i.school_id = moved.school_id AND i.request_id = moved.request_id
                                               AND i.state <> 'SIGNED'
                                               AND i.id NOT IN (SELECT id FROM settled WHERE state = 'SIGNED'))
                          ELSE false END AS by_this) completed
             WHERE q.school_id = moved.school_id AND q.id = moved.request_id
            RETURNING (SELECT count(*) FROM settled), completed.by_this, q.description, q.signer_name, q.school_name,
                      q.class_name,
                      (SELECT CAST(json_agg(json_build_array(encode(i.digest, 'hex'), i.label) ORDER BY i.position) AS text)
                         FROM given, signing_item i
                        WHERE given.called IS NOT NULL
                          AND i.school_id = moved.school_id AND i.session_id = moved.id
                          AND i.position >= given.called_from AND i.position < given.called_from + given.called)
            """;

    private final ItemStore items;
    private final Leases leases;
    private final Outbox outbox;
    private final Estimates estimates;
    private final SigningConfiguration configuration;
    private final Clock clock;

    SessionMoves(
            ItemStore items,
            Leases leases,
            Outbox outbox,
            Estimates estimates,
            SigningConfiguration configuration,
            Clock clock) {
        this.items = items;
        this.leases = leases;
        this.outbox = outbox;
        this.estimates = estimates;
        this.configuration = configuration;
        this.clock = clock;
    }

    /** Stores the next state and keeps the lease: a call follows, or our own next step. */
    Uni<StoredSession> moveAndKeep(StoredSession from, SigningSession next) {
        return move(from, next, true, new JsonObject());
    }

    /** Stores that consent is being asked for, and reads what is asked with it. */
    Uni<Call> ask(StoredSession from, SigningSession.ConsentUnderWay next) {
        return call(from, next, 0, from.items(), new JsonObject());
    }

    /** Stores that an order is on its way, with the hash of the address at which the service may call back, and reads the order. */
    Uni<Call> submit(StoredSession from, SigningSession.Submitting next, Optional<Callbacks.Callback> callback) {
        return call(
                from,
                next,
                from.received(),
                from.order(),
                new JsonObject()
                        .put(
                                "callback",
                                callback.map(Callbacks.Callback::sha256).orElse(null)));
    }

    private Uni<Call> call(StoredSession from, SigningSession next, int first, int count, JsonObject more) {
        return write(from, next, true, more.put("called_from", first).put("called", count))
                .map(moved -> new Call(
                        from.moved(next, 0),
                        new ServiceCalls.Words(
                                (String) moved[2], (String) moved[3], (String) moved[4], (String) moved[5]),
                        StoredJson.array((String) moved[6]).stream()
                                .map(item -> shown(from, (JsonArray) item))
                                .toList()));
    }

    private static ServiceCalls.Shown shown(StoredSession session, JsonArray item) {
        return new ServiceCalls.Shown(
                new DataToBeSignedRepresentation(
                        session.algorithm().digest(), HexFormat.of().parseHex(item.getString(0))),
                item.getString(1));
    }

    /**
     * A session that stands before a call, with what the service is sent.
     *
     * @param items in the order of their digests
     */
    record Call(StoredSession session, ServiceCalls.Words words, List<ServiceCalls.Shown> items) {

        List<DataToBeSignedRepresentation> digests() {
            return items.stream().map(ServiceCalls.Shown::digest).toList();
        }
    }

    /** Stores the next state and ends the lease. */
    Uni<StoredSession> move(StoredSession from, SigningSession next) {
        return move(from, next, false, new JsonObject());
    }

    /** Stores the service's raw signatures together with the state that they lead to. */
    Uni<StoredSession> moveWithSignatures(StoredSession from, SigningSession.SignaturesReceived next, Brought brought) {
        return write(
                        from,
                        next,
                        true,
                        new JsonObject()
                                .put("signatures", brought.json())
                                .put("without_value", brought.withoutValue().name()))
                .map(moved -> from.moved(next, brought.values().size()));
    }

    /**
     * The raw signatures of an order.
     *
     * @param values for each digest the one that came for it, if any
     * @param withoutValue why those without fail
     */
    record Brought(List<Optional<byte[]>> values, FailureReason withoutValue) {

        private JsonArray json() {
            var array = new JsonArray();
            values.forEach(value -> array.add(value.map(SessionMoves::base64).orElse(null)));
            return array;
        }
    }

    /** Stores what became of received signatures together with the state that it leads to. */
    Uni<Settling> settle(StoredSession from, SigningSession next, Settled settled) {
        return write(
                        from,
                        next,
                        !(next instanceof SigningSession.Ended),
                        new JsonObject().put("settled", settled.json()))
                .map(moved -> {
                    if (((Number) moved[0]).intValue() != settled.count()) {
                        throw new IllegalStateException("an item was settled twice");
                    }
                    return new Settling(from.moved(next, 0), (Boolean) moved[1]);
                });
    }

    /**
     * What became of received signatures.
     *
     * @param signed items whose signatures stand in their documents
     * @param failed items whose signatures are of no use
     */
    record Settled(List<UUID> signed, Map<UUID, FailureReason> failed) {

        private JsonArray json() {
            var array = new JsonArray();
            signed.forEach(item ->
                    array.add(new JsonObject().put("id", item.toString()).put("state", ItemState.SIGNED.name())));
            failed.forEach((item, reason) -> array.add(new JsonObject()
                    .put("id", item.toString())
                    .put("state", ItemState.FAILED.name())
                    .put("failure", reason.name())));
            return array;
        }

        private int count() {
            return signed.size() + failed.size();
        }
    }

    /**
     * A session whose signatures were settled.
     *
     * @param completed whether its request is completed by that, as far as can be told while others work on it
     */
    record Settling(StoredSession session, boolean completed) {}

    private Uni<StoredSession> move(StoredSession from, SigningSession next, boolean keep, JsonObject more) {
        var moved = write(from, next, keep, more).map(any -> from.moved(next, 0));
        var stopped = stopped(from, next);
        boolean hopeless = isHopeless(next);
        return stopped.isEmpty() && !hopeless
                ? moved
                : Panache.withTransaction(() -> moved.call(() -> tell(from, stopped, hopeless)));
    }

    /** With a session end the hopes for what failed in an order before: it is told of now, or never. */
    private Uni<Void> tell(StoredSession ended, Optional<DomainEvent> stopped, boolean hopeless) {
        var failed = hopeless ? items.failed(ended) : Uni.createFrom().item(List.<DomainEvent.ItemFailed>of());
        return failed.flatMap(items -> outbox.append(
                new SchoolId(ended.key().schoolId()),
                Stream.concat(stopped.stream(), items.stream()).toList()));
    }

    /** One that may go on with the consent that it has has not ended for good. */
    static boolean isHopeless(SigningSession next) {
        return Reasons.of(next) != null
                && !(next instanceof SigningSession.Failed failed
                        && failed.unspent().isPresent());
    }

    /** What is told of a move that ends a session before all of it is signed. */
    static Optional<DomainEvent> stopped(StoredSession from, SigningSession next) {
        return Optional.ofNullable(Reasons.of(next))
                .filter(reason -> from.state() instanceof SigningSession.Open)
                .map(reason -> new DomainEvent.SessionStopped(
                        from.requestId(),
                        from.key().id(),
                        SessionColumns.of(next, Instant.EPOCH).state().name(),
                        reason.code()));
    }

    /** @param more of what the statement is given, besides the next state */
    private Uni<Object[]> write(StoredSession from, SigningSession next, boolean keep, JsonObject more) {
        var row = columns(from, SessionColumns.of(next, clock.instant())).mergeIn(more);
        if (keep) {
            row.put("lease_owner", leases.owner().toString())
                    .put("lease_millis", configuration.lease().toMillis());
        }
        return session()
                .flatMap(session -> session.createNativeQuery(MOVE, Object[].class)
                        .setParameter("row", row.encode())
                        .getResultList()
                        .map(moved -> {
                            if (moved.size() != 1) {
                                throw new StaleSessionException(from.key());
                            }
                            estimates.moved(from, next);
                            return moved.getFirst();
                        }));
    }

    static JsonObject columns(StoredSession from, SessionColumns to) {
        var activation = to.activation();
        return from.key()
                .json()
                .put(
                        "from_state",
                        SessionColumns.of(from.state(), to.since()).state().name())
                .put("from_version", from.version())
                .put("state", to.state().name())
                .put("state_since", to.since())
                .put("failures", to.failures())
                .put("useless_answers", to.useless())
                .put("due_at", to.dueAt())
                .put("approval_handle", to.approvalHandle())
                .put(
                        "sad_sealed",
                        activation == null ? null : base64(activation.sad().cipherText()))
                .put("sad_expires", activation == null ? null : activation.expires())
                .put("answer_lost", to.answerLost())
                .put("response_id", to.responseId())
                .put("end_reason", to.endReason())
                .put("end_detail", to.endDetail());
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static Uni<Mutiny.Session> session() {
        return Panache.getSession();
    }
}
