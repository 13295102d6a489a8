package vn.hocba.verification;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;
import vn.hocba.workers.Workers;

/**
 * Where uploaded files are verified: a few threads of their own, since a verification may wait for an OCSP responder, and a short
 * queue before them. Whoever finds it full is asked to come again.
 */
@ApplicationScoped
class VerificationThreads {

    /** Files that wait beyond those that are verified. */
    static final int WAITING = 100;

    private static final Duration COME_AGAIN = Duration.ofSeconds(2);

    private final ThreadPoolExecutor pool;

    /** @param threads how many files are verified at once; two for each processor if it is 0 */
    VerificationThreads(@ConfigProperty(name = "hocba.verification.threads", defaultValue = "0") int threads) {
        int size = threads > 0 ? threads : 2 * Runtime.getRuntime().availableProcessors();
        pool = new ThreadPoolExecutor(
                size,
                size,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().name("verification-", 0).daemon().factory());
    }

    /** The answer arrives on the caller's context; with a problem when too many wait already. */
    <T> Uni<T> run(Supplier<T> work) {
        return Workers.backHere(Uni.createFrom()
                .item(work)
                .runSubscriptionOn(pool)
                .onFailure(RejectedExecutionException.class)
                .transform(full -> new ProblemException(ProblemType.TEMPORARILY_UNAVAILABLE)
                        .withRetryAfter(COME_AGAIN)
                        .causedBy(full)));
    }

    @PreDestroy
    void stop() {
        pool.shutdownNow();
    }
}
