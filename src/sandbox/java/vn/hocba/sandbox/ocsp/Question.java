package vn.hocba.sandbox.ocsp;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.Req;

/** An OCSPRequest: which certificates, at least one, and the client's nonce (RFC 9654: 1 to 128 bytes). */
record Question(List<CertificateID> certificates, Optional<byte[]> nonce) {

    private static final int MOST_CERTIFICATES = 100;
    private static final int LONGEST_NONCE = 128;

    Question {
        certificates = List.copyOf(certificates);
    }

    /** Empty for what is no request. */
    static Optional<Question> read(byte[] encoded) {
        try {
            OCSPReq request = new OCSPReq(encoded);
            Req[] requests = request.getRequestList();
            Optional<byte[]> nonce = nonce(request);
            boolean usable = requests.length > 0
                    && requests.length <= MOST_CERTIFICATES
                    && nonce.filter(bytes -> bytes.length == 0 || bytes.length > LONGEST_NONCE)
                            .isEmpty();
            return usable
                    ? Optional.of(new Question(
                            List.of(requests).stream().map(Req::getCertID).toList(), nonce))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<byte[]> nonce(OCSPReq request) {
        return Optional.ofNullable(request.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce))
                .map(Extension::getParsedValue)
                .map(value -> ASN1OctetString.getInstance(value).getOctets());
    }

    /** The extension of an answer that carries the nonce. */
    static Extension extension(byte[] nonce) {
        try {
            return Extension.create(OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, new DEROctetString(nonce));
        } catch (IOException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }
}
