package vn.hocba.sandbox.ca;

import java.io.IOException;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;

/** What a certificate says its key is for. */
public enum Purpose {
    /** documents: digitalSignature and nonRepudiation, nothing else */
    DOCUMENTS,
    /** timestamps and nothing else, RFC 3161 section 2.3 */
    TIMESTAMPS,
    /** answers about an authority's certificates on its behalf, RFC 6960 section 4.2.2.2; never checked itself */
    OCSP_ANSWERS,
    /** no purpose at all: what it signs must not be taken for a timestamp or an OCSP answer */
    UNSTATED;

    void addTo(X509v3CertificateBuilder certificate) throws IOException {
        certificate.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        int usage = this == DOCUMENTS ? KeyUsage.digitalSignature | KeyUsage.nonRepudiation : KeyUsage.digitalSignature;
        certificate.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
        switch (this) {
            case TIMESTAMPS ->
                certificate.addExtension(
                        Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
            case OCSP_ANSWERS -> {
                certificate.addExtension(
                        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning));
                certificate.addExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck, false, DERNull.INSTANCE);
            }
            case DOCUMENTS, UNSTATED -> {}
        }
    }
}
