package vn.hocba.remotesigning;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hocba.remotesigning.RemoteSigningFailure.MalformedAnswer;

/**
 * What a service gives while the person is still deciding, to be asked again with
 * {@link RemoteSigningService#approval} (CSC v2 {@code handle}, clause 11.9 of TS 119 432).
 *
 * @param value opaque, 1 to 2,048 characters; not a secret that signs, yet of no use in logs
 */
public record ApprovalHandle(String value) {

    private static final int LONGEST = 2048;

    /** @throws IllegalArgumentException if empty, too long or containing control characters */
    public ApprovalHandle {
        WireText.bounded("approval handle", value, LONGEST);
    }

    /**
     * As a service gave it.
     *
     * @param where the method that answered
     * @throws MalformedAnswer without a usable one
     */
    public static ApprovalHandle of(String where, @Nullable String given) {
        try {
            return new ApprovalHandle(Objects.requireNonNullElse(given, ""));
        } catch (IllegalArgumentException e) {
            throw new MalformedAnswer(where + ": waiting without a usable handle", e);
        }
    }

    /** As anybody says it; empty unless there could be such a handle. */
    public static Optional<ApprovalHandle> find(String said) {
        return WireText.fits(said, LONGEST) ? Optional.of(new ApprovalHandle(said)) : Optional.empty();
    }
}
