package vn.hocba.events;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a delivery is tried again: each wait is four times the one before, of which up to a fifth is taken off, so that what
 * failed together does not come back together.
 *
 * @param first wait after the first attempt
 * @param attempts how many there are at most
 */
record RetrySchedule(Duration first, int attempts) {

    RetrySchedule {
        if (first.isNegative() || first.isZero() || attempts < 1 || attempts > 15) {
            throw new IllegalArgumentException("the first wait must be positive, and attempts from 1 to 15");
        }
    }

    /**
     * The time of the next attempt; empty if there is none.
     *
     * @param made how many attempts were made, the failed one included
     * @param giveUp until when it may be tried
     */
    Optional<Instant> next(int made, Instant giveUp, Instant now, RandomGenerator random) {
        if (made >= attempts) {
            return Optional.empty();
        }
        long full = first.toMillis() << (2 * (made - 1));
        Instant next = now.plusMillis(full - random.nextLong(full / 5 + 1));
        return Optional.of(next).filter(time -> time.isBefore(giveUp));
    }
}
