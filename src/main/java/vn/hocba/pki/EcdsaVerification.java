package vn.hocba.pki;

import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.jcajce.provider.asymmetric.util.EC5Util;

/**
 * Verification of ECDSA values (FIPS 186-5 section 6.4.2) on the named curves, by Bouncy Castle: its arithmetic for these curves
 * takes a sixth of the time that the JDK's takes, and nothing in verification is secret.
 */
final class EcdsaVerification {

    private record NamedCurve(ECParameterSpec specification, ECDomainParameters domain) {
        static NamedCurve of(String name) {
            X9ECParameters curve = CustomNamedCurves.getByName(name);
            return new NamedCurve(EC5Util.convertToSpec(curve), new ECDomainParameters(curve));
        }

        /** Compares every parameter: a curve that shares only some of them with a named one lets anybody forge (CVE-2020-0601). */
        boolean isOf(ECParameterSpec other) {
            return specification.getCurve().getField().equals(other.getCurve().getField())
                    && specification.getCurve().getA().equals(other.getCurve().getA())
                    && specification.getCurve().getB().equals(other.getCurve().getB())
                    && specification.getGenerator().equals(other.getGenerator())
                    && specification.getOrder().equals(other.getOrder())
                    && specification.getCofactor() == other.getCofactor();
        }
    }

    private static final List<NamedCurve> CURVES =
            Stream.of("secp256r1", "secp384r1", "secp521r1").map(NamedCurve::of).toList();

    private EcdsaVerification() {}

    /**
     * Whether a value is the key's over a digest; never for a key on another curve or beside it.
     *
     * @param value r||s, each half of the same length
     */
    static boolean verifies(ECPublicKey key, byte[] digest, byte[] value) {
        return parameters(key)
                .filter(known -> {
                    ECDSASigner verifier = new ECDSASigner();
                    verifier.init(false, known);
                    int half = value.length / 2;
                    return verifier.verifySignature(
                            digest,
                            new BigInteger(1, Arrays.copyOfRange(value, 0, half)),
                            new BigInteger(1, Arrays.copyOfRange(value, half, value.length)));
                })
                .isPresent();
    }

    private static Optional<ECPublicKeyParameters> parameters(ECPublicKey key) {
        return CURVES.stream()
                .filter(curve -> curve.isOf(key.getParams()))
                .findFirst()
                .flatMap(curve -> {
                    try {
                        return Optional.of(new ECPublicKeyParameters(
                                curve.domain()
                                        .getCurve()
                                        .createPoint(
                                                key.getW().getAffineX(),
                                                key.getW().getAffineY()),
                                curve.domain()));
                    } catch (IllegalArgumentException notOnTheCurve) {
                        return Optional.empty();
                    }
                });
    }
}
