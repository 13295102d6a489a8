package vn.hocba.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LooksTest {

    private static final int ROUNDS = 2_000;
    private static final int THREADS = 3;

    private final Looks looks = new Looks();

    @Test
    void oneAtATime() {
        looks.start();

        assertThat(looks.tryBegin()).isTrue();
        assertThat(looks.tryBegin()).isFalse();
        looks.ended();
        assertThat(looks.tryBegin()).isTrue();
    }

    @Test
    void aWishDuringALookIsKeptForItsEndAndForNoLonger() {
        looks.start();
        looks.tryBegin();
        looks.tryBegin();

        assertThat(looks.ended()).isTrue();
        looks.tryBegin();
        assertThat(looks.ended()).isFalse();
    }

    @Test
    void noneBeforeTheStartNorAfterTheStop() {
        assertThat(looks.tryBegin()).isFalse();
        looks.start();
        assertThat(looks.running()).isTrue();
        looks.stop();
        assertThat(looks.running()).isFalse();
        assertThat(looks.tryBegin()).isFalse();
    }

    @Test
    void whoStopsWaitsForTheLookUnderWayAndForNoOther() {
        looks.start();
        looks.tryBegin();
        looks.tryBegin();
        var stopped = looks.stop().toCompletableFuture();

        assertThat(stopped).isNotDone();
        assertThat(looks.ended()).isFalse();
        assertThat(stopped).isCompleted();
        assertThat(looks.stop().toCompletableFuture()).isCompleted();
    }

    @Test
    void whoCannotHandBackSaysSoAndStopsAllTheSame() {
        List<String> said = new ArrayList<>();
        looks.start();

        looks.stop(
                () -> Uni.createFrom().failure(new IllegalStateException("no database")),
                failure -> said.add(failure.getMessage()));

        assertThat(said).containsExactly("no database");
        assertThat(looks.running()).isFalse();
    }

    @Test
    void onlyWhatBeganEnds() {
        assertThatIllegalStateException().isThrownBy(looks::ended);
    }

    /** Every thread brings work and wishes for a look at it; nobody comes afterwards to find what was left. */
    @Test
    void whateverTheOrderNoWorkIsLeftLying() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int round = 0; round < ROUNDS; round++) {
                Looks ofRound = new Looks();
                ofRound.start();
                Queue<Integer> due = new ConcurrentLinkedQueue<>();
                AtomicInteger atOnce = new AtomicInteger();
                together(threads, () -> {
                    due.add(1);
                    while (ofRound.tryBegin()) {
                        assertThat(atOnce.incrementAndGet()).isEqualTo(1);
                        due.clear();
                        atOnce.decrementAndGet();
                        if (!ofRound.ended()) {
                            break;
                        }
                    }
                });
                assertThat(due).isEmpty();
            }
        }
    }

    /** What is claimed is claimed before the stop is over, where it is handed back. */
    @Test
    void whateverTheOrderNothingIsClaimedAfterTheStop() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (int round = 0; round < ROUNDS; round++) {
                Looks ofRound = new Looks();
                ofRound.start();
                Queue<Integer> claimed = new ConcurrentLinkedQueue<>();
                AtomicInteger parts = new AtomicInteger();
                together(threads, () -> {
                    if (parts.getAndIncrement() == 0) {
                        ofRound.stop().toCompletableFuture().join();
                        claimed.clear();
                    } else if (ofRound.tryBegin()) {
                        claimed.add(1);
                        ofRound.ended();
                    }
                });
                assertThat(claimed).isEmpty();
            }
        }
    }

    private static void together(ExecutorService threads, Runnable work)
            throws InterruptedException, ExecutionException {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<? extends Future<?>> all = IntStream.range(0, THREADS)
                .mapToObj(one -> threads.submit(() -> {
                    start.await();
                    work.run();
                    return one;
                }))
                .toList();
        for (Future<?> one : all) {
            one.get();
        }
    }
}
