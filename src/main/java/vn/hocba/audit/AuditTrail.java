package vn.hocba.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.hocba.workers.Workers;

/** Appends to and reads the audit chains. */
@ApplicationScoped
public class AuditTrail {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int VERIFY_CHUNK = 1000;

    // through text: a parameter of type jsonb is sent as a JSON string, not as the document that it holds
    private static final String APPEND =
            "SELECT append_to_audit(:school, :at, :hashed_at, CAST(CAST(:acts AS text) AS jsonb))";

    private final Workers workers;
    private final Clock clock = Clock.systemUTC();

    AuditTrail(Workers workers) {
        this.workers = workers;
    }

    private record End(long sequence, String hash) {}

    private record Link(AuditEntry entry, String previousHash, String hash) {}

    /** {@link #append(List)} of one act. */
    public Uni<Void> append(AuditEvent event) {
        return append(List.of(event));
    }

    /**
     * Appends acts of one school, in order, in the caller's transaction: one statement, however many. Until that
     * transaction ends nobody else can append for the school, so do this last in it.
     *
     * @throws IllegalArgumentException if the acts are of several schools
     */
    public Uni<Void> append(List<AuditEvent> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        UUID school = events.getFirst().subject().schoolId();
        if (events.stream().anyMatch(event -> !event.subject().schoolId().equals(school))) {
            throw new IllegalArgumentException("acts of one school only");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(APPEND, Long.class)
                        .setParameter("school", school)
                        .setParameter("at", now)
                        .setParameter("hashed_at", now.toString())
                        .setParameter("acts", json(events))
                        .getSingleResult())
                .replaceWithVoid();
    }

    private static String json(List<AuditEvent> events) {
        List<Map<String, @Nullable Object>> acts = new ArrayList<>();
        for (AuditEvent event : events) {
            Map<String, @Nullable Object> act = new LinkedHashMap<>();
            act.put("subject_type", event.subject().type());
            act.put("subject_id", event.subject().id().toString());
            act.put("action", event.action());
            act.put("actor", event.actor());
            act.put("actor_name", event.actorName());
            act.put("reason", event.reason());
            acts.add(act);
        }
        try {
            return JSON.writeValueAsString(acts);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything that was done to a subject, the oldest first. */
    public Uni<List<AuditEntry>> history(AuditSubject subject) {
        return Panache.withSession(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                SELECT
                                        + " WHERE school_id = :school AND subject_type = :type AND subject_id = :id ORDER BY sequence",
                                Object[].class)
                        .setParameter("school", subject.schoolId())
                        .setParameter("type", subject.type())
                        .setParameter("id", subject.id())
                        .getResultList())
                .map(rows -> rows.stream().map(row -> link(row).entry).toList()));
    }

    /** Computes a school's whole chain again, in chunks, and compares it with what is stored. */
    public Uni<ChainState> verify(UUID school) {
        return verify(school, new End(0, AuditChain.start()));
    }

    private Uni<ChainState> verify(UUID school, End verified) {
        return Panache.withSession(() -> Panache.getSession()
                        .chain(session -> session.createNativeQuery(
                                        SELECT + " WHERE school_id = :school AND sequence > :after ORDER BY sequence",
                                        Object[].class)
                                .setParameter("school", school)
                                .setParameter("after", verified.sequence)
                                .setMaxResults(VERIFY_CHUNK)
                                .getResultList()))
                .chain(rows -> workers.compute(() -> follow(verified, rows)).chain(end -> {
                    if (end.sequence != verified.sequence + rows.size()) {
                        return Uni.createFrom().item(new ChainState(false, end.sequence, end.hash));
                    }
                    return rows.size() < VERIFY_CHUNK ? compareWithStoredEnd(school, end) : verify(school, end);
                }));
    }

    /** The last entry up to which each follows the one before it. */
    private static End follow(End verified, List<Object[]> rows) {
        End end = verified;
        for (Object[] row : rows) {
            Link link = link(row);
            boolean follows = link.entry.sequence() == end.sequence + 1
                    && link.previousHash.equals(end.hash)
                    && link.hash.equals(AuditChain.hash(end.hash, link.entry));
            if (!follows) {
                break;
            }
            end = new End(link.entry.sequence(), link.hash);
        }
        return end;
    }

    // entries cut off at the end leave the rest intact, but not the stored end
    private static Uni<ChainState> compareWithStoredEnd(UUID school, End end) {
        return Panache.withSession(() -> Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "SELECT sequence, encode(hash, 'hex') FROM audit_chain WHERE school_id = :school",
                                Object[].class)
                        .setParameter("school", school)
                        .getSingleResultOrNull())
                .map(row -> row == null
                        ? new End(0, AuditChain.start())
                        : new End(((Number) row[0]).longValue(), (String) row[1]))
                .map(stored -> new ChainState(stored.equals(end), end.sequence, end.hash)));
    }

    private static final String SELECT = """
            SELECT sequence, school_id, subject_type, subject_id, action, actor, actor_name, reason, at,
                encode(previous_hash, 'hex'), encode(hash, 'hex') FROM audit_entry""";

    private static Link link(Object[] row) {
        AuditSubject subject = new AuditSubject((UUID) row[1], (String) row[2], (UUID) row[3]);
        AuditEvent event = new AuditEvent(subject, (String) row[4], (String) row[5], (String) row[6], (String) row[7]);
        Instant at = row[8] instanceof OffsetDateTime time ? time.toInstant() : (Instant) row[8];
        AuditEntry entry = new AuditEntry(((Number) row[0]).longValue(), event, at);
        return new Link(entry, (String) row[9], (String) row[10]);
    }
}
