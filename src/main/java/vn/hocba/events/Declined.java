package vn.hocba.events;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a receiver that declines for now (429, 503) wants to be asked again: {@code Retry-After} of RFC 9110, section 10.2.3. */
final class Declined {

    private static final int MOST_DIGITS = 9;

    private Declined() {}

    /** Empty for any other answer, and where it does not say, or not in a way that can be read. */
    static Optional<Instant> until(int status, @Nullable String retryAfter, Instant now) {
        if (retryAfter == null || (status != 429 && status != 503)) {
            return Optional.empty();
        }
        String said = retryAfter.strip();
        if (!said.isEmpty() && said.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return said.length() > MOST_DIGITS
                    ? Optional.empty()
                    : Optional.of(now.plusSeconds(Integer.parseInt(said)));
        }
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(said, Instant::from));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }
}
