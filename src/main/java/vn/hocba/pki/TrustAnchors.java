package vn.hocba.pki;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/**
 * The authorities that are believed without further proof.
 *
 * @param certificates their certificates, roots or intermediates
 */
public record TrustAnchors(Set<X509Certificate> certificates) {

    public TrustAnchors {
        certificates = Set.copyOf(certificates);
    }

    /**
     * The certificates of a PEM file.
     *
     * @throws IllegalArgumentException when it is not PEM or holds no certificate
     */
    public static TrustAnchors ofPem(byte[] pem) {
        List<X509Certificate> certificates = certificates(pem);
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("no certificate in the PEM file of trust anchors");
        }
        return new TrustAnchors(Set.copyOf(certificates));
    }

    private static List<X509Certificate> certificates(byte[] pem) {
        try {
            return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (CertificateException e) {
            throw new IllegalArgumentException("not a PEM file of certificates", e);
        }
    }
}
