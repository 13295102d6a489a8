package vn.hocba.secrets;

import java.util.Base64;

/** {@code hocba.secrets.key}: 32 random bytes in base64, with or without white space around them. */
public final class SecretsKey {

    private static final int BYTES = 32;

    private SecretsKey() {}

    /**
     * The key's bytes.
     *
     * @throws IllegalArgumentException when it is anything else; the message says what is wrong and does not show it
     */
    public static byte[] parse(String configured) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(configured.strip());
        } catch (IllegalArgumentException e) {
            // its message would show a part of the key
            throw new IllegalArgumentException("hocba.secrets.key is not base64");
        }
        if (key.length != BYTES) {
            throw new IllegalArgumentException(
                    "hocba.secrets.key has %d bytes instead of %d".formatted(key.length, BYTES));
        }
        return key;
    }
}
