package vn.hocba.signing;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import vn.hocba.access.Actor;

/** Rows of {@code signing_request}, and what concerns all sessions of one. Every method runs in the caller's transaction. */
@ApplicationScoped
class RequestStore {

    private static final String OPEN = """
            WITH opened AS (
            INSERT INTO signing_request (school_id, id, slot, signer_id, signer_subject, signer_name, school_name,
                                         class_name, description, state, created_at)
            SELECT r.school_id, r.id, r.slot, r.signer_id, r.signer_subject, r.signer_name, r.school_name,
                   r.class_name, r.description, 'ACTIVE', r.created_at
              FROM jsonb_to_record(CAST(CAST(:request AS text) AS jsonb)) AS r(
                school_id uuid, id uuid, slot text, signer_id uuid, signer_subject text, signer_name text,
                school_name text, class_name text, description text, created_at timestamptz))
            """;

    private static final String ADD_SESSIONS = """
            INSERT INTO signing_session (school_id, id, request_id, ordinal, provider, credential_id, algorithm, scal, consent, verification_code, items, order_size, state, state_since,
                                         due_at, created_at, prepared)
            SELECT r.school_id, r.id, r.request_id, r.ordinal, r.provider, r.credential_id, r.algorithm, r.scal, r.consent, r.verification_code, r.items, r.order_size, r.state, r.created_at,
                   r.due_at, r.created_at, decode(r.prepared, 'base64')
              FROM jsonb_to_recordset(CAST(CAST(:rows AS text) AS jsonb)) AS r(
                school_id uuid, id uuid, request_id uuid, ordinal int, provider text, credential_id text,
                algorithm text, scal text, consent text, verification_code text, items int, order_size int,
                state text, due_at timestamptz, created_at timestamptz, prepared text)
            """;

    private static final String CANCEL_SESSIONS = """
            UPDATE signing_session
               SET state = CASE state WHEN 'FAILED' THEN state ELSE 'CANCELLED' END, version = version + 1,
                   state_since = CASE state WHEN 'FAILED' THEN state_since ELSE :now END, failures = 0, due_at = NULL,
                   lease_owner = NULL, lease_until = NULL, approval_handle = NULL, sad_sealed = NULL,
                   sad_expires = NULL, answer_lost = false, response_id = NULL
             WHERE school_id = :school AND request_id = :request
               AND (state NOT IN ('COMPLETED', 'REFUSED', 'EXPIRED', 'CANCELLED', 'FAILED', 'ANSWER_UNKNOWN')
                    OR state = 'FAILED' AND sad_sealed IS NOT NULL)
            """;

    private static final String LOCK_SESSIONS =
            "SELECT id FROM signing_session WHERE school_id = :school AND request_id = :request ORDER BY id FOR UPDATE";

    private static final String RETRY_NOW = """
            UPDATE signing_session SET due_at = clock_timestamp()
             WHERE school_id = :school AND request_id = :request AND failures > 0 AND lease_owner IS NULL
               AND state IN ('PREPARED', 'AWAITING_APPROVAL', 'AUTHORISED', 'SUBMITTED', 'SIGNATURES_RECEIVED', 'EXTENDING')
            """;

    private static final String CLOSE = """
            UPDATE signing_request SET state = :state, closed_at = :now, version = version + 1
             WHERE school_id = :school AND id = :request AND state = 'ACTIVE'
            """;

    private static final String CLOSE_IF_SIGNED = """
            UPDATE signing_request q SET state = 'COMPLETED', closed_at = :now, version = version + 1
             WHERE school_id = :school AND id = :request AND state = 'ACTIVE'
               AND NOT EXISTS (SELECT FROM signing_item i
                                WHERE i.school_id = q.school_id AND i.request_id = q.id AND i.state <> 'SIGNED')
            """;

    private static final String TOUCH = """
            UPDATE signing_request SET version = version + 1
             WHERE school_id = :school AND id = :request AND state = 'ACTIVE' AND version = :seen
            """;

    private static final String WHOLE = "select q, s, " + WholeRequest.ITEMS;

    private static final String BY_KEY = WHOLE + """
             from SigningRequestEntity q join SigningSessionEntity s on s.schoolId = q.schoolId and s.requestId = q.id
            where q.schoolId = :school and q.id = :id and q.version <> :seen order by s.ordinal
            """;

    /** Whose request it is, is part of the question. */
    private static final String OF_ACTOR = WHOLE + """
             from SchoolEntity o
             join StaffEntity m on m.key.schoolId = o.id and m.accountId = :account
             join SigningRequestEntity q on q.schoolId = o.id and (q.signerId = m.key.id or :ofSchool = true)
             join SigningSessionEntity s on s.schoolId = q.schoolId and s.requestId = q.id
            where o.code = :organisation and q.id = :id order by s.ordinal
            """;

    /** No request has this version. */
    private static final long NEVER_SEEN = -1;

    private final ItemStore items;

    RequestStore(ItemStore items) {
        this.items = items;
    }

    /** Stores a request and its sessions; their items are for {@link ItemStore#put}. */
    Uni<Void> open(NewRequest request, List<NewSession> sessions) {
        var row = new JsonObject()
                .put("school_id", request.key().schoolId().toString())
                .put("id", request.key().id().toString())
                .put("slot", request.slot().name())
                .put("signer_id", request.signerId().toString())
                .put("signer_subject", request.signerSubject())
                .put("signer_name", request.signerName())
                .put("school_name", request.schoolName())
                .put("class_name", request.className())
                .put("description", request.description())
                .put("created_at", request.createdAt());
        return session()
                .flatMap(session -> session.createNativeQuery(OPEN + ADD_SESSIONS)
                        .setParameter("request", row.encode())
                        .setParameter("rows", rows(request.key(), sessions))
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Adds sessions with their items; an item that exists already moves to its new session. */
    Uni<Void> addSessions(RowKey request, List<NewSession> sessions) {
        return session()
                .flatMap(session -> session.createNativeQuery(ADD_SESSIONS)
                        .setParameter("rows", rows(request, sessions))
                        .executeUpdate())
                .chain(() -> items.put(request, sessions));
    }

    private static String rows(RowKey request, List<NewSession> sessions) {
        var rows = new JsonArray();
        sessions.forEach(session -> rows.add(row(request, session)));
        return rows.encode();
    }

    private static JsonObject row(RowKey request, NewSession session) {
        return new JsonObject()
                .put("school_id", request.schoolId().toString())
                .put("id", session.id().toString())
                .put("request_id", request.id().toString())
                .put("ordinal", session.ordinal())
                .put("provider", session.credential().provider().value())
                .put("credential_id", session.credential().credential().value())
                .put("algorithm", session.algorithm().name())
                .put("scal", session.scal().name())
                .put("consent", session.consent())
                .put("verification_code", session.code().digits())
                .put("items", session.items().size())
                .put("order_size", session.orderSize())
                .put("state", session.state().name())
                .put("prepared", Base64.getEncoder().encodeToString(session.prepared()))
                .put("due_at", session.dueAt())
                .put("created_at", session.createdAt());
    }

    /** The request, if it exists in that school, whoever opened it. */
    Uni<Optional<WholeRequest>> find(RowKey request) {
        return findIfChanged(request, NEVER_SEEN);
    }

    /** As {@link #find}, if its version is another than the one that was seen. */
    Uni<Optional<WholeRequest>> findIfChanged(RowKey request, long seen) {
        return session()
                .flatMap(session -> session.createQuery(BY_KEY, Object[].class)
                        .setParameter("school", request.schoolId())
                        .setParameter("id", request.id())
                        .setParameter("seen", seen)
                        .getResultList())
                .map(WholeRequest::of);
    }

    /**
     * The request, if the actor is on the roster of its school and opened it.
     *
     * @param ofSchool whoever of the school opened it
     */
    Uni<Optional<WholeRequest>> findOf(Actor actor, UUID id, boolean ofSchool) {
        return session()
                .flatMap(session -> session.createQuery(OF_ACTOR, Object[].class)
                        .setParameter("organisation", actor.organisationCode())
                        .setParameter("account", actor.subject())
                        .setParameter("id", id)
                        .setParameter("ofSchool", ofSchool)
                        .getResultList())
                .map(WholeRequest::of);
    }

    /** Requests of a person, latest first, from before the given one. */
    Uni<List<SigningRequestEntity>> ofSigner(UUID school, UUID signer, @Nullable UUID before, int most) {
        return session().flatMap(session -> {
            var query = session.createQuery(
                            "from SigningRequestEntity where schoolId = :school and signerId = :signer"
                                    + (before == null ? "" : " and id < :before") + " order by id desc",
                            SigningRequestEntity.class)
                    .setParameter("school", school)
                    .setParameter("signer", signer)
                    .setMaxResults(most);
            return (before == null ? query : query.setParameter("before", before)).getResultList();
        });
    }

    /** Ends all sessions that have not ended, and forgets unused consents; whatever is under way is not stored any more. */
    Uni<Integer> cancelSessions(RowKey request, Instant now) {
        return session()
                .flatMap(session -> session.createNativeQuery(CANCEL_SESSIONS)
                        .setParameter("school", request.schoolId())
                        .setParameter("request", request.id())
                        .setParameter("now", now)
                        .executeUpdate());
    }

    /** Locks the request's sessions, until the caller's transaction ends, in the order in which everybody does who needs several. */
    Uni<Void> lockSessions(RowKey request) {
        return session()
                .flatMap(session -> session.createNativeQuery(LOCK_SESSIONS, UUID.class)
                        .setParameter("school", request.schoolId())
                        .setParameter("request", request.id())
                        .getResultList())
                .replaceWithVoid();
    }

    /** Takes the next step of sessions that wait after a failure at once. */
    Uni<Integer> retryNow(RowKey request) {
        return session()
                .flatMap(session -> session.createNativeQuery(RETRY_NOW)
                        .setParameter("school", request.schoolId())
                        .setParameter("request", request.id())
                        .executeUpdate());
    }

    /** Raises the version that readers compare. @return 1, or 0 if the request is closed or was changed since */
    Uni<Integer> touch(RowKey request, long seen) {
        return session()
                .flatMap(session -> session.createNativeQuery(TOUCH)
                        .setParameter("school", request.schoolId())
                        .setParameter("request", request.id())
                        .setParameter("seen", seen)
                        .executeUpdate());
    }

    /** Closes the request if every item of it is signed. @return 1, or 0 if not */
    Uni<Integer> closeIfSigned(RowKey request, Instant now) {
        return session()
                .flatMap(session -> session.createNativeQuery(CLOSE_IF_SIGNED)
                        .setParameter("school", request.schoolId())
                        .setParameter("request", request.id())
                        .setParameter("now", now)
                        .executeUpdate());
    }

    /** Closes an active request. @return 1, or 0 if it was closed already */
    Uni<Integer> close(RowKey request, RequestState state, Instant now) {
        return session()
                .flatMap(session -> session.createNativeQuery(CLOSE)
                        .setParameter("school", request.schoolId())
                        .setParameter("request", request.id())
                        .setParameter("state", state.name())
                        .setParameter("now", now)
                        .executeUpdate());
    }

    private static Uni<Mutiny.Session> session() {
        return Panache.getSession();
    }
}
