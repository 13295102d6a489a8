package vn.hocba.signing;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** So many calls a second, and as many at once after a silence. */
final class CallRate {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final int perSecond;
    private final LongSupplier nanos;
    private double left;
    private long at;

    CallRate(int perSecond, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.nanos = nanos;
        this.left = perSecond;
        this.at = nanos.getAsLong();
    }

    /** Whether one more may pass now. */
    synchronized boolean take() {
        long now = nanos.getAsLong();
        left = Math.min(perSecond, left + (double) (now - at) * perSecond / SECOND);
        at = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
