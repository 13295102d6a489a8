package vn.hocba.augmentation;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import vn.hocba.notices.Notices;
import vn.hocba.notices.Topic;
import vn.hocba.signing.RowKey;
import vn.hocba.workers.EventLoops;
import vn.hocba.workers.Looks;

/** Finds signatures whose next stage is due, and has some of them worked on at once. Any number of replicas may do so. */
@ApplicationScoped
class AugmentationDispatcher {

    private static final Logger LOG = Logger.getLogger(AugmentationDispatcher.class);
    private static final long BACKLOG_MILLIS = 10_000;

    private final LevelStore store;
    private final Augmentation augmentation;
    private final LevelMetrics metrics;
    private final EventLoops loops;
    private final Notices notices;
    private final LevelsConfiguration configuration;
    private final Vertx vertx;
    private final Set<RowKey> held = ConcurrentHashMap.newKeySet();
    private final Looks looks = new Looks();

    AugmentationDispatcher(
            LevelStore store,
            Augmentation augmentation,
            LevelMetrics metrics,
            EventLoops loops,
            Notices notices,
            LevelsConfiguration configuration,
            Vertx vertx) {
        this.store = store;
        this.augmentation = augmentation;
        this.metrics = metrics;
        this.loops = loops;
        this.notices = notices;
        this.configuration = configuration;
        this.vertx = vertx;
    }

    void start(@Observes StartupEvent event) {
        looks.start();
        vertx.setPeriodic(configuration.poll().toMillis(), timer -> look());
        notices.listen(Topic.SIGNATURE_LEVEL, told -> look());
        vertx.setPeriodic(configuration.lease().toMillis() / 3, timer -> keep());
        vertx.setPeriodic(BACKLOG_MILLIS, timer -> count());
    }

    /** Whatever is under way is begun again by whoever comes next, at once: it has no outcome here any more. */
    void stop(@Observes ShutdownEvent event) {
        looks.stop(
                () -> loops.inSession(store::handBack),
                failure -> LOG.warnf("cannot hand back the levels under way: %s", failure.getMessage()));
    }

    private void look() {
        if (free() == 0) {
            return;
        }
        looks.look(
                () -> loops.inSession(() -> store.claim(free(), configuration.lease())),
                this::begin,
                this::look,
                failure -> LOG.warnf("cannot look for due levels: %s", failure.getMessage()));
    }

    private int free() {
        return Math.max(0, configuration.concurrency() - held.size());
    }

    private void begin(LevelWork work) {
        if (!looks.running() || !held.add(work.key())) {
            return;
        }
        augmentation
                .raise(work)
                .onTermination()
                .invoke(() -> held.remove(work.key()))
                .subscribe()
                .with(
                        done -> look(),
                        failure -> LOG.warnf(
                                "level of signature %s: %s", work.key().id(), failure));
    }

    private void keep() {
        List<RowKey> ours = List.copyOf(held);
        if (looks.running() && !ours.isEmpty()) {
            loops.inSession(() -> store.keep(ours, configuration.lease()))
                    .subscribe()
                    .with(done -> {}, failure -> LOG.warnf("cannot renew leases: %s", failure.getMessage()));
        }
    }

    private void count() {
        if (!looks.running()) {
            return;
        }
        loops.inSession(store::backlog)
                .subscribe()
                .with(metrics::saw, failure -> LOG.warnf("cannot count waiting levels: %s", failure.getMessage()));
    }
}
