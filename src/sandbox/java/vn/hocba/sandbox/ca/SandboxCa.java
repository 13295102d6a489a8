package vn.hocba.sandbox.ca;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import vn.hocba.sandbox.faults.Fault;
import vn.hocba.sandbox.faults.FaultKind;
import vn.hocba.sandbox.faults.Faults;
import vn.hocba.sandbox.http.Reply;
import vn.hocba.sandbox.http.Routes;
import vn.hocba.sandbox.people.Person;

/**
 * A root (20 years) and the issuing authority below it (18 years); signers' certificates last 3 years, those of
 * timestamp authorities 15. Revocation lists and certificates are published over HTTP and, with the trust anchor, as
 * files.
 */
public final class SandboxCa {

    private static final int ROOT_YEARS = 20;
    private static final int ISSUING_YEARS = 18;
    private static final int TIMESTAMP_YEARS = 15;
    private static final int SIGNER_YEARS = 3;
    private static final int RESPONDER_YEARS = 15;
    private static final Duration STALE = Duration.ofDays(30);

    private final Path directory;
    private final Faults faults;
    private final Authority root;
    private final Authority issuing;

    /** The keys of one service: the right one and those that must not be believed. Each is made when first used. */
    public record ServiceKeys(Supplier<ServiceKey> right, Supplier<ServiceKey> unstated, Supplier<ServiceKey> alien) {

        /** The key to answer with: a fault may ask for a wrong one. */
        public ServiceKey with(Optional<Fault> fault) {
            Supplier<ServiceKey> key = fault.map(ordered -> switch (ordered.kind()) {
                        case WRONG_PURPOSE -> unstated;
                        case WRONG_SIGNER -> alien;
                        default -> right;
                    })
                    .orElse(right);
            return key.get();
        }
    }

    /** Makes both authorities and publishes their files below the directory. */
    public SandboxCa(String baseUrl, Path directory, Faults faults) throws IOException {
        this.directory = directory;
        this.faults = faults;
        String publicationUrl = baseUrl + "/pki";
        root = Authority.root(publicationUrl, name("Học bạ số Sandbox Root CA"), ROOT_YEARS);
        issuing = root.subordinate("issuing", name("Học bạ số Sandbox Issuing CA"), ISSUING_YEARS);
        Files.createDirectories(directory.resolve("crl"));
        PublishedFile.write(
                directory.resolve("trust-anchors.pem"), pem(root.certificate()).getBytes(StandardCharsets.US_ASCII));
        authorities().forEach(this::publish);
    }

    public void addTo(Routes routes) {
        for (Authority authority : authorities()) {
            String name = authority.name();
            routes.on(
                    "GET",
                    "/pki/crl/" + name + ".crl",
                    request -> faults.around("crl/" + name, Optional.empty(), fault -> crl(authority, fault)));
            routes.on("GET", "/pki/ca/" + name + ".cer", request -> certificate(authority));
        }
    }

    /** The root and what is below it. */
    public List<Authority> authorities() {
        return List.of(root, issuing);
    }

    /** The chain of a new certificate, the signer's first, without the root. */
    public List<X509Certificate> issue(String credentialId, Person holder, PublicKey key) {
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
        return List.of(
                issuing.issue(credentialId, subject.build(), key, Purpose.DOCUMENTS, SIGNER_YEARS),
                issuing.certificate());
    }

    /** Keys for a timestamp authority below the issuing one. */
    public ServiceKeys timestampKeys(String holder, String commonName, ServiceAlgorithm algorithm) {
        return keys(issuing, holder, commonName, algorithm, Purpose.TIMESTAMPS, TIMESTAMP_YEARS);
    }

    /** Keys for the responder that answers for the authority. */
    public ServiceKeys responderKeys(Authority authority, String holder, String commonName) {
        return keys(authority, holder, commonName, ServiceAlgorithm.P_256, Purpose.OCSP_ANSWERS, RESPONDER_YEARS);
    }

    private static ServiceKeys keys(
            Authority authority,
            String holder,
            String commonName,
            ServiceAlgorithm algorithm,
            Purpose purpose,
            int years) {
        X500Name subject = name(commonName);
        return new ServiceKeys(
                new Once<>(() -> authority.serviceKey(holder, subject, algorithm, purpose, years)),
                new Once<>(() -> authority.serviceKey(holder, subject, algorithm, Purpose.UNSTATED, years)),
                new Once<>(
                        () -> authority.lookAlike(ROOT_YEARS).serviceKey(holder, subject, algorithm, purpose, years)));
    }

    /** From then on the issuing authority's list names the certificate; the first revocation stays. */
    public Revocation revoke(X509Certificate certificate, Revocation revocation) {
        issuing.revoke(certificate.getSerialNumber(), revocation);
        publish(issuing);
        return issuing.revocation(certificate.getSerialNumber()).orElseThrow();
    }

    private Reply.Answer crl(Authority authority, Optional<Fault> fault) {
        boolean stale =
                fault.filter(ordered -> ordered.kind() == FaultKind.STALE).isPresent();
        byte[] crl = stale ? authority.crl(Instant.now().minus(STALE)) : publish(authority);
        return Reply.bytes("application/pkix-crl", crl);
    }

    /** A list as of now: the file is renewed with every fetch, so both say the same. */
    private byte[] publish(Authority authority) {
        byte[] crl = authority.crl(Instant.now());
        try {
            PublishedFile.write(directory.resolve("crl").resolve(authority.name() + ".crl"), crl);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return crl;
    }

    private static Reply certificate(Authority authority) {
        try {
            return Reply.bytes("application/pkix-cert", authority.certificate().getEncoded());
        } catch (CertificateEncodingException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static X500Name name(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.C, "VN")
                .addRDN(BCStyle.O, "Học bạ số Sandbox")
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    private static String pem(X509Certificate certificate) throws IOException {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                            .encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException unexpected) {
            throw new IOException(unexpected);
        }
    }
}
