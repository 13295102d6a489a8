package vn.hocba.signing;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * How long to wait after failed attempts: doubling from {@code first} up to {@code longest}, of which a random half is taken
 * off, so that many sessions that failed together do not come back together.
 *
 * @param first wait after the first failure
 * @param longest upper bound of a wait
 */
public record BackOff(Duration first, Duration longest) {

    public BackOff {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("waits must be positive and the longest not the shortest");
        }
    }

    /**
     * @param failures how many attempts failed before the one that failed now, at least 0
     */
    public Instant next(int failures, Instant now, RandomGenerator random) {
        long full = Math.min(longest.toMillis(), first.toMillis() << Math.min(failures, 20));
        return now.plusMillis(full / 2 + random.nextLong(full / 2 + 1));
    }
}
