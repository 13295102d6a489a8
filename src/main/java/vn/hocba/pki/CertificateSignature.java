package vn.hocba.pki;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How certificates and revocation data are signed. */
public final class CertificateSignature {

    private CertificateSignature() {}

    /** The algorithm; empty for any that is not made and accepted here, such as those with SHA-1. */
    public static Optional<SignatureAlgorithm> algorithm(X509Certificate certificate) {
        return algorithm(certificate.getSigAlgOID(), certificate.getSigAlgParams());
    }

    /** The algorithm of a revocation list; empty as above. */
    static Optional<SignatureAlgorithm> algorithm(X509CRL list) {
        return algorithm(list.getSigAlgOID(), list.getSigAlgParams());
    }

    /** The algorithm of an AlgorithmIdentifier; empty as above. */
    static Optional<SignatureAlgorithm> algorithm(String oid, byte @Nullable [] parameters) {
        return Arrays.stream(SignatureAlgorithm.values())
                .filter(algorithm -> algorithm.oid().equals(oid))
                .filter(algorithm -> !algorithm.pss() || hasParameters(parameters, algorithm))
                .findFirst();
    }

    /** RSASSA-PSS has one identifier for all digests; the digest, and that of MGF1, stand in its parameters. */
    private static boolean hasParameters(byte @Nullable [] encoded, SignatureAlgorithm algorithm) {
        if (encoded == null) {
            return false;
        }
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
            parameters.init(encoded);
            PSSParameterSpec spec = parameters.getParameterSpec(PSSParameterSpec.class);
            return spec.getDigestAlgorithm().equals(algorithm.digest().jcaName())
                    && spec.getMGFParameters() instanceof MGF1ParameterSpec mgf
                    && mgf.getDigestAlgorithm().equals(algorithm.digest().jcaName());
        } catch (GeneralSecurityException | IOException e) {
            return false;
        }
    }
}
