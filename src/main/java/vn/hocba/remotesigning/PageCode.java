package vn.hocba.remotesigning;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * What a provider's consent page gave for the person's consent (RFC 6749, {@code code}): a secret for one use, which neither
 * {@link #toString()} nor JSON shows.
 *
 * @param value 1 to 2,048 characters
 */
public record PageCode(String value) {

    /** @throws IllegalArgumentException if empty, too long or containing control characters; the message leaves the value out */
    public PageCode {
        WireText.bounded("code of the consent page", value, 2048);
    }

    @Override
    @JsonValue
    public String toString() {
        return "PageCode[hidden]";
    }
}
