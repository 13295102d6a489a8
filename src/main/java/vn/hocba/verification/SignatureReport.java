package vn.hocba.verification;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import vn.hocba.pki.CertificateSubject;
import vn.hocba.transcript.Slot;
import vn.hocba.xades.SignatureLevel;

/**
 * The verdict on one signature.
 *
 * @param slot where it stands
 * @param signatureId its {@code Id}; empty when its shape is not accepted
 * @param objection what stands against it; empty when it is TOTAL_PASSED
 * @param level by what the signature carries; B when its shape is not accepted
 * @param provenTime by which timestamps prove that it existed; empty without a timestamp that holds
 * @param claim what it says about itself; only to be shown as true when there is no objection
 * @param evidence what the verdict rests on; empty when its shape is not accepted
 */
public record SignatureReport(
        Slot slot,
        String signatureId,
        SignatureLevel level,
        Optional<Instant> provenTime,
        Optional<Objection> objection,
        Optional<Claim> claim,
        Optional<SignatureEvidence> evidence) {

    /**
     * What a signature says about itself.
     *
     * @param certificate of the signer
     * @param subject the certificate's holder, where it names one
     * @param signingTime claimed by the signer
     * @param roles claimed by the signer
     * @param covered {@code Id}s of the document's elements that it covers
     */
    public record Claim(
            X509Certificate certificate,
            Optional<CertificateSubject> subject,
            Instant signingTime,
            List<String> roles,
            List<String> covered) {

        public Claim {
            roles = List.copyOf(roles);
            covered = List.copyOf(covered);
        }

        /** The signer's name for people. */
        public String signer() {
            return CertificateSubject.displayName(certificate);
        }
    }

    /** The main result. */
    public Indication indication() {
        return objection.map(o -> o.subIndication().indication()).orElse(Indication.TOTAL_PASSED);
    }
}
