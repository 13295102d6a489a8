package vn.hocba.pki;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Optional;

/** How a certificate is signed by its issuer. */
public final class CertificateSignature {

    private CertificateSignature() {}

    /** The algorithm; empty for any that is not made and accepted here, such as those with SHA-1. */
    public static Optional<SignatureAlgorithm> algorithm(X509Certificate certificate) {
        String oid = certificate.getSigAlgOID();
        return Arrays.stream(SignatureAlgorithm.values())
                .filter(algorithm -> algorithm.oid().equals(oid))
                .filter(algorithm -> !algorithm.pss() || hasParameters(certificate, algorithm))
                .findFirst();
    }

    /** RSASSA-PSS has one identifier for all digests; the digest, and that of MGF1, stand in its parameters. */
    private static boolean hasParameters(X509Certificate certificate, SignatureAlgorithm algorithm) {
        byte[] encoded = certificate.getSigAlgParams();
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
