package vn.hocba.events;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import vn.hocba.notices.Notices;
import vn.hocba.notices.Topic;
import vn.hocba.workers.EventLoops;

/**
 * Delivers what is due, some messages at a time. Any number of replicas may do so; one that dies in the middle leaves its
 * messages to the others when its lease runs out, and the receiver may get them twice, under the same id.
 */
@ApplicationScoped
class DeliveryDispatcher {

    private static final Logger LOG = Logger.getLogger(DeliveryDispatcher.class);

    /** Longer than an attempt can take with the storing of its outcome. */
    private static final int LEASE_IN_TIMEOUTS = 3;

    private final DeliveryStore store;
    private final WebhookHttp http;
    private final EventLoops loops;
    private final Notices notices;
    private final WebhooksConfiguration configuration;
    private final Vertx vertx;
    private final MeterRegistry metrics;
    private final RetrySchedule schedule;
    private final Clock clock = Clock.systemUTC();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile boolean running;

    DeliveryDispatcher(
            DeliveryStore store,
            WebhookHttp http,
            EventLoops loops,
            Notices notices,
            WebhooksConfiguration configuration,
            Vertx vertx,
            MeterRegistry metrics) {
        this.store = store;
        this.http = http;
        this.loops = loops;
        this.notices = notices;
        this.configuration = configuration;
        this.vertx = vertx;
        this.metrics = metrics;
        this.schedule = new RetrySchedule(configuration.firstRetry(), configuration.attempts());
    }

    void start(@Observes StartupEvent event) {
        running = true;
        vertx.setPeriodic(configuration.poll().toMillis(), timer -> wake());
        notices.listen(Topic.WEBHOOK_DELIVERY, told -> wake());
    }

    void stop(@Observes ShutdownEvent event) {
        running = false;
    }

    /** Looks for due deliveries now. */
    void wake() {
        int places = configuration.concurrency() - underWay.get();
        if (running && places > 0 && looking.compareAndSet(false, true)) {
            loops.inSession(() -> store.claim(
                            places,
                            configuration.perEndpoint(),
                            configuration.timeout().multipliedBy(LEASE_IN_TIMEOUTS)))
                    // counted before the next look, which would claim their places again
                    .invoke(claimed -> underWay.addAndGet(claimed.size()))
                    .onTermination()
                    .invoke(() -> looking.set(false))
                    .subscribe()
                    .with(
                            this::begin,
                            failure -> LOG.warnf("cannot look for events to deliver: %s", failure.getMessage()));
        }
    }

    private void begin(List<DeliveryStore.Due> claimed) {
        Multi.createFrom()
                .iterable(claimed)
                .onItem()
                .transformToUniAndMerge(due -> deliver(due).onTermination().invoke(underWay::decrementAndGet))
                .subscribe()
                .with(done -> wake(), failure -> LOG.warnf("cannot note a delivery: %s", failure.getMessage()));
    }

    private Uni<Void> deliver(DeliveryStore.Due due) {
        return http.send(due)
                .flatMap(attempt -> loops.inSession(() -> switch (attempt) {
                    case Attempt.Delivered delivered -> {
                        count("delivered");
                        yield store.delivered(due, delivered.status());
                    }
                    case Attempt.Failed failed -> {
                        Optional<Instant> next = schedule.next(
                                due.attempts() + 1,
                                due.giveUp(),
                                failed.notBefore(),
                                clock.instant(),
                                ThreadLocalRandom.current());
                        count(next.isPresent() ? "failed" : "dead");
                        LOG.infof("event %s not delivered: %s", due.eventId(), failed.reason());
                        yield store.failed(due, failed, next);
                    }
                }))
                // it is tried again when its lease runs out
                .onFailure()
                .invoke(failure -> LOG.warnf("event %s: %s", due.eventId(), failure.getMessage()))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private void count(String outcome) {
        metrics.counter("hocba.webhooks.attempts", "outcome", outcome).increment();
    }
}
