package vn.hocba.signing;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import vn.hocba.workers.EventLoops;

/** Does something about each row that is found, now and then until this process stops: one round at a time, one row after the other. */
@ApplicationScoped
class Rounds {

    private static final Logger LOG = Logger.getLogger(Rounds.class);

    private final EventLoops loops;
    private final Vertx vertx;
    private volatile boolean running = true;

    Rounds(EventLoops loops, Vertx vertx) {
        this.loops = loops;
        this.vertx = vertx;
    }

    void stop(@Observes ShutdownEvent event) {
        running = false;
    }

    /**
     * @param what is done, for the log
     * @param find the keys of some rows, in a session of its own
     * @param each what is done about one, in a transaction of its own; one that fails keeps none of the others waiting
     */
    void begin(Duration every, String what, Supplier<Uni<List<RowKey>>> find, Function<RowKey, Uni<?>> each) {
        var underWay = new AtomicBoolean();
        vertx.setPeriodic(every.toMillis(), timer -> {
            if (running && underWay.compareAndSet(false, true)) {
                round(what, find, each)
                        .onTermination()
                        .invoke(() -> underWay.set(false))
                        .subscribe()
                        .with(done -> {}, failure -> LOG.warnf("cannot %s: %s", what, failure.getMessage()));
            }
        });
    }

    private Uni<?> round(String what, Supplier<Uni<List<RowKey>>> find, Function<RowKey, Uni<?>> each) {
        return loops.inSession(find)
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(key -> loops.inTransaction(
                                () -> each.apply(key).replaceWithVoid())
                        .onFailure()
                        .invoke(failure -> LOG.warnf("cannot %s %s: %s", what, key.id(), failure.getMessage()))
                        .onFailure()
                        .recoverWithNull())
                .collect()
                .asList();
    }
}
