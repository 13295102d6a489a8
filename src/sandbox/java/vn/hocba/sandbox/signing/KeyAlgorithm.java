package vn.hocba.sandbox.signing;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Optional;

/** The kinds of keys that credentials have. */
public enum KeyAlgorithm {
    RSA_2048("RSA-2048", 2048),
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
        try {
            KeyPairGenerator generator = switch (this) {
                case RSA_2048 -> {
                    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
                    rsa.initialize(bits);
                    yield rsa;
                }
                case P_256 -> {
                    KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
                    ec.initialize(new ECGenParameterSpec("secp256r1"));
                    yield ec;
                }
            };
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missingAlgorithm) {
            throw new IllegalStateException(missingAlgorithm);
        }
    }
}
