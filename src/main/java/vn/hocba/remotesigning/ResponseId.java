package vn.hocba.remotesigning;

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
}
