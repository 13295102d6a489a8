package vn.hocba.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.IssuerSerial;

/**
 * Issuer and serial number by which a signature names its certificate beside the digest (IssuerSerial of RFC 5035).
 *
 * @param issuers the names given; one for a certificate
 */
public record IssuerAndSerial(List<X500Principal> issuers, BigInteger serial) {

    public IssuerAndSerial {
        issuers = List.copyOf(issuers);
    }

    /** @throws IllegalArgumentException when the bytes are no IssuerSerial in DER */
    public static IssuerAndSerial parse(byte[] der) {
        try {
            IssuerSerial read = IssuerSerial.getInstance(der);
            return new IssuerAndSerial(
                    Stream.of(read.getIssuer().getNames())
                            .filter(name -> name.getTagNo() == GeneralName.directoryName)
                            .map(IssuerAndSerial::principal)
                            .toList(),
                    read.getSerial().getValue());
        } catch (RuntimeException e) {
            // the library answers odd input with exceptions of every kind
            throw new IllegalArgumentException("not an issuer and serial number", e);
        }
    }

    private static X500Principal principal(GeneralName name) {
        try {
            return new X500Principal(name.getName().toASN1Primitive().getEncoded());
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Whether the certificate is the one that is meant. */
    public boolean names(X509Certificate certificate) {
        return serial.equals(certificate.getSerialNumber())
                && issuers.equals(List.of(certificate.getIssuerX500Principal()));
    }
}
