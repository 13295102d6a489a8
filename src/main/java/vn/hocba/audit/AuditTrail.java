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
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import vn.hocba.workers.Workers;

/** Appends to and reads the audit chains. */
@ApplicationScoped
public class AuditTrail {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int VERIFY_CHUNK = 1000;

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
     * Appends acts of one school, in order, in the caller's transaction: two statements, however many. Until that
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
        return Panache.getSession()
                .chain(session -> lockEnd(session, school).chain(end -> insert(session, school, links(end, events))));
    }

    private static Uni<End> lockEnd(Mutiny.Session session, UUID school) {
        // the update makes the row if it is missing, and locks it either way
        return session.createNativeQuery("""
                        INSERT INTO audit_chain (school_id, sequence, hash) VALUES (:school, 0, decode(:start, 'hex'))
                        ON CONFLICT (school_id) DO UPDATE SET sequence = audit_chain.sequence
                        RETURNING sequence, encode(hash, 'hex')
                        """, Object[].class)
                .setParameter("school", school)
                .setParameter("start", AuditChain.start())
                .getSingleResult()
                .map(row -> new End(((Number) row[0]).longValue(), (String) row[1]));
    }

    private List<Link> links(End end, List<AuditEvent> events) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Link> links = new ArrayList<>();
        String previous = end.hash;
        for (AuditEvent event : events) {
            AuditEntry entry = new AuditEntry(end.sequence + links.size() + 1, event, now);
            String hash = AuditChain.hash(previous, entry);
            links.add(new Link(entry, previous, hash));
            previous = hash;
        }
        return links;
    }

    // through text: a parameter of type jsonb is sent as a JSON string, not as the document that it holds
    private static Uni<Void> insert(Mutiny.Session session, UUID school, List<Link> links) {
        Link last = links.getLast();
        return session.createNativeQuery("""
                        WITH entries AS (
                            INSERT INTO audit_entry (school_id, sequence, subject_type, subject_id, action, actor,
                                actor_name, reason, at, previous_hash, hash)
                            SELECT :school, r.sequence, r.subject_type, r.subject_id, r.action, r.actor,
                                r.actor_name, r.reason, r.at, decode(r.previous_hash, 'hex'), decode(r.hash, 'hex')
                            FROM jsonb_to_recordset(CAST(CAST(:rows AS text) AS jsonb)) AS r(sequence bigint, subject_type text,
                                subject_id uuid, action text, actor text, actor_name text, reason text,
                                at timestamptz, previous_hash text, hash text))
                        UPDATE audit_chain SET sequence = :sequence, hash = decode(:hash, 'hex') WHERE school_id = :school
                        """)
                .setParameter("school", school)
                .setParameter("rows", json(links))
                .setParameter("sequence", last.entry.sequence())
                .setParameter("hash", last.hash)
                .executeUpdate()
                .replaceWithVoid();
    }

    private static String json(List<Link> links) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Link link : links) {
            AuditEvent event = link.entry.event();
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            row.put("sequence", link.entry.sequence());
            row.put("subject_type", event.subject().type());
            row.put("subject_id", event.subject().id().toString());
            row.put("action", event.action());
            row.put("actor", event.actor());
            row.put("actor_name", event.actorName());
            row.put("reason", event.reason());
            row.put("at", link.entry.at().toString());
            row.put("previous_hash", link.previousHash);
            row.put("hash", link.hash);
            rows.add(row);
        }
        try {
            return JSON.writeValueAsString(rows);
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
