package vn.hocba.events;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import vn.hocba.access.Actor;
import vn.hocba.audit.AuditEvent;
import vn.hocba.audit.AuditSubject;
import vn.hocba.audit.AuditTrail;
import vn.hocba.directory.SchoolId;
import vn.hocba.directory.TimeOrderedIds;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;

/** Changes of a school's receivers, each on the audit trail. Every method runs in the caller's transaction. */
@ApplicationScoped
class Webhooks {

    /** Receivers that one school may have. */
    static final int MOST = 5;

    private final WebhookStore store;
    private final AuditTrail audit;
    private final WebhooksConfiguration configuration;
    private final Clock clock = Clock.systemUTC();

    Webhooks(WebhookStore store, AuditTrail audit, WebhooksConfiguration configuration) {
        this.store = store;
        this.audit = audit;
        this.configuration = configuration;
    }

    /** @throws ProblemException through the {@code Uni} if the address may not be called, or the school has enough of them */
    Uni<WebhookWithSecret> register(Actor actor, SchoolId school, NewWebhook request) {
        EndpointUrl url = EndpointUrl.parse(request.url(), configuration.ports(), configuration.allowLoopback());
        WebhookSecret secret = WebhookSecret.random();
        UUID id = TimeOrderedIds.next();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Webhook made = new Webhook(
                new WebhookId(id),
                url.uri().toString(),
                request.description(),
                request.wanted().stream().sorted().toList(),
                0,
                null,
                now);
        return store.insert(school, id, url, request, secret, now)
                .chain(() -> recorded(actor, school, id, "created"))
                // whoever holds the end of the school's audit trail sees all that were made before
                .chain(() -> store.count(school))
                .invoke(count -> {
                    if (count > MOST) {
                        throw new ProblemException(
                                ProblemType.CONFLICT,
                                "Trường đã có đủ " + MOST + " webhook; hãy xoá bớt.",
                                "The school has " + MOST + " webhooks already; delete one first.");
                    }
                })
                .replaceWith(() -> new WebhookWithSecret(made, secret.reveal(), null));
    }

    /** A new secret; the one before signs as well for a while. */
    Uni<WebhookWithSecret> rotate(Actor actor, SchoolId school, WebhookId id) {
        WebhookSecret secret = WebhookSecret.random();
        Instant until = clock.instant().truncatedTo(ChronoUnit.MICROS).plus(configuration.rotation());
        return store.rotate(school, id, secret, until)
                .invoke(Webhooks::requireOne)
                .chain(() -> recorded(actor, school, id.value(), "secret_rotated"))
                .chain(() -> store.find(school, id))
                .map(found -> new WebhookWithSecret(found.orElseThrow(), secret.reveal(), until));
    }

    Uni<Void> delete(Actor actor, SchoolId school, WebhookId id) {
        return store.delete(school, id)
                .invoke(Webhooks::requireOne)
                .chain(() -> recorded(actor, school, id.value(), "deleted"));
    }

    static ProblemException notFound() {
        return new ProblemException(ProblemType.NOT_FOUND);
    }

    private static void requireOne(int count) {
        if (count != 1) {
            throw notFound();
        }
    }

    private Uni<Void> recorded(Actor actor, SchoolId school, UUID id, String action) {
        return audit.append(AuditEvent.by(actor, new AuditSubject(school.value(), "webhook", id), action, null));
    }
}
