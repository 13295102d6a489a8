package vn.hocba.pki;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** What a certificate's extended key usage (RFC 5280 section 4.2.1.12) lets its key do. */
final class CertificatePurposes {

    private CertificatePurposes() {}

    /** Whether the certificate names this purpose among its own. */
    static boolean includes(X509Certificate certificate, KeyPurposeId purpose) {
        return of(certificate).contains(purpose.getId());
    }

    /** Whether this is the certificate's one purpose, in a critical extension (RFC 3161 section 2.3). */
    static boolean isTheOnlyOneAndCritical(X509Certificate certificate, KeyPurposeId purpose) {
        Set<String> critical = certificate.getCriticalExtensionOIDs();
        return critical != null
                && critical.contains(Extension.extendedKeyUsage.getId())
                && of(certificate).equals(List.of(purpose.getId()));
    }

    private static List<String> of(X509Certificate certificate) {
        try {
            List<String> purposes = certificate.getExtendedKeyUsage();
            return purposes == null ? List.of() : purposes;
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }
}
