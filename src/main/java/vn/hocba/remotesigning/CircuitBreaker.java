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
 * again. None are made while an operator has paused the provider, and while its maintenance is known to last. What is refused
 * here was never sent.
 */
public final class CircuitBreaker {

    static final int FAILURES = 5;

    /** For how long a provider is believed that wants to be left alone. */
    public static final Duration LONGEST_REST = Duration.ofMinutes(5);

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
        PAUSED,
        /** None is made until the maintenance ends. */
        MAINTENANCE
    }

    /**
     * A state with its end.
     *
     * @param goesOn when calls are made again, as far as is known now: not in the past; empty while an operator has to decide
     */
    public record Condition(State state, Optional<Instant> goesOn) {}

    /** Pauses that follow one upon the other; more than a few in a row are not looked through. */
    private static final int LOOKS_AHEAD = 10;

    private final boolean paused;
    private final MaintenanceWindows maintenance;
    private final Clock clock;
    private Instant pausedUntil = Instant.MIN;
    private int failures;
    private int rests;
    private boolean onTrial;
    private Instant restUntil = Instant.MIN;
    private Instant trialUntil = Instant.MIN;

    /**
     * @param paused by configuration, for as long as this process lives
     * @param maintenance known beforehand
     */
    CircuitBreaker(boolean paused, MaintenanceWindows maintenance, Clock clock) {
        this.paused = paused;
        this.maintenance = maintenance;
        this.clock = clock;
    }

    /** What an operator has decided: {@link Instant#MAX} for no end, {@link Instant#MIN} for no pause. @return whether it is news */
    synchronized boolean pauseUntil(Instant until) {
        boolean news = !until.equals(pausedUntil);
        pausedUntil = until;
        return news;
    }

    boolean isPausedForGood() {
        return paused;
    }

    MaintenanceWindows maintenance() {
        return maintenance;
    }

    public synchronized State state() {
        var now = clock.instant();
        if (isPaused(now)) {
            return State.PAUSED;
        }
        if (maintenance.endOfOpen(now).isPresent()) {
            return State.MAINTENANCE;
        }
        if (now.isBefore(restUntil)) {
            return State.OPEN;
        }
        return onTrial ? State.HALF_OPEN : State.CLOSED;
    }

    private boolean isPaused(Instant time) {
        return paused || time.isBefore(pausedUntil);
    }

    /** The state, and when it ends. */
    synchronized Condition condition() {
        return new Condition(state(), goesOn());
    }

    private Optional<Instant> goesOn() {
        var time = clock.instant();
        for (int i = 0; i < LOOKS_AHEAD; i++) {
            var later = endsAt(time);
            if (later.equals(time)) {
                return Optional.of(time);
            }
            if (later.equals(Instant.MAX)) {
                return Optional.empty();
            }
            time = later;
        }
        return Optional.of(time);
    }

    /** When what keeps calls from being made at a time ends: that time itself, if nothing does. */
    private Instant endsAt(Instant time) {
        if (isPaused(time)) {
            return paused ? Instant.MAX : pausedUntil;
        }
        return maintenance.endOfOpen(time).orElse(time.isBefore(restUntil) ? restUntil : time);
    }

    /** For calls that were let through before: one that decides is not asked to wait for itself. @return when to ask again, if not */
    synchronized Optional<Instant> rests() {
        return state() == State.HALF_OPEN ? Optional.empty() : refuses();
    }

    /** Asks whether a call may be made now; in {@link State#HALF_OPEN} the first who asks may. @return when to ask again, if not */
    synchronized Optional<Instant> refuses() {
        var now = clock.instant();
        return switch (state()) {
            case CLOSED -> Optional.empty();
            case OPEN -> Optional.of(restUntil);
            case PAUSED -> {
                var soon = now.plus(WHILE_PAUSED);
                yield Optional.of(!paused && pausedUntil.isBefore(soon) ? pausedUntil : soon);
            }
            case MAINTENANCE -> Optional.of(maintenance.endOfOpen(now).orElse(now));
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
