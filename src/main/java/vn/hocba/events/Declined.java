package vn.hocba.events;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hocba.http.RetryAfter;

/** When a receiver that declines for now (429, 503) wants to be asked again. */
final class Declined {

    private Declined() {}

    /** Empty for any other answer, and where it does not say, or not in a way that can be read. */
    static Optional<Instant> until(int status, @Nullable String retryAfter, Instant now) {
        return status == 429 || status == 503 ? RetryAfter.parse(retryAfter, now) : Optional.empty();
    }
}
