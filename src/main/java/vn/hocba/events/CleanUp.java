package vn.hocba.events;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Gives up deliveries that were due for too long, and forgets old ones; a bounded number at a time. */
@ApplicationScoped
class CleanUp {

    private static final int AT_ONCE = 5000;

    private final DeliveryStore store;
    private final WebhooksConfiguration configuration;
    private final Clock clock = Clock.systemUTC();

    CleanUp(DeliveryStore store, WebhooksConfiguration configuration) {
        this.store = store;
        this.configuration = configuration;
    }

    @Scheduled(
            identity = "webhooks-clean-up",
            every = "${hocba.webhooks.clean-up-every}",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> cleanUp() {
        return Panache.withTransaction(() -> store.giveUp(AT_ONCE)
                        .chain(() -> store.forget(clock.instant().minus(configuration.retention()), AT_ONCE)))
                .replaceWithVoid();
    }
}
