package vn.hocba.remotesigning;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * Signature activation data (SAD): the bearer secret with which a service signs (EN 419 241-1; CSC v2, {@code SAD}).
 *
 * <p>Security guarantees: neither {@link #toString()} nor JSON, nor an exception of this package shows the value; only
 * {@link #reveal()} does. Whoever stores it encrypts it. Comparison takes the same time wherever the values differ.
 */
public final class SignatureActivationData {

    private static final String HIDDEN = "SignatureActivationData[hidden]";

    private final String value;

    /**
     * @param value what the service gave, 1 to 65,536 characters (often a signed token)
     * @throws IllegalArgumentException if empty, too long or containing control characters; the message leaves the value out
     */
    public SignatureActivationData(String value) {
        this.value = WireText.bounded("signature activation data", value, 65_536);
    }

    /** The secret itself: for the service that gave it, and for encrypting. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignatureActivationData that
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    @JsonValue
    public String toString() {
        return HIDDEN;
    }
}
