package vn.hocba.augmentation;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;
import vn.hocba.pki.client.TimestampClient;
import vn.hocba.workers.EventLoops;

/**
 * Puts signatures back in the queue whose newest archive timestamp nears its end, because of its authority's certificates or the
 * algorithms: a batch at a time, the most urgent first. The queue does the rest.
 */
@ApplicationScoped
class Renewal {

    private static final Logger LOG = Logger.getLogger(Renewal.class);

    private final LevelStore store;
    private final TimestampClient timestamps;
    private final EventLoops loops;
    private final LevelsConfiguration.Renewals configuration;
    private final Vertx vertx;
    private final Clock clock;
    private volatile boolean running;

    Renewal(
            LevelStore store,
            TimestampClient timestamps,
            EventLoops loops,
            LevelsConfiguration configuration,
            Vertx vertx,
            Clock clock) {
        this.store = store;
        this.timestamps = timestamps;
        this.loops = loops;
        this.configuration = configuration.renewal();
        this.vertx = vertx;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        if (!timestamps.authorities().isEmpty()) {
            running = true;
            vertx.setPeriodic(configuration.every().toMillis(), timer -> begin());
        }
    }

    void stop(@Observes ShutdownEvent event) {
        running = false;
    }

    private void begin() {
        if (!running) {
            return;
        }
        loops.inTransaction(() -> store.beginRenewals(due(clock.instant()), configuration.batch()))
                .subscribe()
                .with(
                        begun -> {
                            if (begun > 0) {
                                LOG.infof("renewing the archive timestamps of %d signatures", begun);
                            }
                        },
                        failure -> LOG.warnf("cannot look for renewals: %s", failure.getMessage()));
    }

    /** How far it is, in the caller's session. */
    Uni<RenewalProgress> progress() {
        return store.renewals(due(clock.instant()));
    }

    private Due due(Instant now) {
        return Due.at(now, configuration);
    }

    /**
     * Which archive timestamps are due.
     *
     * @param endsBefore those that are believed no longer than this
     * @param madeBefore and are no younger than this: a new one by the same authority may end as soon as the old one
     */
    record Due(Instant endsBefore, Instant madeBefore) {

        static Due at(Instant now, LevelsConfiguration.Renewals configuration) {
            return new Due(now.plus(configuration.window()), now.minus(configuration.rest()));
        }
    }
}
