package vn.hocba.workers;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what is due: one at a time, from start to stop. Whoever wishes for a look while one is under way may have come too late
 * for it, so the wish is kept for its end. Whoever stops knows when the last look has ended, and that no other begins.
 */
public final class Looks {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    private boolean running;
    private boolean wished;
    private @Nullable CompletableFuture<Void> underWay;

    /** From now on looks may begin. */
    public synchronized void start() {
        running = true;
    }

    /** From start to stop. */
    public synchronized boolean running() {
        return running;
    }

    /**
     * One look, unless one is under way. What it claims begins before it is over, and another follows if it was wished for meanwhile.
     *
     * @param claim what is due, taken in a session of its own
     * @param again looks once more, where there is still room
     */
    public <T> void look(Supplier<Uni<List<T>>> claim, Consumer<T> begin, Runnable again, Consumer<Throwable> failed) {
        if (!tryBegin()) {
            return;
        }
        claim.get()
                .invoke(claimed -> claimed.forEach(begin))
                .onItemOrFailure()
                .invoke((claimed, failure) -> {
                    if (ended() && failure == null) {
                        again.run();
                    }
                })
                .subscribe()
                .with(claimed -> {}, failed);
    }

    /** @return whether the caller is to look now, and to call {@link #ended} when that is over, however it was */
    public synchronized boolean tryBegin() {
        wished |= underWay != null;
        if (!running || underWay != null) {
            return false;
        }
        underWay = new CompletableFuture<>();
        return true;
    }

    /**
     * The look that began is over, and what it found in the hands of whoever is to have it.
     *
     * @return whether another was wished for meanwhile, and may begin
     */
    public boolean ended() {
        CompletableFuture<Void> ended;
        boolean again;
        synchronized (this) {
            if (underWay == null) {
                throw new IllegalStateException("no look is under way");
            }
            ended = underWay;
            again = wished && running;
            underWay = null;
            wished = false;
        }
        // not within the monitor: here goes on who waits for it
        ended.complete(null);
        return again;
    }

    /**
     * No look begins any more, and what was claimed is handed back: also what a look under way still claims, or else it would wait
     * for its leases' end. Blocks until that is done, but not for long.
     *
     * @param handBack ends the leases of this process, in a session of its own
     * @param failed told why they are left to run out
     */
    public void stop(Supplier<Uni<Void>> handBack, Consumer<Throwable> failed) {
        try {
            Uni.createFrom()
                    .completionStage(stop())
                    .chain(() -> handBack.get())
                    .await()
                    .atMost(LONGEST_STOP);
        } catch (RuntimeException e) {
            failed.accept(e);
        }
    }

    /** No look begins any more. @return completes when none is under way */
    public synchronized CompletionStage<Void> stop() {
        running = false;
        return underWay == null ? CompletableFuture.completedFuture(null) : underWay.minimalCompletionStage();
    }
}
