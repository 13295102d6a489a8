package vn.hocba.remotesigning;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the calls that one provider has to bear: a fixed number in flight, and no more of them in a time than it takes; the rest
 * waiting in the order of their arrival for so long, and an honest refusal beyond that. Thread-safe; nobody blocks.
 */
final class CallGate {

    private static final Duration PAUSE_WHEN_FULL = Duration.ofSeconds(5);

    private final int places;
    private final Optional<CallRate> rate;
    private final int longestQueue;
    private final Duration longestWait;
    private final Rest rest;
    private final Alarm alarm;
    private final Clock clock;
    private final Deque<Visit<?>> queue = new ArrayDeque<>();
    private int taken;
    private boolean waking;

    /**
     * @param places calls in flight, at least 1
     * @param rate which other gates to the provider may share; empty for none
     * @param longestQueue calls waiting, at least 0
     * @param longestWait of a call that was not made; afterwards it fails as {@link RemoteSigningFailure.NothingSent}
     * @param rest asked when a call's turn comes: what happened while it waited counts for it too; it then fails as
     *     {@link RemoteSigningFailure.Overloaded}
     */
    CallGate(
            int places,
            Optional<CallRate> rate,
            int longestQueue,
            Duration longestWait,
            Rest rest,
            Alarm alarm,
            Clock clock) {
        if (places < 1 || longestQueue < 0) {
            throw new IllegalArgumentException("a gate has a place or more, and no negative queue");
        }
        this.places = places;
        this.rate = rate;
        this.longestQueue = longestQueue;
        this.longestWait = longestWait;
        this.rest = rest;
        this.alarm = alarm;
        this.clock = clock;
    }

    /** Wakes once. */
    interface Alarm {
        /** @return forgets it */
        Runnable in(Duration time, Runnable work);
    }

    /**
     * Makes the call when its turn comes. Whoever cancels while waiting leaves the queue; a call that has begun keeps its place
     * until it ends, whether or not anybody still listens. Results arrive on the call's own thread.
     */
    <T> Uni<T> pass(Supplier<Uni<T>> call) {
        return Uni.createFrom().emitter(emitter -> arrive(new Visit<>(call, emitter)));
    }

    private <T> void arrive(Visit<T> visit) {
        switch (placeFor(visit)) {
            case FREE -> {
                visit.begin();
                admit();
            }
            case QUEUED -> {
                await(visit);
                admit();
            }
            case NONE ->
                visit.emitter.fail(new RemoteSigningFailure.Overloaded(
                        "too many calls wait for this provider already",
                        clock.instant().plus(PAUSE_WHEN_FULL)));
        }
    }

    private void await(Visit<?> visit) {
        var forget = alarm.in(longestWait, () -> {
            if (giveUp(visit)) {
                visit.emitter.fail(
                        new RemoteSigningFailure.NothingSent("no call of this provider ended in time to make room"));
            }
        });
        visit.emitter.onTermination(() -> {
            forget.run();
            giveUp(visit);
        });
    }

    private synchronized Place placeFor(Visit<?> visit) {
        if (taken < places && queue.isEmpty() && rateAllows()) {
            taken++;
            return Place.FREE;
        }
        if (queue.size() < longestQueue) {
            queue.addLast(visit);
            return Place.QUEUED;
        }
        return Place.NONE;
    }

    private synchronized boolean giveUp(Visit<?> visit) {
        return queue.remove(visit);
    }

    private void leave() {
        free();
        admit();
    }

    private synchronized void free() {
        taken--;
    }

    /** Begins what may begin now. */
    private void admit() {
        for (var next = next(); next != null; next = next()) {
            next.begin();
        }
    }

    private synchronized @Nullable Visit<?> next() {
        if (taken == places || queue.isEmpty()) {
            return null;
        }
        if (!rateAllows()) {
            wakeLater();
            return null;
        }
        taken++;
        return queue.pollFirst();
    }

    private boolean rateAllows() {
        return rate.map(CallRate::take).orElse(true);
    }

    /** Nobody who leaves will admit those who wait for the rate alone. */
    private void wakeLater() {
        if (!waking) {
            waking = true;
            alarm.in(rate.orElseThrow().untilNext(), this::wake);
        }
    }

    private void wake() {
        synchronized (this) {
            waking = false;
        }
        admit();
    }

    private enum Place {
        FREE,
        QUEUED,
        NONE
    }

    private final class Visit<T> {

        private final Supplier<Uni<T>> call;
        private final UniEmitter<? super T> emitter;

        Visit(Supplier<Uni<T>> call, UniEmitter<? super T> emitter) {
            this.call = call;
            this.emitter = emitter;
        }

        void begin() {
            var until = rest.until();
            if (until.isPresent()) {
                free();
                emitter.fail(
                        new RemoteSigningFailure.Overloaded("no calls are made to this provider for now", until.get()));
                return;
            }
            Uni.createFrom()
                    .deferred(call::get)
                    .subscribe()
                    .with(
                            answer -> {
                                leave();
                                emitter.complete(answer);
                            },
                            failure -> {
                                leave();
                                emitter.fail(failure);
                            });
        }
    }
}
