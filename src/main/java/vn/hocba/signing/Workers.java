package vn.hocba.signing;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** The bounded pool for XML, digests and certificate checks, none of which may hold up an event loop. */
@ApplicationScoped
class Workers {

    private final ExecutorService pool;

    Workers(SigningConfiguration configuration) {
        int threads = configuration.workers() > 0
                ? configuration.workers()
                : Runtime.getRuntime().availableProcessors();
        pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("signing-worker-", 0).daemon().factory());
    }

    /** Computes on a worker; the result arrives on the caller's context. */
    <T> Uni<T> compute(Supplier<T> work) {
        return EventLoops.backHere(Uni.createFrom().item(work).runSubscriptionOn(pool));
    }

    @PreDestroy
    void stop() {
        pool.shutdown();
    }
}
