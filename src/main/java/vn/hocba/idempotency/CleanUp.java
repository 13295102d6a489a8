package vn.hocba.idempotency;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Forgets stored responses after their retention, a bounded number at a time. */
@ApplicationScoped
class CleanUp {

    private final IdempotencySettings settings;
    private final Clock clock = Clock.systemUTC();

    CleanUp(IdempotencySettings settings) {
        this.settings = settings;
    }

    @Scheduled(
            identity = "idempotency-clean-up",
            every = "${hocba.idempotency.clean-up-every}",
            delayed = "${hocba.idempotency.clean-up-delay}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forgetOld() {
        return Panache.withTransaction(() -> Panache.getSession()
                        .chain(session -> session.createNativeQuery("""
                                        DELETE FROM idempotent_response WHERE (organisation, subject, idempotency_key) IN (
                                            SELECT organisation, subject, idempotency_key FROM idempotent_response
                                            WHERE created_at < :oldest ORDER BY created_at
                                            LIMIT :batch FOR UPDATE SKIP LOCKED)
                                        """)
                                .setParameter("oldest", clock.instant().minus(settings.retention()))
                                .setParameter("batch", settings.cleanUpBatch())
                                .executeUpdate()))
                .replaceWithVoid();
    }
}
