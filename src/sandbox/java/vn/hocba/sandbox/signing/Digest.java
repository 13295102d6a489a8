package vn.hocba.sandbox.signing;

import java.util.Base64;
import java.util.Optional;

/**
 * A digest to be signed, compared by value.
 *
 * @param base64 the standard alphabet with padding, so that equal digests have equal texts
 */
public record Digest(String base64) {

    /** Empty unless the text is base64 of the standard alphabet. */
    public static Optional<Digest> parse(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            return bytes.length == 0
                    ? Optional.empty()
                    : Optional.of(new Digest(Base64.getEncoder().encodeToString(bytes)));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    public byte[] bytes() {
        return Base64.getDecoder().decode(base64);
    }
}
