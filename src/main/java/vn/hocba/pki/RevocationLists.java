package vn.hocba.pki;

import java.io.ByteArrayInputStream;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Certificate revocation lists at hand; each answers only for certificates whose issuer signed it (RFC 5280 section 6.3).
 * Delta and indirect lists, and lists for some reasons only, are left aside: their critical extension is not understood.
 *
 * <p>Which lists an issuer signed is found out once: the lists of an authority have megabytes, and what recognises one that was
 * verified before is a digest of all of it.
 */
public final class RevocationLists implements RevocationSource {

    private static final String DELTA_INDICATOR = "2.5.29.27";
    private static final String ISSUING_DISTRIBUTION_POINT = "2.5.29.28";
    private static final int CRL_SIGN = 6;

    private final List<X509CRL> lists;

    /** As far as it was asked for: by those who issued a certificate of a path that reaches a trust anchor, so there are few. */
    private final Map<X509Certificate, List<X509CRL>> byIssuer = new ConcurrentHashMap<>();

    /** @param lists in any order, of any issuers, fresh or not */
    public RevocationLists(List<X509CRL> lists) {
        this.lists = List.copyOf(lists);
    }

    /** In the order in which they were given. */
    public List<X509CRL> lists() {
        return lists;
    }

    /** No lists: every question is answered with {@link RevocationSource.Answer.Unknown}. */
    public static RevocationLists none() {
        return new RevocationLists(List.of());
    }

    /**
     * A list in DER or PEM.
     *
     * @throws IllegalArgumentException when the bytes are no such list
     */
    public static X509CRL parse(byte[] list) {
        try {
            return Optional.ofNullable((X509CRL)
                            CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(list)))
                    .orElseThrow(() -> new IllegalArgumentException("empty revocation list"));
        } catch (CertificateException | CRLException e) {
            throw new IllegalArgumentException("not a certificate revocation list", e);
        }
    }

    /** Those that speak for this issuer's certificates. */
    public RevocationLists of(X509Certificate issuer) {
        return new RevocationLists(signedBy(issuer));
    }

    private List<X509CRL> signedBy(X509Certificate issuer) {
        return byIssuer.computeIfAbsent(
                issuer, i -> lists.stream().filter(list -> speaksFor(list, i)).toList());
    }

    /** What the lists that its issuer signed say of a certificate at a time. */
    @Override
    public List<Statement> statements(X509Certificate certificate, X509Certificate issuer, Instant time) {
        return signedBy(issuer).stream()
                .map(list -> new Statement(
                        status(list, certificate, time),
                        new RevocationEvidence(
                                RevocationEvidence.Kind.CRL,
                                list.getThisUpdate().toInstant(),
                                Optional.ofNullable(list.getNextUpdate()).map(Date::toInstant),
                                CertificateSignature.algorithm(list),
                                issuer.getPublicKey())))
                .toList();
    }

    private static Answer status(X509CRL list, X509Certificate certificate, Instant time) {
        X509CRLEntry entry = list.getRevokedCertificate(certificate.getSerialNumber());
        if (entry != null && !entry.getRevocationDate().toInstant().isAfter(time)) {
            return new Answer.Revoked(entry.getRevocationDate().toInstant());
        }
        if (list.getNextUpdate() == null) {
            return new Answer.Unknown();
        }
        return RevocationSource.unnamed(
                certificate,
                list.getThisUpdate().toInstant(),
                list.getNextUpdate().toInstant(),
                Duration.ZERO,
                time);
    }

    private static boolean speaksFor(X509CRL list, X509Certificate issuer) {
        if (!list.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
                || list.hasUnsupportedCriticalExtension()
                || list.getExtensionValue(ISSUING_DISTRIBUTION_POINT) != null
                || list.getExtensionValue(DELTA_INDICATOR) != null) {
            return false;
        }
        boolean[] usage = issuer.getKeyUsage();
        if (usage != null && !usage[CRL_SIGN]) {
            return false;
        }
        return KnownSignatures.verified(list, issuer.getPublicKey());
    }
}
