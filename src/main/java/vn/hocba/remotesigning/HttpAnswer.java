package vn.hocba.remotesigning;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A whole answer of a provider, whatever its status.
 *
 * @param status the HTTP status code
 * @param retryAt from Retry-After, at most a day ahead
 * @param body within {@link ProviderSettings#maxAnswerBytes()}
 */
@SuppressWarnings("ArrayRecordComponent") // parsed once, never compared
public record HttpAnswer(int status, Optional<Instant> retryAt, byte[] body) {

    private static final Duration USUAL_PAUSE = Duration.ofSeconds(5);

    /** When a service that declined may be asked again: when it says, else in 5 s. */
    public Instant notBefore(Clock clock) {
        return retryAt.orElseGet(() -> clock.instant().plus(USUAL_PAUSE));
    }

    /** The content may hold secrets: only its size shows. */
    @Override
    public String toString() {
        return "HTTP " + status + ", " + body.length + " bytes";
    }
}
