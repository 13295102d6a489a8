package vn.hocba.sandbox.signing;

import java.security.KeyPair;
import java.util.Optional;
import vn.hocba.sandbox.keys.KeyPairs;

/** The kinds of keys that credentials have. */
public enum KeyAlgorithm {
    RSA_2048("RSA-2048", 2048),
    /** signs with RSASSA-PSS only */
    RSA_2048_PSS("RSA-2048-PSS", 2048),
    P_256("P-256", 256);

    private final String wireName;
    private final int bits;

    KeyAlgorithm(String wireName, int bits) {
        this.wireName = wireName;
        this.bits = bits;
    }

    public static Optional<KeyAlgorithm> named(String name) {
        for (KeyAlgorithm algorithm : values()) {
            if (algorithm.wireName.equals(name)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    public String wireName() {
        return wireName;
    }

    public int bits() {
        return bits;
    }

    KeyPair generate() {
        return switch (this) {
            case RSA_2048, RSA_2048_PSS -> KeyPairs.rsa(bits);
            case P_256 -> KeyPairs.p256();
        };
    }
}
