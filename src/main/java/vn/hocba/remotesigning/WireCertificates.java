package vn.hocba.remotesigning;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import vn.hocba.pki.SigningCertificate;
import vn.hocba.remotesigning.RemoteSigningFailure.MalformedAnswer;

/** Reads the certificates of an answer; whether they are to be trusted is decided elsewhere. */
public final class WireCertificates {

    private static final int LONGEST_CHAIN = 10;

    private WireCertificates() {}

    /**
     * The signer's certificate and those of its issuers.
     *
     * @param where the method that answered
     * @param encoded base64 of DER, line breaks allowed, the signer's first; 1 to 10
     * @throws MalformedAnswer otherwise: without a readable certificate nobody could tell whose key it is
     */
    public static SigningCertificate read(String where, List<String> encoded) {
        var chain = chain(where, encoded);
        return new SigningCertificate(chain.getFirst(), chain.subList(1, chain.size()));
    }

    /**
     * As above, from services that put the signer's certificate anywhere: it is the first that is no authority's.
     *
     * @throws MalformedAnswer also if there is none
     */
    public static SigningCertificate readInAnyOrder(String where, List<String> encoded) {
        var chain = chain(where, encoded);
        var signer = chain.stream()
                .filter(certificate -> certificate.getBasicConstraints() < 0)
                .findFirst()
                .orElseThrow(() -> new MalformedAnswer(where + ": no signer's certificate"));
        return new SigningCertificate(
                signer,
                chain.stream()
                        .filter(certificate -> !certificate.equals(signer))
                        .toList());
    }

    private static List<X509Certificate> chain(String where, List<String> encoded) {
        if (encoded.isEmpty() || encoded.size() > LONGEST_CHAIN) {
            throw new MalformedAnswer(where + ": " + encoded.size() + " certificates");
        }
        var chain = new ArrayList<X509Certificate>();
        try {
            var factory = CertificateFactory.getInstance("X.509");
            for (var one : encoded) {
                var der = Base64.getMimeDecoder().decode(one);
                chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
            }
        } catch (CertificateException | IllegalArgumentException e) {
            throw new MalformedAnswer(where + ": a certificate cannot be read", e);
        }
        return chain;
    }
}
