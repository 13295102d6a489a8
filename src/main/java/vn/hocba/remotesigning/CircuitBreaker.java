package vn.hocba.remotesigning;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether calls go to one provider at all. Thread-safe; nobody blocks.
 *
 * <p>A provider that declines (429, 503) rests until the time that it names, at most {@link #LONGEST_REST}. One that fails
 * {@link #FAILURES} times in a row rests likewise, longer each time, and then has to answer one call before all others are made
 * again. What is refused here was never sent.
 */
public final class CircuitBreaker {

    static final int FAILURES = 5;
    static final Duration LONGEST_REST = Duration.ofMinutes(5);
    private static final Duration FIRST_REST = Duration.ofSeconds(5);
    private static final Duration LONGEST_TRIAL = Duration.ofSeconds(30);
    private static final Duration WHILE_PAUSED = Duration.ofMinutes(1);

    /** What becomes of calls. */
    public enum State {
        /** They are made. */
        CLOSED,
        /** One is made, and decides. */
        HALF_OPEN,
        /** None is made for a while. */
        OPEN,
        /** None is made until an operator says otherwise. */
        PAUSED
    }

    private final boolean paused;
    private final Clock clock;
    private int failures;
    private int rests;
    private boolean onTrial;
    private Instant restUntil = Instant.MIN;
    private Instant trialUntil = Instant.MIN;

    /** @param paused by an operator */
    CircuitBreaker(boolean paused, Clock clock) {
        this.paused = paused;
        this.clock = clock;
    }

    public synchronized State state() {
        if (paused) {
            return State.PAUSED;
        }
        if (clock.instant().isBefore(restUntil)) {
            return State.OPEN;
        }
        return onTrial ? State.HALF_OPEN : State.CLOSED;
    }

    /** Asks whether a call may be made now; in {@link State#HALF_OPEN} the first who asks may. @return when to ask again, if not */
    synchronized Optional<Instant> refuses() {
        var now = clock.instant();
        return switch (state()) {
            case CLOSED -> Optional.empty();
            case OPEN -> Optional.of(restUntil);
            case PAUSED -> Optional.of(now.plus(WHILE_PAUSED));
            case HALF_OPEN -> {
                if (now.isBefore(trialUntil)) {
                    yield Optional.of(trialUntil);
                }
                trialUntil = now.plus(LONGEST_TRIAL);
                yield Optional.empty();
            }
        };
    }

    /** The provider answered, whatever it said. */
    synchronized void answered() {
        failures = 0;
        rests = 0;
        onTrial = false;
    }

    /** The provider declined, without acting, until a time of its own. */
    synchronized void declined(Instant notBefore) {
        var latest = clock.instant().plus(LONGEST_REST);
        rest(notBefore.isBefore(latest) ? notBefore : latest);
    }

    /** The provider could not be reached, or gave no answer. */
    synchronized void failed() {
        var now = clock.instant();
        failures++;
        if (now.isBefore(restUntil) || (!onTrial && failures < FAILURES)) {
            return;
        }
        onTrial = true;
        failures = 0;
        var pause = FIRST_REST.multipliedBy(1L << Math.min(rests++, 6));
        rest(now.plus(pause.compareTo(LONGEST_REST) < 0 ? pause : LONGEST_REST));
    }

    private void rest(Instant until) {
        trialUntil = Instant.MIN;
        if (until.isAfter(restUntil)) {
            restUntil = until;
        }
    }
}
