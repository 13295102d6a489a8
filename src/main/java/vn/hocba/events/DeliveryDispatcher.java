package vn.hocba.events;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import vn.hocba.notices.Notices;
import vn.hocba.notices.Topic;
import vn.hocba.workers.EventLoops;
import vn.hocba.workers.Looks;

/**
 * Delivers what is due, some messages at a time. Any number of replicas may do so; one that dies in the middle leaves its
 * messages to the others when its lease runs out, one that is told to stop at once, and the receiver may get them twice, under the same id.
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
    private final Looks looks = new Looks();

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
        looks.start();
        vertx.setPeriodic(configuration.poll().toMillis(), timer -> wake());
        notices.listen(Topic.WEBHOOK_DELIVERY, told -> wake());
    }

    /** Whatever is under way is sent by whoever comes next, at once, and perhaps for the second time: what becomes of it is not waited for. */
    void stop(@Observes ShutdownEvent event) {
        looks.stop(
                () -> loops.inSession(store::handBack),
                failure -> LOG.warnf("cannot hand back the events under way: %s", failure.getMessage()));
    }

    /** Looks for due deliveries now. */
    void wake() {
        if (free() == 0) {
            return;
        }
        // only a look takes places, so those free now are free until what it claims is counted
        looks.look(
                () -> loops.inSession(() -> store.claim(
                                free(),
                                configuration.perEndpoint(),
                                configuration.timeout().multipliedBy(LEASE_IN_TIMEOUTS)))
                        .invoke(claimed -> underWay.addAndGet(claimed.size())),
                this::begin,
                this::wake,
                failure -> LOG.warnf("cannot look for events to deliver: %s", failure.getMessage()));
    }

    private int free() {
        return Math.max(0, configuration.concurrency() - underWay.get());
    }

    private void begin(DeliveryStore.Due due) {
        if (!looks.running()) {
            return;
        }
        Uni.createFrom()
                .deferred(() -> deliver(due))
                .onTermination()
                .invoke(underWay::decrementAndGet)
                .subscribe()
                .with(done -> wake(), failure -> LOG.warnf("event %s: %s", due.eventId(), failure.getMessage()));
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
                                due.attempts() + 1, due.giveUp(), clock.instant(), ThreadLocalRandom.current());
                        count(next.isPresent() ? "failed" : "dead");
                        LOG.infof("event %s not delivered: %s", due.eventId(), failed.reason());
                        yield store.failed(due, failed, next);
                    }
                    case Attempt.NotMade notMade -> {
                        count("not-made");
                        LOG.warnf("event %s not sent yet: too many names are being looked up", due.eventId());
                        yield store.notAttempted(due);
                    }
                }))
                // it is tried again when its lease runs out
                .onFailure()
                .invoke(failure -> LOG.warnf("event %s: %s", due.eventId(), failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private void count(String outcome) {
        metrics.counter("hocba.webhooks.attempts", "outcome", outcome).increment();
    }
}
