package vn.hocba.verification;

import java.time.Instant;
import vn.hocba.pki.RevocationSource;
import vn.hocba.pki.TrustAnchors;

/**
 * What a validation believes, as inputs: the validator itself reads neither clock nor network.
 *
 * @param anchors the authorities that are believed
 * @param revocations revocation data at hand, besides those that the file carries
 * @param time the time of validation
 * @param algorithms which algorithms and keys are believed, and until when
 */
public record ValidationPolicy(
        TrustAnchors anchors, RevocationSource revocations, Instant time, AlgorithmPolicy algorithms) {

    /** With the algorithms that the product ships as believed. */
    public ValidationPolicy(TrustAnchors anchors, RevocationSource revocations, Instant time) {
        this(anchors, revocations, time, AlgorithmPolicy.shipped());
    }
}
