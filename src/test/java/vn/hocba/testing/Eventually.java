package vn.hocba.testing;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Looks again until something is so, for what happens in the background and tells nobody. */
public final class Eventually {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private Eventually() {}

    /** The first value that is as wished; fails with the last one when none is for a minute. */
    public static <T> T eventually(Supplier<T> look, Predicate<T> wished) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        T seen = look.get();
        while (!wished.test(seen)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("still " + seen);
            }
            pause();
            seen = look.get();
        }
        return seen;
    }

    private static void pause() {
        LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("interrupted between two looks");
        }
    }
}
