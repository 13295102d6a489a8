package vn.hocba.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Retry-After header (RFC 9110, section 10.2.3): seconds or a date; what cannot be read counts as absent. */
public final class RetryAfter {

    private static final Duration LONGEST = Duration.ofDays(1);

    private RetryAfter() {}

    /** @return not before now, and at most a day ahead */
    public static Optional<Instant> parse(@Nullable String header, Instant now) {
        if (header == null) {
            return Optional.empty();
        }
        return moment(header.strip(), now)
                .map(moment -> moment.isBefore(now) ? now : moment)
                .map(moment -> moment.isAfter(now.plus(LONGEST)) ? now.plus(LONGEST) : moment);
    }

    private static Optional<Instant> moment(String header, Instant now) {
        try {
            if (header.matches("\\d{1,9}")) {
                return Optional.of(now.plusSeconds(Long.parseLong(header)));
            }
            return Optional.of(ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
