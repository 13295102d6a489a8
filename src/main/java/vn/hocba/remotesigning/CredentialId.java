package vn.hocba.remotesigning;

/**
 * Identifier that a signing service gave to a signing key and its certificate (CSC v2, {@code credentialID}).
 *
 * @param value opaque, 1 to 255 characters
 */
public record CredentialId(String value) {

    /** @throws IllegalArgumentException if empty, too long or containing control characters */
    public CredentialId {
        WireText.bounded("credential id", value, 255);
    }

    @Override
    public String toString() {
        return value;
    }
}
