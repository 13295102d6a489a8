package vn.hocba.sandbox.ca;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * One certification authority with its key: issues certificates and revocation lists (RFC 5280).
 * Its name in addresses is {@code root} or {@code issuing}.
 */
final class Authority {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Duration CRL_LIFE = Duration.ofDays(7);
    private static final Duration BACKDATING = Duration.ofDays(1);

    private final String name;
    private final String publicationUrl;
    private final KeyPair key;
    private final X509Certificate certificate;
    private final Map<BigInteger, Instant> revoked = new ConcurrentHashMap<>();
    private final AtomicLong crlNumber = new AtomicLong();

    private Authority(String name, String publicationUrl, KeyPair key, X509Certificate certificate) {
        this.name = name;
        this.publicationUrl = publicationUrl;
        this.key = key;
        this.certificate = certificate;
    }

    static Authority root(String publicationUrl, X500Name subject, int years)
            throws GeneralSecurityException, IOException {
        KeyPair key = rsa();
        X509v3CertificateBuilder builder = certificate(subject, subject, key.getPublic(), years);
        ofAuthority(builder, key.getPublic());
        return new Authority("root", publicationUrl, key, sign(builder, key));
    }

    Authority subordinate(String subordinateName, X500Name subject, int years)
            throws GeneralSecurityException, IOException {
        KeyPair subordinateKey = rsa();
        X509v3CertificateBuilder builder = certificate(name(), subject, subordinateKey.getPublic(), years);
        ofAuthority(builder, subordinateKey.getPublic());
        pointHere(builder);
        return new Authority(subordinateName, publicationUrl, subordinateKey, sign(builder, key));
    }

    /** A certificate for signing documents: digitalSignature and nonRepudiation, nothing else. */
    X509Certificate signer(X500Name subject, PublicKey signer, int years) throws GeneralSecurityException, IOException {
        X509v3CertificateBuilder builder = certificate(name(), subject, signer, years);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, new JcaX509ExtensionUtils().createSubjectKeyIdentifier(signer));
        pointHere(builder);
        return sign(builder, key);
    }

    X509Certificate certificate() {
        return certificate;
    }

    void revoke(BigInteger serialNumber) {
        revoked.putIfAbsent(serialNumber, Instant.now());
    }

    /** A revocation list as of now, DER. */
    byte[] crl() {
        Instant now = Instant.now();
        X509v2CRLBuilder builder = new X509v2CRLBuilder(name(), Date.from(now));
        builder.setNextUpdate(Date.from(now.plus(CRL_LIFE)));
        revoked.forEach((serial, at) -> builder.addCRLEntry(serial, Date.from(at), CRLReason.privilegeWithdrawn));
        try {
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate.getPublicKey()));
            builder.addExtension(
                    Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(crlNumber.incrementAndGet())));
            return builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(key.getPrivate()))
                    .getEncoded();
        } catch (GeneralSecurityException | IOException | OperatorCreationException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private X500Name name() {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    }

    private static KeyPair rsa() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(3072);
        return generator.generateKeyPair();
    }

    private static X509v3CertificateBuilder certificate(X500Name issuer, X500Name subject, PublicKey key, int years) {
        Instant from = Instant.now().minus(BACKDATING);
        Instant until = from.atZone(ZoneOffset.UTC).plusYears(years).toInstant();
        return new JcaX509v3CertificateBuilder(
                issuer, new BigInteger(120, RANDOM).setBit(119), Date.from(from), Date.from(until), subject, key);
    }

    private static void ofAuthority(X509v3CertificateBuilder builder, PublicKey key)
            throws GeneralSecurityException, IOException {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key));
    }

    /** Tells a verifier where this authority's certificate and revocation list are. */
    private void pointHere(X509v3CertificateBuilder builder) throws GeneralSecurityException, IOException {
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate.getPublicKey()));
        builder.addExtension(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {
            new DistributionPoint(
                    new DistributionPointName(new GeneralNames(address(publicationUrl + "/crl/" + name + ".crl"))),
                    null,
                    null)
        }));
        builder.addExtension(
                Extension.authorityInfoAccess,
                false,
                new AuthorityInformationAccess(
                        AccessDescription.id_ad_caIssuers, address(publicationUrl + "/ca/" + name + ".cer")));
    }

    private static GeneralName address(String url) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, url);
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, KeyPair key) throws GeneralSecurityException {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(key.getPrivate())));
        } catch (OperatorCreationException unusableKey) {
            throw new GeneralSecurityException(unusableKey);
        }
    }
}
