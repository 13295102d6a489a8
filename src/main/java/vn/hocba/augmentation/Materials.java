package vn.hocba.augmentation;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import vn.hocba.augmentation.AugmentationFailure.Code;
import vn.hocba.pki.CertificatePath;
import vn.hocba.pki.RevocationData;
import vn.hocba.pki.RevocationSource;
import vn.hocba.pki.TimestampToken;
import vn.hocba.pki.TimestampVerifier;
import vn.hocba.pki.ValidationMaterial;
import vn.hocba.pki.client.RevocationClient;
import vn.hocba.signing.Trust;
import vn.hocba.verification.AlgorithmPolicy;

/**
 * What signatures and timestamps are validated with long after: their paths, and fresh proof of each certificate's status. The
 * proofs are fetched once for all documents that need them. May read the network, so call it from a worker.
 */
@ApplicationScoped
class Materials {

    /** A path is wanted even of a certificate that was revoked since: what was signed before stays valid, and is proven so. */
    private static final RevocationSource NOT_ASKED_YET = new RevocationSource() {

        @Override
        public List<Statement> statements(X509Certificate certificate, X509Certificate issuer, Instant time) {
            return List.of();
        }

        @Override
        public Answer status(X509Certificate certificate, X509Certificate issuer, Instant time) {
            return new Answer.Good();
        }
    };

    private final Trust trust;
    private final RevocationClient revocations;
    private final Clock clock;

    Materials(Trust trust, RevocationClient revocations, Clock clock) {
        this.trust = trust;
        this.revocations = revocations;
        this.clock = clock;
    }

    /** Says of each certificate what the configured responders and lists say now. */
    RevocationSource live() {
        return revocations.source();
    }

    /** @param certificates a signer's first, then those that came with it */
    ValidationMaterial ofSigner(List<X509Certificate> certificates) {
        return switch (CertificatePath.validate(
                certificates.getFirst(), certificates, trust.anchors(), NOT_ASKED_YET, clock.instant())) {
            case CertificatePath.Verdict.Trusted(CertificatePath path) -> of(path);
            case CertificatePath.Verdict reason -> throw untrusted(reason);
        };
    }

    ValidationMaterial ofTimestamp(TimestampToken token) {
        return of(path(token));
    }

    /** Until when a timestamp is believed, by its authority's certificates and by the algorithms. */
    Instant believedUntil(TimestampToken token) {
        CertificatePath path = path(token);
        Instant until = token.algorithm()
                .map(digest -> AlgorithmPolicy.shipped().believedUntil(digest, path))
                .orElse(Instant.MIN);
        for (X509Certificate certificate : path.certificates()) {
            Instant end = certificate.getNotAfter().toInstant();
            until = end.isBefore(until) ? end : until;
        }
        return until;
    }

    private CertificatePath path(TimestampToken token) {
        TimestampVerifier verifier = new TimestampVerifier(trust.anchors(), NOT_ASKED_YET, Set.of());
        return switch (verifier.believed(token, List.of(), clock.instant())) {
            case TimestampVerifier.Verdict.Proven(Instant time, X509Certificate authority, CertificatePath path) ->
                path;
            case TimestampVerifier.Verdict reason -> throw untrusted(reason);
        };
    }

    private ValidationMaterial of(CertificatePath path) {
        RevocationData data = revocations.data(path);
        List<X509Certificate> chain = path.certificates();
        Instant now = clock.instant();
        for (int i = 0; i + 1 < chain.size(); i++) {
            switch (data.status(chain.get(i), chain.get(i + 1), now)) {
                case RevocationSource.Answer.Good good -> {}
                case RevocationSource.Answer.Revoked revoked -> {}
                case RevocationSource.Answer.Stale stale -> throw missing(chain.get(i));
                case RevocationSource.Answer.Unknown unknown -> throw missing(chain.get(i));
            }
        }
        List<X509Certificate> certificates = new ArrayList<>(chain);
        data.ocsp().forEach(answer -> certificates.addAll(answer.certificates()));
        return new ValidationMaterial(certificates, data);
    }

    private static AugmentationFailure missing(X509Certificate certificate) {
        return new AugmentationFailure(
                Code.REVOCATION_DATA_UNAVAILABLE,
                "nobody says freshly whether this was revoked: " + certificate.getSubjectX500Principal());
    }

    private static AugmentationFailure untrusted(Object reason) {
        return new AugmentationFailure(Code.CERTIFICATE_NOT_TRUSTED, String.valueOf(reason));
    }
}
