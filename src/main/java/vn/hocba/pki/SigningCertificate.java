package vn.hocba.pki;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A signer's certificate with those that lead from it towards a trust anchor.
 *
 * @param certificate the signer's
 * @param issuers the issuing authorities' certificates, nearest first; may be empty or lack the root
 */
public record SigningCertificate(X509Certificate certificate, List<X509Certificate> issuers) {

    public SigningCertificate {
        issuers = List.copyOf(issuers);
    }
}
