package vn.hocba.verification;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vn.hocba.pki.CertificatePath;
import vn.hocba.pki.DigestAlgorithm;
import vn.hocba.pki.RevocationSource;
import vn.hocba.pki.SignatureAlgorithm;

/**
 * What the verdict on a signature rests on, for the full report. Of a signature with an objection: as far as the checks went.
 *
 * @param references in the order of SignedInfo
 * @param path of the signer's certificate; empty unless it is trusted
 * @param timestamps that hold, the newest first
 * @param revocations that were consulted, those for the timestamps' certificates first
 */
public record SignatureEvidence(
        SignatureAlgorithm algorithm,
        List<SignedElement> references,
        Optional<CheckedPath> path,
        List<CheckedTimestamp> timestamps,
        List<ConsultedRevocation> revocations) {

    public SignatureEvidence {
        references = List.copyOf(references);
        timestamps = List.copyOf(timestamps);
        revocations = List.copyOf(revocations);
    }

    /**
     * A reference of the signature.
     *
     * @param id of the element that is digested
     * @param properties whether it is the signature's own SignedProperties
     */
    public record SignedElement(String id, DigestAlgorithm digest, boolean properties) {}

    /**
     * A certificate path that was checked.
     *
     * @param time for which it was
     */
    public record CheckedPath(CertificatePath path, Instant time) {}

    /** What a timestamp is over. */
    public enum TimestampKind {
        /** The signature value (level T). */
        SIGNATURE,
        /** The signature with everything that it covers and carries (level LTA). */
        ARCHIVE
    }

    /**
     * A timestamp that holds.
     *
     * @param time that it proves
     * @param path of the authority's certificate, and for when it was checked
     */
    public record CheckedTimestamp(TimestampKind kind, Instant time, CheckedPath path) {}

    /**
     * What was believed about a certificate's revocation.
     *
     * @param embedded whether the file carries it
     * @param time for which it was asked
     */
    public record ConsultedRevocation(
            X509Certificate certificate, RevocationSource.Statement statement, boolean embedded, Instant time) {}
}
