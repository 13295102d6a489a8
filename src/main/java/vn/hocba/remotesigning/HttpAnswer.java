package vn.hocba.remotesigning;

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

    /** The content may hold secrets: only its size shows. */
    @Override
    public String toString() {
        return "HTTP " + status + ", " + body.length + " bytes";
    }
}
