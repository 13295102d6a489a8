package vn.hocba.pki;

import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReqBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;

/**
 * The question whether a certificate was revoked (RFC 6960 section 4.1). It bears no nonce, so that responders may answer from
 * their store; the answer's own times say whether it is fresh.
 */
public record OcspRequest(X509Certificate certificate, X509Certificate issuer) {

    /** The DER form. The certificate id is made with SHA-1, the one digest that every responder must know (RFC 5019). */
    public byte[] encoded() {
        try {
            CertificateID id = new CertificateID(
                    new BcDigestCalculatorProvider().get(CertificateID.HASH_SHA1),
                    new JcaX509CertificateHolder(issuer),
                    certificate.getSerialNumber());
            return new OCSPReqBuilder().addRequest(id).build().getEncoded();
        } catch (OCSPException | OperatorCreationException | CertificateEncodingException | IOException e) {
            throw new IllegalArgumentException("no question can be asked about this certificate", e);
        }
    }
}
