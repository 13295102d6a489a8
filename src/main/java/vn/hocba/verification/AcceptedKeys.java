package vn.hocba.verification;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Set;

/** Which keys may sign: RSA from 2048 bits, ECDSA on P-256 and P-384. */
final class AcceptedKeys {

    private static final int MIN_RSA_BITS = 2048;
    private static final Set<Integer> EC_BITS = Set.of(256, 384);

    private AcceptedKeys() {}

    static void require(X509Certificate signer) {
        if (!accepted(signer.getPublicKey())) {
            throw new Objection.Raised(
                    SubIndication.CRYPTO_CONSTRAINTS_FAILURE,
                    "Khóa của người ký không đủ mạnh.",
                    "The signer's key is not of an accepted kind and size.");
        }
    }

    private static boolean accepted(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa -> rsa.getModulus().bitLength() >= MIN_RSA_BITS;
            // the JDK itself knows no other curves of these sizes
            case ECPublicKey ec -> EC_BITS.contains(ec.getParams().getOrder().bitLength());
            default -> false;
        };
    }
}
