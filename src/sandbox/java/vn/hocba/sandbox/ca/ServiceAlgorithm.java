package vn.hocba.sandbox.ca;

import java.security.KeyPair;
import vn.hocba.sandbox.keys.KeyPairs;

/** What authorities, timestamp authorities and OCSP responders have keys for. */
public enum ServiceAlgorithm {
    RSA_3072("SHA512withRSA"),
    P_256("SHA256withECDSA");

    private static final int RSA_BITS = 3072;

    private final String signature;

    ServiceAlgorithm(String signature) {
        this.signature = signature;
    }

    /** The JCA name of the signatures of timestamp authorities and responders. */
    String signature() {
        return signature;
    }

    KeyPair generate() {
        return switch (this) {
            case RSA_3072 -> KeyPairs.rsa(RSA_BITS);
            case P_256 -> KeyPairs.p256();
        };
    }
}
