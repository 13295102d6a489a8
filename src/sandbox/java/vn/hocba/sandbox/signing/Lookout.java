package vn.hocba.sandbox.signing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Waits in the background for something that shows only when it is looked for. */
public final class Lookout {

    private Lookout() {}

    /**
     * Looks until it is there, and tells it.
     *
     * @param life after which nothing can come: the last look is behind it
     */
    public static <T> void whenThere(Duration life, Supplier<Optional<T>> there, Consumer<T> tell) {
        Instant end = Instant.now().plus(life);
        Thread _ = Thread.startVirtualThread(() -> {
            try {
                boolean last = false;
                Optional<T> found = there.get();
                while (found.isEmpty() && !last) {
                    Thread.sleep(PendingSignatures.WORK);
                    last = Instant.now().isAfter(end);
                    found = there.get();
                }
                found.ifPresent(tell);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
