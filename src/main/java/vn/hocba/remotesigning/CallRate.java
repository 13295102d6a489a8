package vn.hocba.remotesigning;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** So many calls a second, and a second's worth, but at least one, at once after a silence. Thread-safe; nobody blocks. */
public final class CallRate {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final double perSecond;
    private final double most;
    private final LongSupplier nanos;
    private double left;
    private long at;

    /** @param perSecond more than 0, where less than 1 is one in several seconds */
    public CallRate(double perSecond, LongSupplier nanos) {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("a rate is more than nothing");
        }
        this.perSecond = perSecond;
        this.most = Math.max(1, perSecond);
        this.nanos = nanos;
        this.left = most;
        this.at = nanos.getAsLong();
    }

    /** Whether one more may pass now. */
    public synchronized boolean take() {
        long now = nanos.getAsLong();
        left = Math.min(most, left + (double) (now - at) * perSecond / SECOND);
        at = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }

    /** After {@link #take()} said no: how long until it will not, if nobody else is quicker; at least a millisecond. */
    synchronized Duration untilNext() {
        return Duration.ofMillis((long) Math.max(1, Math.ceil((1 - left) / perSecond * 1000)));
    }
}
