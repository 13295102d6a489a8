package vn.hocba.sandbox.ca;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLNumber;
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
 * One certification authority with its key: issues certificates and revocation lists (RFC 5280) and knows what became
 * of each certificate. Its name in addresses is {@code root} or {@code issuing}.
 */
public final class Authority {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String SIGNATURE = "SHA256withRSA";
    private static final Duration CRL_LIFE = Duration.ofDays(7);
    private static final Duration BACKDATING = Duration.ofDays(1);

    private final String name;
    private final String publicationUrl;
    private final KeyPair key;
    private final X509Certificate certificate;
    private final Map<BigInteger, String> holders = new ConcurrentHashMap<>();
    private final Map<BigInteger, Revocation> revoked = new ConcurrentHashMap<>();
    private final AtomicLong crlNumber = new AtomicLong();

    private Authority(String name, String publicationUrl, KeyPair key, X509Certificate certificate) {
        this.name = name;
        this.publicationUrl = publicationUrl;
        this.key = key;
        this.certificate = certificate;
    }

    static Authority root(String publicationUrl, X500Name subject, int years) {
        return selfSigned("root", publicationUrl, subject, years);
    }

    Authority subordinate(String subordinateName, X500Name subject, int years) {
        KeyPair subordinateKey = ServiceAlgorithm.RSA_3072.generate();
        X509v3CertificateBuilder builder = certificate(subject(), subject, subordinateKey.getPublic(), years);
        try {
            ofAuthority(builder, subordinateKey.getPublic());
            pointHere(builder);
            pointToRevocation(builder);
        } catch (GeneralSecurityException | IOException unexpected) {
            throw new IllegalStateException(unexpected);
        }
        X509Certificate made = sign(builder, key);
        holders.put(made.getSerialNumber(), subordinateName);
        return new Authority(subordinateName, publicationUrl, subordinateKey, made);
    }

    /** An authority that bears this one's name and addresses, with a key that nobody has reason to trust. */
    Authority lookAlike(int years) {
        return selfSigned(name, publicationUrl, subject(), years);
    }

    private static Authority selfSigned(String name, String publicationUrl, X500Name subject, int years) {
        KeyPair key = ServiceAlgorithm.RSA_3072.generate();
        X509v3CertificateBuilder builder = certificate(subject, subject, key.getPublic(), years);
        try {
            ofAuthority(builder, key.getPublic());
        } catch (GeneralSecurityException | IOException unexpected) {
            throw new IllegalStateException(unexpected);
        }
        return new Authority(name, publicationUrl, key, sign(builder, key));
    }

    /**
     * A certificate for a key.
     *
     * @param holder the name by which the sandbox's other parts know whose it is
     */
    X509Certificate issue(String holder, X500Name subject, PublicKey holderKey, Purpose purpose, int years) {
        X509v3CertificateBuilder builder = certificate(subject(), subject, holderKey, years);
        try {
            purpose.addTo(builder);
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createSubjectKeyIdentifier(holderKey));
            pointHere(builder);
            if (purpose != Purpose.OCSP_ANSWERS) {
                pointToRevocation(builder);
            }
        } catch (GeneralSecurityException | IOException unexpected) {
            throw new IllegalStateException(unexpected);
        }
        X509Certificate made = sign(builder, key);
        holders.put(made.getSerialNumber(), holder);
        return made;
    }

    /** A new key with a certificate of this authority. */
    ServiceKey serviceKey(String holder, X500Name subject, ServiceAlgorithm algorithm, Purpose purpose, int years) {
        KeyPair pair = algorithm.generate();
        return new ServiceKey(
                pair.getPrivate(),
                algorithm,
                List.of(issue(holder, subject, pair.getPublic(), purpose, years), certificate));
    }

    public String name() {
        return name;
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** Whose certificate that is; empty when this authority never issued it. */
    public Optional<String> holder(BigInteger serialNumber) {
        return Optional.ofNullable(holders.get(serialNumber));
    }

    public Optional<Revocation> revocation(BigInteger serialNumber) {
        return Optional.ofNullable(revoked.get(serialNumber));
    }

    /** Revokes for good: the first revocation of a certificate stays. */
    void revoke(BigInteger serialNumber, Revocation revocation) {
        revoked.putIfAbsent(serialNumber, revocation);
    }

    /** A revocation list as of that time, DER. */
    byte[] crl(Instant asOf) {
        X509v2CRLBuilder builder = new X509v2CRLBuilder(subject(), Date.from(asOf));
        builder.setNextUpdate(Date.from(asOf.plus(CRL_LIFE)));
        revoked.forEach((serial, revocation) -> builder.addCRLEntry(
                serial, Date.from(revocation.at()), revocation.reason().code()));
        try {
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate.getPublicKey()));
            builder.addExtension(
                    Extension.cRLNumber, false, new CRLNumber(BigInteger.valueOf(crlNumber.incrementAndGet())));
            return builder.build(new JcaContentSignerBuilder(SIGNATURE).build(key.getPrivate()))
                    .getEncoded();
        } catch (GeneralSecurityException | IOException | OperatorCreationException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private X500Name subject() {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
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

    private void pointHere(X509v3CertificateBuilder builder) throws GeneralSecurityException, IOException {
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate.getPublicKey()));
    }

    /** Tells a verifier where to ask about the certificate, and where this authority's own is. */
    private void pointToRevocation(X509v3CertificateBuilder builder) throws IOException {
        builder.addExtension(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {
            new DistributionPoint(
                    new DistributionPointName(new GeneralNames(address("/crl/" + name + ".crl"))), null, null)
        }));
        builder.addExtension(
                Extension.authorityInfoAccess, false, new AuthorityInformationAccess(new AccessDescription[] {
                    new AccessDescription(AccessDescription.id_ad_ocsp, address("/ocsp/" + name)),
                    new AccessDescription(AccessDescription.id_ad_caIssuers, address("/ca/" + name + ".cer"))
                }));
    }

    private GeneralName address(String path) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, publicationUrl + path);
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, KeyPair key) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(key.getPrivate())));
        } catch (OperatorCreationException | GeneralSecurityException unusableKey) {
            throw new IllegalStateException(unusableKey);
        }
    }
}
