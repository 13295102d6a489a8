package vn.hocba.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import vn.hocba.directory.SchoolId;
import vn.hocba.directory.TimeOrderedIds;

/**
 * Where whoever changes something says so: what is written here commits with the change, or not at all, and is delivered
 * afterwards to those of the school who want it.
 */
@ApplicationScoped
public class Outbox {

    private static final String APPEND = """
            INSERT INTO webhook_delivery (school_id, endpoint_id, event_id, event_type, body, state, due_at, give_up_at,
                                          created_at)
            SELECT e.school_id, e.id, r.id, r.type, r.body, 'WAITING', CAST(:now AS timestamptz),
                   CAST(:now AS timestamptz) + CAST(:millis AS bigint) * interval '1 millisecond',
                   CAST(:now AS timestamptz)
              FROM jsonb_to_recordset(CAST(CAST(:rows AS text) AS jsonb)) AS r(id uuid, type text, body text)
              JOIN webhook_endpoint e
                ON e.school_id = :school AND (cardinality(e.event_types) = 0 OR r.type = ANY (e.event_types))
            """;

    private final ObjectMapper json;
    private final WebhooksConfiguration configuration;
    private final Clock clock = Clock.systemUTC();

    Outbox(ObjectMapper json, WebhooksConfiguration configuration) {
        this.json = json.copy().setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
        this.configuration = configuration;
    }

    /** What a receiver gets. */
    @RegisterForReflection
    private record Message(EventType type, Instant timestamp, UUID schoolId, DomainEvent data) {}

    /** {@link #append(SchoolId, List)} of one event. */
    public Uni<Void> append(SchoolId school, DomainEvent event) {
        return append(school, List.of(event));
    }

    /** Notes events of one school in the caller's transaction: one statement, however many. */
    public Uni<Void> append(SchoolId school, List<? extends DomainEvent> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        JsonArray rows = new JsonArray();
        events.forEach(event -> rows.add(new JsonObject()
                .put("id", TimeOrderedIds.next().toString())
                .put("type", event.type().wireName())
                .put("body", body(new Message(event.type(), now, school.value(), event)))));
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(APPEND)
                        .setParameter("school", school.value())
                        .setParameter("now", now)
                        .setParameter("millis", configuration.giveUp().toMillis())
                        .setParameter("rows", rows.encode())
                        .executeUpdate())
                .replaceWithVoid();
    }

    private String body(Message message) {
        try {
            return json.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("event " + message.type(), e);
        }
    }
}
