package vn.hocba.events;

import org.jspecify.annotations.Nullable;

/** What came of one attempt to deliver. */
sealed interface Attempt {

    /** Answered 2xx. */
    record Delivered(int status) implements Attempt {}

    /**
     * To be tried again, or not.
     *
     * @param status of the answer, if there was one
     */
    record Failed(DeliveryFailure reason, @Nullable Integer status) implements Attempt {}

    static Attempt answered(int status) {
        return status / 100 == 2 ? new Delivered(status) : new Failed(DeliveryFailure.STATUS, status);
    }

    static Attempt failed(DeliveryFailure reason) {
        return new Failed(reason, null);
    }
}
