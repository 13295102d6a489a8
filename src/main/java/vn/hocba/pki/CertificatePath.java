package vn.hocba.pki;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A chain from a signer's certificate to a trust anchor; every link's signature verifies.
 *
 * @param certificates the signer's first, the trust anchor's last
 */
public record CertificatePath(List<X509Certificate> certificates) {

    private static final int MAX_LENGTH = 6;
    private static final int MAX_CANDIDATES = 32;
    private static final int DIGITAL_SIGNATURE = 0;
    private static final int NON_REPUDIATION = 1;

    /** What was found about a certificate; everything but {@link Trusted} names what stands against it. */
    public sealed interface Verdict {

        /** Chained, valid at the time, not revoked. */
        record Trusted(CertificatePath path) implements Verdict {}

        /** No chain to a trust anchor can be built. */
        record NoChain() implements Verdict {}

        /** A chain was found, but its constraints are broken (RFC 5280 section 6.1). */
        record ConstraintsBroken(String reason) implements Verdict {}

        /** The key may not sign documents: neither digitalSignature nor nonRepudiation. */
        record WrongKeyUsage() implements Verdict {}

        /** The signer's certificate is not valid yet at the time. */
        record NotYetValid(Instant from) implements Verdict {}

        /** The certificate, the signer's or an authority's, is not valid any more at the time. */
        record Expired(X509Certificate certificate, Instant until, boolean authority) implements Verdict {}

        /** The certificate, the signer's or an authority's, was revoked by the time. */
        record Revoked(X509Certificate certificate, Instant since, boolean authority) implements Verdict {}

        /** Nobody says whether the certificate was revoked. */
        record RevocationUnknown(X509Certificate certificate) implements Verdict {}

        /** The newest revocation data were outdated at the time. */
        record RevocationStale(X509Certificate certificate, Instant due) implements Verdict {}
    }

    public CertificatePath {
        certificates = List.copyOf(certificates);
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("empty path");
        }
    }

    /** The trust anchor's certificate. */
    public X509Certificate anchor() {
        return certificates.getLast();
    }

    /**
     * Builds and checks the path of a signer's certificate.
     *
     * @param extra certificates that came with the signature; believed only as far as their signatures reach an anchor
     * @param time at which everything must have been valid
     */
    public static Verdict validate(
            X509Certificate signer,
            Collection<X509Certificate> extra,
            TrustAnchors anchors,
            RevocationSource revocations,
            Instant time) {
        if (extra.size() > MAX_CANDIDATES) {
            return new Verdict.ConstraintsBroken("more than " + MAX_CANDIDATES + " certificates");
        }
        Optional<CertificatePath> built = build(List.of(signer), new LinkedHashSet<>(extra), anchors);
        if (built.isEmpty()) {
            return new Verdict.NoChain();
        }
        if (!maySign(signer)) {
            return new Verdict.WrongKeyUsage();
        }
        CertificatePath path = built.get();
        return path.outsideValidity(time)
                .or(() -> path.brokenConstraints(time))
                .or(() -> path.notCleared(revocations, time))
                .orElseGet(() -> new Verdict.Trusted(path));
    }

    /** Whether the certificate's key usage lets its key sign documents; one without that extension may not. */
    public static boolean maySign(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        return usage != null && (usage[DIGITAL_SIGNATURE] || usage[NON_REPUDIATION]);
    }

    /** @param untried candidates; each is tried once, or crafted chains could keep the search busy for hours */
    private static Optional<CertificatePath> build(
            List<X509Certificate> path, Set<X509Certificate> untried, TrustAnchors anchors) {
        X509Certificate last = path.getLast();
        if (anchors.certificates().contains(last)) {
            return Optional.of(new CertificatePath(path));
        }
        for (X509Certificate anchor : anchors.certificates()) {
            if (issued(anchor, last)) {
                return Optional.of(new CertificatePath(with(path, anchor)));
            }
        }
        if (path.size() == MAX_LENGTH - 1) {
            return Optional.empty();
        }
        for (X509Certificate candidate : List.copyOf(untried)) {
            if (!path.contains(candidate) && issued(candidate, last) && untried.remove(candidate)) {
                Optional<CertificatePath> found = build(with(path, candidate), untried, anchors);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static List<X509Certificate> with(List<X509Certificate> path, X509Certificate next) {
        List<X509Certificate> longer = new ArrayList<>(path);
        longer.add(next);
        return longer;
    }

    /** Whether the issuer's name and key are those behind the subject's certificate. */
    static boolean issued(X509Certificate issuer, X509Certificate subject) {
        return issuer.getSubjectX500Principal().equals(subject.getIssuerX500Principal())
                && KnownSignatures.verified(subject, issuer.getPublicKey());
    }

    private Optional<Verdict> outsideValidity(Instant time) {
        for (X509Certificate certificate : belowAnchor()) {
            boolean authority = !certificate.equals(certificates.getFirst());
            if (time.isBefore(certificate.getNotBefore().toInstant())) {
                return Optional.of(
                        new Verdict.NotYetValid(certificate.getNotBefore().toInstant()));
            }
            if (time.isAfter(certificate.getNotAfter().toInstant())) {
                return Optional.of(new Verdict.Expired(
                        certificate, certificate.getNotAfter().toInstant(), authority));
            }
        }
        return Optional.empty();
    }

    /** Basic constraints, path length, key usage of authorities, name constraints, weak algorithms: the JDK's own PKIX. */
    private Optional<Verdict> brokenConstraints(Instant time) {
        List<X509Certificate> below = belowAnchor();
        if (below.isEmpty()) {
            return Optional.empty();
        }
        return KnownConstraints.broken(certificates, time, () -> pkix(below, time))
                .map(Verdict.ConstraintsBroken::new);
    }

    private Optional<String> pkix(List<X509Certificate> below, Instant time) {
        try {
            CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(below);
            PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor(), null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(time));
            CertPathValidator.getInstance("PKIX").validate(path, parameters);
            return Optional.empty();
        } catch (CertPathValidatorException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (InvalidAlgorithmParameterException e) {
            throw new IllegalStateException(e);
        } catch (GeneralSecurityException e) {
            return Optional.of("unreadable certificate");
        }
    }

    private Optional<Verdict> notCleared(RevocationSource revocations, Instant time) {
        for (int i = 0; i < certificates.size() - 1; i++) {
            X509Certificate certificate = certificates.get(i);
            Verdict verdict = switch (revocations.status(certificate, certificates.get(i + 1), time)) {
                case RevocationSource.Answer.Good() -> null;
                case RevocationSource.Answer.Revoked(Instant since) -> new Verdict.Revoked(certificate, since, i > 0);
                case RevocationSource.Answer.Stale(Instant due) -> new Verdict.RevocationStale(certificate, due);
                case RevocationSource.Answer.Unknown() -> new Verdict.RevocationUnknown(certificate);
            };
            if (verdict != null) {
                return Optional.of(verdict);
            }
        }
        return Optional.empty();
    }

    private List<X509Certificate> belowAnchor() {
        return certificates.subList(0, certificates.size() - 1);
    }
}
