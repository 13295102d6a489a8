package vn.hocba.sandbox.ca;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import vn.hocba.sandbox.http.Reply;
import vn.hocba.sandbox.http.Routes;
import vn.hocba.sandbox.people.Person;

/**
 * A root (20 years) and the issuing authority below it (15 years); signers' certificates last 3 years.
 * Revocation lists and certificates are published over HTTP and, with the trust anchor, as files.
 */
public final class SandboxCa {

    private static final int ROOT_YEARS = 20;
    private static final int ISSUING_YEARS = 15;
    private static final int SIGNER_YEARS = 3;

    private final Path directory;
    private final Authority root;
    private final Authority issuing;

    /** Makes both authorities and publishes their files below the directory. */
    public SandboxCa(String baseUrl, Path directory) throws GeneralSecurityException, IOException {
        this.directory = directory;
        String publicationUrl = baseUrl + "/pki";
        root = Authority.root(publicationUrl, authorityName("Học bạ số Sandbox Root CA"), ROOT_YEARS);
        issuing = root.subordinate("issuing", authorityName("Học bạ số Sandbox Issuing CA"), ISSUING_YEARS);
        Files.createDirectories(directory.resolve("crl"));
        PublishedFile.write(
                directory.resolve("trust-anchors.pem"), pem(root.certificate()).getBytes(StandardCharsets.US_ASCII));
        publish(root, "root");
        publish(issuing, "issuing");
    }

    public void addTo(Routes routes) {
        routes.on("GET", "/pki/crl/root.crl", request -> publish(root, "root"));
        routes.on("GET", "/pki/crl/issuing.crl", request -> publish(issuing, "issuing"));
        routes.on("GET", "/pki/ca/root.cer", request -> certificate(root));
        routes.on("GET", "/pki/ca/issuing.cer", request -> certificate(issuing));
    }

    /** The chain of a new certificate, the signer's first, without the root. */
    public List<X509Certificate> issue(Person holder, PublicKey key) {
        X500NameBuilder subject = new X500NameBuilder(BCStyle.INSTANCE);
        subject.addRDN(BCStyle.C, "VN");
        if (holder.taxCode() == null) {
            subject.addRDN(BCStyle.O, holder.organisationName());
            subject.addRDN(BCStyle.UID, "CCCD:" + holder.personalNumber());
            subject.addRDN(BCStyle.CN, holder.name());
        } else {
            subject.addRDN(BCStyle.UID, "MST:" + holder.taxCode());
            subject.addRDN(BCStyle.CN, holder.organisationName());
        }
        try {
            return List.of(issuing.signer(subject.build(), key, SIGNER_YEARS), issuing.certificate());
        } catch (GeneralSecurityException | IOException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    /** From now on the issuing authority's list names the certificate. */
    public void revoke(X509Certificate certificate) {
        issuing.revoke(certificate.getSerialNumber());
        Reply _ = publish(issuing, "issuing");
    }

    /** A list as of now: the file is renewed with every fetch, so both say the same. */
    private Reply publish(Authority authority, String name) {
        byte[] crl = authority.crl();
        try {
            PublishedFile.write(directory.resolve("crl").resolve(name + ".crl"), crl);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return Reply.bytes("application/pkix-crl", crl);
    }

    private static Reply certificate(Authority authority) {
        try {
            return Reply.bytes("application/pkix-cert", authority.certificate().getEncoded());
        } catch (CertificateEncodingException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static X500Name authorityName(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.C, "VN")
                .addRDN(BCStyle.O, "Học bạ số Sandbox")
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    private static String pem(X509Certificate certificate) throws CertificateEncodingException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
