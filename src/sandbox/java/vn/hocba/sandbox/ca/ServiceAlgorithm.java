package vn.hocba.sandbox.ca;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/** What authorities, timestamp authorities and OCSP responders have keys for. */
public enum ServiceAlgorithm {
    RSA_3072("RSA", "SHA512withRSA"),
    P_256("EC", "SHA256withECDSA");

    private final String keyType;
    private final String signature;

    ServiceAlgorithm(String keyType, String signature) {
        this.keyType = keyType;
        this.signature = signature;
    }

    /** The JCA name of the signatures of timestamp authorities and responders. */
    String signature() {
        return signature;
    }

    KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(keyType);
            generator.initialize(parameters());
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missingAlgorithm) {
            throw new IllegalStateException(missingAlgorithm);
        }
    }

    private AlgorithmParameterSpec parameters() {
        return switch (this) {
            case RSA_3072 -> new RSAKeyGenParameterSpec(3072, RSAKeyGenParameterSpec.F4);
            case P_256 -> new ECGenParameterSpec("secp256r1");
        };
    }
}
