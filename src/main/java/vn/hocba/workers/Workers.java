package vn.hocba.workers;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Computes on a fixed number of threads: {@code hocba.workers.threads}, or one for each processor if that is 0. Only for
 * computing: work that waits for something outside would hold up everybody else's.
 */
@ApplicationScoped
public class Workers {

    // from here on parsing takes longer than changing threads twice, and long enough for others to notice
    private static final int LARGE = 64 << 10;

    private final ExecutorService pool;

    Workers(@ConfigProperty(name = "hocba.workers.threads", defaultValue = "0") int threads) {
        pool = Executors.newFixedThreadPool(
                threads > 0 ? threads : Runtime.getRuntime().availableProcessors(),
                Thread.ofPlatform().name("hocba-worker-", 0).daemon().factory());
    }

    /**
     * Computes on a worker; result or failure arrives on the Vert.x context from which this was called, to which a database
     * session belongs. The work is given values and gives back values, never entities.
     */
    public <T> Uni<T> compute(Supplier<T> work) {
        return backHere(Uni.createFrom().item(work).runSubscriptionOn(pool));
    }

    /**
     * Computes at once if the work is over little, and otherwise as {@link #compute}.
     *
     * @param size bytes or characters that it is over
     */
    public <T> Uni<T> computeOver(long size, Supplier<T> work) {
        return size > LARGE ? compute(work) : Uni.createFrom().item(work);
    }

    /** Brings an answer that arrives elsewhere back to the context from which this was called. */
    public static <T> Uni<T> backHere(Uni<T> elsewhere) {
        Context here = Vertx.currentContext();
        return here == null ? elsewhere : elsewhere.emitOn(command -> here.runOnContext(ignored -> command.run()));
    }

    @PreDestroy
    void stop() {
        pool.shutdown();
    }
}
