package vn.hocba.events;

import static java.util.Objects.requireNonNull;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import vn.hocba.directory.SchoolId;
import vn.hocba.secrets.Vault;

/** Rows of {@code webhook_endpoint}. Every method runs in the caller's session or transaction. */
@ApplicationScoped
class WebhookStore {

    private static final String INSERT = """
            INSERT INTO webhook_endpoint (school_id, id, url, description, event_types, secret_sealed, created_at)
            VALUES (:school, :id, :url, nullif(:description, ''), string_to_array(:types, ' '), :secret, :now)
            """;

    private static final String SELECT = """
            SELECT id, url, description, array_to_string(event_types, ' '), failures, rest_until, created_at
              FROM webhook_endpoint WHERE school_id = :school
            """;

    private static final String ROTATE = """
            UPDATE webhook_endpoint
               SET previous_sealed = secret_sealed, previous_until = :until, secret_sealed = :secret
             WHERE school_id = :school AND id = :id
            """;

    private final Vault vault;

    WebhookStore(@ConfigProperty(name = "hocba.secrets.key") String key) {
        this.vault = new Vault(key);
    }

    Uni<Void> insert(SchoolId school, UUID id, EndpointUrl url, NewWebhook request, WebhookSecret secret, Instant now) {
        String description = request.description();
        String types =
                request.wanted().stream().map(EventType::wireName).sorted().collect(Collectors.joining(" "));
        return session()
                .chain(session -> session.createNativeQuery(INSERT)
                        .setParameter("school", school.value())
                        .setParameter("id", id)
                        .setParameter("url", url.uri().toString())
                        .setParameter("description", description == null ? "" : description)
                        .setParameter("types", types)
                        .setParameter("secret", seal(id, secret))
                        .setParameter("now", now)
                        .executeUpdate())
                .replaceWithVoid();
    }

    Uni<Long> count(SchoolId school) {
        return session()
                .chain(session -> session.createNativeQuery(
                                "SELECT count(*) FROM webhook_endpoint WHERE school_id = :school", Long.class)
                        .setParameter("school", school.value())
                        .getSingleResult());
    }

    Uni<List<Webhook>> ofSchool(SchoolId school) {
        return session()
                .chain(session -> session.createNativeQuery(SELECT + " ORDER BY id", Object[].class)
                        .setParameter("school", school.value())
                        .getResultList())
                .map(rows -> rows.stream().map(WebhookStore::webhook).toList());
    }

    Uni<Optional<Webhook>> find(SchoolId school, WebhookId id) {
        return session()
                .chain(session -> session.createNativeQuery(SELECT + " AND id = :id", Object[].class)
                        .setParameter("school", school.value())
                        .setParameter("id", id.value())
                        .getSingleResultOrNull())
                .map(row -> Optional.ofNullable(row).map(WebhookStore::webhook));
    }

    /** The new secret signs from now on, the one before beside it until then. @return 1, or 0 if there is no such webhook */
    Uni<Integer> rotate(SchoolId school, WebhookId id, WebhookSecret secret, Instant until) {
        return session()
                .chain(session -> session.createNativeQuery(ROTATE)
                        .setParameter("school", school.value())
                        .setParameter("id", id.value())
                        .setParameter("until", until)
                        .setParameter("secret", seal(id.value(), secret))
                        .executeUpdate());
    }

    /** With its deliveries. @return 1, or 0 if there is no such webhook */
    Uni<Integer> delete(SchoolId school, WebhookId id) {
        return session()
                .chain(session -> session.createNativeQuery(
                                "DELETE FROM webhook_endpoint WHERE school_id = :school AND id = :id")
                        .setParameter("school", school.value())
                        .setParameter("id", id.value())
                        .executeUpdate());
    }

    private byte[] seal(UUID id, WebhookSecret secret) {
        return vault.seal(secret.key(), belongsTo(id));
    }

    /** What was stored for the webhook of this id. */
    WebhookSecret open(UUID id, byte[] sealed) {
        return WebhookSecret.of(vault.open(sealed, belongsTo(id)));
    }

    private static String belongsTo(UUID id) {
        return "webhook " + id;
    }

    private static Webhook webhook(Object[] row) {
        return new Webhook(
                new WebhookId((UUID) row[0]),
                (String) row[1],
                (String) row[2],
                Arrays.stream(((String) row[3]).split(" "))
                        .filter(name -> !name.isEmpty())
                        .map(EventType::fromJson)
                        .toList(),
                ((Number) row[4]).intValue(),
                instant(row[5]),
                requireNonNull(instant(row[6])));
    }

    static @Nullable Instant instant(@Nullable Object value) {
        return value instanceof OffsetDateTime time ? time.toInstant() : (Instant) value;
    }

    private static Uni<Mutiny.Session> session() {
        return Panache.getSession();
    }
}
