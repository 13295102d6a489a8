package vn.hocba.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import vn.hocba.pki.RevocationLists;
import vn.hocba.pki.SigningCertificate;
import vn.hocba.pki.TrustAnchors;

/** A certificate authority of tests: a root, an issuing authority, their revocation lists, and signers of any kind. */
public final class TestCa {

    private static final String SHA256 = "SHA256withECDSA";

    /** When its certificates begin; signers' end three years later unless a test says otherwise. */
    public final Instant from;

    private final String name;
    private final KeyPair rootKeys;
    private final KeyPair issuingKeys;
    private final X509Certificate root;
    private final X509Certificate issuing;
    private final Map<BigInteger, Instant> revoked = new LinkedHashMap<>();
    private long serial = 1000;

    /** An authority whose certificates began a month ago. */
    public TestCa() {
        this("Test", Instant.now().minus(30, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS));
    }

    public TestCa(String name, Instant from) {
        this(name, from, TestCa::p256);
    }

    /** @param keys fresh ones for the root and the issuing authority, which sign with SHA-256 */
    public TestCa(String name, Instant from, Supplier<KeyPair> keys) {
        this.name = name;
        this.from = from;
        this.rootKeys = keys.get();
        this.issuingKeys = keys.get();
        X500Name rootName = new X500Name("C=VN,O=Invented,CN=" + name + " Root");
        Instant until = from.plus(7300, ChronoUnit.DAYS);
        Terms terms = new Terms(from, until, KeyUsage.keyCertSign | KeyUsage.cRLSign, true, SHA256);
        root = issue(rootName, rootKeys, rootName, rootKeys, terms);
        issuing = issue(rootName, rootKeys, new X500Name("C=VN,O=Invented,CN=" + name + " CA 1"), issuingKeys, terms);
    }

    /** Somebody with a key and a certificate. */
    public record Signer(KeyPair keys, SigningCertificate certificate) {}

    /** A natural person with the usual key usage, for three years. */
    public Signer person(KeyPair keys, String commonName, String personalNumber) {
        return signer(
                keys, commonName, "CCCD:" + personalNumber, KeyUsage.nonRepudiation, from.plus(1095, ChronoUnit.DAYS));
    }

    /** A school's seal with the usual key usage, for three years. */
    public Signer organisation(KeyPair keys, String commonName, String taxCode) {
        return signer(keys, commonName, "MST:" + taxCode, KeyUsage.digitalSignature, from.plus(1095, ChronoUnit.DAYS));
    }

    /** Anybody. */
    public Signer signer(KeyPair keys, String commonName, String uid, int keyUsage, Instant until) {
        return signer(keys, commonName, uid, keyUsage, from, until, SHA256);
    }

    /** Anybody, with a certificate that begins at will and is signed by this algorithm. */
    public Signer signer(
            KeyPair keys,
            String commonName,
            String uid,
            int keyUsage,
            Instant since,
            Instant until,
            String signatureAlgorithm) {
        X500Name issuer = new X500Name("C=VN,O=Invented,CN=" + name + " CA 1");
        Terms terms = new Terms(since, until, keyUsage, false, signatureAlgorithm);
        X509Certificate certificate = issue(issuer, issuingKeys, subject(commonName, uid), keys, terms);
        return new Signer(keys, new SigningCertificate(certificate, List.of(issuing)));
    }

    /** Somebody whose certificate a signer made who is no authority. */
    public Signer issuedBy(Signer issuer, KeyPair keys, String commonName, String uid, Instant until) {
        X509Certificate parent = issuer.certificate().certificate();
        X500Name name = X500Name.getInstance(parent.getSubjectX500Principal().getEncoded());
        Terms terms = new Terms(from, until, KeyUsage.nonRepudiation, false, SHA256);
        X509Certificate certificate = issue(name, issuer.keys(), subject(commonName, uid), keys, terms);
        return new Signer(keys, new SigningCertificate(certificate, List.of(parent, issuing)));
    }

    private static X500Name subject(String commonName, String uid) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.C, "VN")
                .addRDN(BCStyle.CN, commonName)
                .addRDN(BCStyle.UID, uid)
                .build();
    }

    private record Terms(Instant since, Instant until, int usage, boolean authority, String signatureAlgorithm) {}

    /** An online service of the authority, such as a timestamp authority or an OCSP responder, for fifteen years. */
    public Signer service(KeyPair keys, String commonName, boolean critical, KeyPurposeId... purposes) {
        return service(keys, commonName, critical, from.plus(5475, ChronoUnit.DAYS), purposes);
    }

    /** The same until then. */
    public Signer service(KeyPair keys, String commonName, boolean critical, Instant until, KeyPurposeId... purposes) {
        X500Name subject = new X500Name("C=VN,O=Invented,CN=" + name + " " + commonName);
        X500Name issuer = new X500Name("C=VN,O=Invented,CN=" + name + " CA 1");
        Terms terms = new Terms(from, until, KeyUsage.digitalSignature, false, SHA256);
        X509Certificate certificate = issue(issuer, issuingKeys, subject, keys, terms, builder -> {
            builder.addExtension(Extension.extendedKeyUsage, critical, new ExtendedKeyUsage(purposes));
            if (List.of(purposes).contains(KeyPurposeId.id_kp_OCSPSigning)) {
                builder.addExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck, false, DERNull.INSTANCE);
            }
        });
        return new Signer(keys, new SigningCertificate(certificate, List.of(issuing)));
    }

    /** A server of this name or IPv4 address. */
    public Signer server(KeyPair keys, String host) {
        int kind = host.matches("[\\d.]+") ? GeneralName.iPAddress : GeneralName.dNSName;
        Terms terms = new Terms(from, from.plus(1095, ChronoUnit.DAYS), KeyUsage.digitalSignature, false, SHA256);
        X509Certificate certificate = issue(
                new X500Name("C=VN,O=Invented,CN=" + name + " CA 1"),
                issuingKeys,
                new X500Name("CN=" + host),
                keys,
                terms,
                builder -> {
                    builder.addExtension(
                            Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
                    builder.addExtension(
                            Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName(kind, host)));
                });
        return new Signer(keys, new SigningCertificate(certificate, List.of(issuing)));
    }

    /** The authority that issues to signers. */
    public X509Certificate issuing() {
        return issuing;
    }

    /** The trust anchor. */
    public X509Certificate root() {
        return root;
    }

    /** From then on the issuing authority's list names the certificate. */
    public void revoke(X509Certificate certificate, Instant since) {
        revoke(certificate.getSerialNumber(), since);
    }

    public void revoke(BigInteger number, Instant since) {
        revoked.put(number, since);
    }

    public TrustAnchors anchors() {
        return new TrustAnchors(Set.of(root));
    }

    /** Both lists, made a day ago and due in a week. */
    public RevocationLists revocations() {
        Instant now = Instant.now();
        return revocations(now.minus(1, ChronoUnit.DAYS), now.plus(7, ChronoUnit.DAYS));
    }

    public RevocationLists revocations(Instant made, Instant due) {
        return revocations(made, due, SHA256);
    }

    /** The same, signed by this algorithm. */
    public RevocationLists revocations(Instant made, Instant due, String signatureAlgorithm) {
        List<X509CRL> lists = new ArrayList<>();
        lists.add(list(root, signer(rootKeys, signatureAlgorithm), Map.of(), made, due));
        lists.add(list(issuing, signer(issuingKeys, signatureAlgorithm), revoked, made, due));
        return new RevocationLists(lists);
    }

    /** Writes {@code trust-anchors.pem} and {@code crl/*.crl} as oracles read them. */
    public void publish(Path directory) {
        try {
            Files.createDirectories(directory.resolve("crl"));
            Files.writeString(directory.resolve("trust-anchors.pem"), pem(root));
            int n = 0;
            for (X509CRL list : revocations().lists()) {
                Files.write(directory.resolve("crl").resolve("list-" + n++ + ".crl"), list.getEncoded());
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A fresh P-256 key. */
    public static KeyPair p256() {
        return ec("secp256r1");
    }

    /** A fresh key on a named curve. */
    public static KeyPair ec(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A fresh RSA key. */
    public static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private X509Certificate issue(X500Name issuer, KeyPair issuerKeys, X500Name subject, KeyPair keys, Terms terms) {
        return issue(issuer, issuerKeys, subject, keys, terms, builder -> {});
    }

    /** What else a certificate says. */
    private interface Extensions {
        void add(X509v3CertificateBuilder builder) throws CertIOException;
    }

    private X509Certificate issue(
            X500Name issuer, KeyPair issuerKeys, X500Name subject, KeyPair keys, Terms terms, Extensions more) {
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer,
                BigInteger.valueOf(serial++),
                Date.from(terms.since()),
                Date.from(terms.until()),
                subject,
                keys.getPublic());
        try {
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(terms.authority()));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(terms.usage()));
            builder.addExtension(
                    Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(keys.getPublic()));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    extensions.createAuthorityKeyIdentifier(issuerKeys.getPublic()));
            more.add(builder);
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(signer(issuerKeys, terms.signatureAlgorithm())));
        } catch (GeneralSecurityException | CertIOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509CRL list(
            X509Certificate issuer, ContentSigner signer, Map<BigInteger, Instant> revoked, Instant made, Instant due) {
        try {
            JcaX509v2CRLBuilder builder = new JcaX509v2CRLBuilder(issuer.getSubjectX500Principal(), Date.from(made));
            builder.setNextUpdate(Date.from(due));
            revoked.forEach((number, since) -> builder.addCRLEntry(number, Date.from(since), CRLReason.keyCompromise));
            builder.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.ONE));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(issuer.getPublicKey()));
            return new JcaX509CRLConverter().getCRL(builder.build(signer));
        } catch (GeneralSecurityException | CertIOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ContentSigner signer(KeyPair keys, String algorithm) {
        try {
            boolean rsa = "RSA".equals(keys.getPrivate().getAlgorithm());
            return new JcaContentSignerBuilder(rsa ? algorithm.replace("ECDSA", "RSA") : algorithm)
                    .build(keys.getPrivate());
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(X509Certificate certificate) throws GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
