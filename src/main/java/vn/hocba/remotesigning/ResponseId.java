package vn.hocba.remotesigning;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.hocba.remotesigning.RemoteSigningFailure.MalformedAnswer;

/**
 * What a service gives for signatures that its hardware is still making, to be asked again with
 * {@link RemoteSigningService#result} (CSC v2 {@code responseID}, sent back as {@code requestID}, clause 11.15).
 *
 * @param value opaque, 1 to 2,048 characters
 */
public record ResponseId(String value) {

    /** @throws IllegalArgumentException if empty, too long or containing control characters */
    public ResponseId {
        WireText.bounded("response id", value, 2048);
    }

    /**
     * As a service gave it.
     *
     * @param where the method that answered
     * @throws MalformedAnswer without a usable one
     */
    public static ResponseId of(String where, @Nullable String given) {
        try {
            return new ResponseId(Objects.requireNonNullElse(given, ""));
        } catch (IllegalArgumentException e) {
            throw new MalformedAnswer(where + ": an unusable response id", e);
        }
    }
}
