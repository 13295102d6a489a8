package vn.hocba.events;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What came of one attempt to deliver. */
sealed interface Attempt {

    /** Answered 2xx. */
    record Delivered(int status) implements Attempt {}

    /**
     * To be tried again, or not.
     *
     * @param status of the answer, if there was one
     * @param notBefore when the receiver wants to be asked again, if it said so
     */
    record Failed(DeliveryFailure reason, @Nullable Integer status, Optional<Instant> notBefore) implements Attempt {}

    /** The receiver was not called, because we had no place for that; says nothing about it. */
    record NotMade() implements Attempt {}

    static Attempt answered(int status, @Nullable String retryAfter, Instant now) {
        return status / 100 == 2
                ? new Delivered(status)
                : new Failed(DeliveryFailure.STATUS, status, Declined.until(status, retryAfter, now));
    }

    static Attempt failed(DeliveryFailure reason) {
        return new Failed(reason, null, Optional.empty());
    }
}
