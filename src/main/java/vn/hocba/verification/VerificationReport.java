package vn.hocba.verification;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import vn.hocba.pki.CertificatePath;
import vn.hocba.pki.DigestAlgorithm;
import vn.hocba.pki.RevocationEvidence;
import vn.hocba.pki.RevocationSource.Answer;
import vn.hocba.pki.SignatureAlgorithm;

/** The parts of the full report on an uploaded file, as they are sent. */
public final class VerificationReport {

    private VerificationReport() {}

    /**
     * What was believed.
     *
     * @param anchors SHA-256 of the trust anchors' certificates, in hexadecimal
     * @param algorithms that are accepted, and until when
     */
    @Schema(name = "VerificationPolicy")
    public record Policy(List<String> anchors, List<AcceptedAlgorithm> algorithms) {

        static Policy of(ValidationPolicy policy) {
            return new Policy(
                    policy.anchors().certificates().stream()
                            .map(VerificationReport::fingerprint)
                            .sorted()
                            .toList(),
                    policy.algorithms().signatures().entrySet().stream()
                            .map(e -> new AcceptedAlgorithm(
                                    e.getKey(), e.getValue().equals(Instant.MAX) ? null : e.getValue()))
                            .sorted(Comparator.comparing(AcceptedAlgorithm::algorithm))
                            .toList());
        }
    }

    /**
     * An accepted signature algorithm.
     *
     * @param until believed for signatures that are proven to be older; absent for no end
     */
    @Schema(name = "AcceptedAlgorithm")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record AcceptedAlgorithm(
            SignatureAlgorithm algorithm, @Nullable Instant until) {}

    /**
     * What the verdict on one signature rests on; for a signature that is not valid, as far as the checks went.
     *
     * @param key kind and bits of the signer's key, such as {@code RSA 2048}; absent when no certificate is named
     * @param certificatePath the signer's certificate first, the trust anchor's last; empty unless it is trusted
     * @param pathCheckedFor the time for which the path was checked: the proven time, or the time of validation
     * @param timestamps that hold, the newest first
     * @param revocations what was believed about the certificates' revocation
     */
    @Schema(name = "SignatureEvidence")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Evidence(
            SignatureAlgorithm algorithm,
            @Nullable String key,
            List<Reference> references,
            List<Certificate> certificatePath,
            @Nullable Instant pathCheckedFor,
            List<Timestamp> timestamps,
            List<Revocation> revocations) {

        static @Nullable Evidence of(SignatureReport report) {
            return report.evidence()
                    .map(evidence -> new Evidence(
                            evidence.algorithm(),
                            report.claim()
                                    .map(claim -> keyOf(claim.certificate()))
                                    .orElse(null),
                            evidence.references().stream()
                                    .map(r -> new Reference(r.id(), r.digest(), r.properties()))
                                    .toList(),
                            evidence.path()
                                    .map(path -> certificates(path.path()))
                                    .orElse(List.of()),
                            evidence.path()
                                    .map(SignatureEvidence.CheckedPath::time)
                                    .orElse(null),
                            evidence.timestamps().stream().map(Timestamp::of).toList(),
                            evidence.revocations().stream()
                                    .map(Revocation::of)
                                    .distinct()
                                    .toList()))
                    .orElse(null);
        }
    }

    /**
     * What is digested.
     *
     * @param id of the element
     * @param properties whether it is the signature's own signed properties
     */
    @Schema(name = "SignedReference")
    public record Reference(String id, DigestAlgorithm digest, boolean properties) {}

    /**
     * A certificate.
     *
     * @param subject distinguished name (RFC 2253)
     * @param serialNumber in hexadecimal
     * @param sha256 of the certificate, in hexadecimal
     */
    @Schema(name = "CertificateDescription")
    public record Certificate(
            String subject, String issuer, String serialNumber, Instant notBefore, Instant notAfter, String sha256) {

        static Certificate of(X509Certificate certificate) {
            return new Certificate(
                    certificate.getSubjectX500Principal().getName(),
                    certificate.getIssuerX500Principal().getName(),
                    certificate.getSerialNumber().toString(16),
                    certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant(),
                    fingerprint(certificate));
        }
    }

    /**
     * A timestamp that holds.
     *
     * @param kind over the signature value (SIGNATURE), or over all that the signature covers and carries (ARCHIVE)
     * @param time by which it proves that those existed
     * @param checkedFor the time for which the authority's certificate was checked
     */
    @Schema(name = "CheckedTimestamp")
    public record Timestamp(
            SignatureEvidence.TimestampKind kind, Instant time, List<Certificate> certificatePath, Instant checkedFor) {

        static Timestamp of(SignatureEvidence.CheckedTimestamp timestamp) {
            return new Timestamp(
                    timestamp.kind(),
                    timestamp.time(),
                    certificates(timestamp.path().path()),
                    timestamp.path().time());
        }
    }

    /** What revocation data say of a certificate. */
    public enum RevocationStatus {
        /** Not revoked by then. */
        GOOD,
        /** Revoked. */
        REVOKED,
        /** The data were overdue. */
        STALE,
        /** The data say nothing. */
        UNKNOWN
    }

    /**
     * What was believed about a certificate's revocation.
     *
     * @param subject whose certificate
     * @param kind of the data
     * @param embedded whether the file carries them
     * @param made when
     * @param due when newer ones were promised; absent when they were not
     * @param checkedFor the time for which they were asked
     * @param since when it was revoked
     */
    @Schema(name = "RevocationEvidence")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Revocation(
            String subject,
            RevocationEvidence.Kind kind,
            boolean embedded,
            Instant made,
            @Nullable Instant due,
            Instant checkedFor,
            RevocationStatus status,
            @Nullable Instant since) {

        static Revocation of(SignatureEvidence.ConsultedRevocation consulted) {
            RevocationEvidence evidence = consulted.statement().evidence();
            Answer answer = consulted.statement().answer();
            return new Revocation(
                    consulted.certificate().getSubjectX500Principal().getName(),
                    evidence.kind(),
                    consulted.embedded(),
                    evidence.made(),
                    evidence.due().orElse(null),
                    consulted.time(),
                    switch (answer) {
                        case Answer.Good good -> RevocationStatus.GOOD;
                        case Answer.Revoked revoked -> RevocationStatus.REVOKED;
                        case Answer.Stale stale -> RevocationStatus.STALE;
                        case Answer.Unknown unknown -> RevocationStatus.UNKNOWN;
                    },
                    answer instanceof Answer.Revoked(Instant since) ? since : null);
        }
    }

    private static List<Certificate> certificates(CertificatePath path) {
        return path.certificates().stream().map(Certificate::of).toList();
    }

    private static String keyOf(X509Certificate certificate) {
        return switch (certificate.getPublicKey()) {
            case RSAKey rsa -> "RSA " + rsa.getModulus().bitLength();
            case ECKey ec -> "EC " + ec.getParams().getOrder().bitLength();
            default -> certificate.getPublicKey().getAlgorithm();
        };
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(DigestAlgorithm.SHA256.digest(certificate.getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was read cannot be written", e);
        }
    }
}
