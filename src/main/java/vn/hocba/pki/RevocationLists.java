package vn.hocba.pki;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Certificate revocation lists at hand; each answers only for certificates whose issuer signed it (RFC 5280 section 6.3).
 * Delta and indirect lists, and lists for some reasons only, are left aside: their critical extension is not understood.
 *
 * @param lists in any order, of any issuers, fresh or not
 */
public record RevocationLists(List<X509CRL> lists) {

    private static final String DELTA_INDICATOR = "2.5.29.27";
    private static final String ISSUING_DISTRIBUTION_POINT = "2.5.29.28";
    private static final int CRL_SIGN = 6;

    /** What the lists say about one certificate at one time. */
    public sealed interface Answer {

        /** A fresh list does not name it. */
        record Good() implements Answer {}

        /** It was revoked by then. */
        record Revoked(Instant since) implements Answer {}

        /** There is a list of its issuer, but its next one was due before that time. */
        record Stale(Instant due) implements Answer {}

        /** No list of its issuer is at hand. */
        record Unknown() implements Answer {}
    }

    public RevocationLists {
        lists = List.copyOf(lists);
    }

    /** No lists: every question is answered with {@link Answer.Unknown}. */
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

    /** The status of a certificate at a time, by the lists that its issuer signed. */
    public Answer status(X509Certificate certificate, X509Certificate issuer, Instant time) {
        List<X509CRL> own =
                lists.stream().filter(list -> speaksFor(list, issuer)).toList();
        List<Instant> due = new ArrayList<>();
        boolean fresh = false;
        for (X509CRL list : own) {
            X509CRLEntry entry = list.getRevokedCertificate(certificate.getSerialNumber());
            if (entry != null && !entry.getRevocationDate().toInstant().isAfter(time)) {
                return new Answer.Revoked(entry.getRevocationDate().toInstant());
            }
            if (list.getNextUpdate() != null) {
                due.add(list.getNextUpdate().toInstant());
                fresh |= list.getNextUpdate().toInstant().isAfter(time)
                        && !list.getThisUpdate().toInstant().isAfter(time);
            }
        }
        if (fresh) {
            return new Answer.Good();
        }
        return due.stream()
                .max(Instant::compareTo)
                .<Answer>map(Answer.Stale::new)
                .orElseGet(Answer.Unknown::new);
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
        try {
            list.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
