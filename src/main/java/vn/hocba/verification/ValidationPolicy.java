package vn.hocba.verification;

import java.time.Instant;
import vn.hocba.pki.RevocationLists;
import vn.hocba.pki.TrustAnchors;

/**
 * What a validation believes, as inputs: the validator itself reads neither clock nor network.
 *
 * @param anchors the authorities that are believed
 * @param revocations revocation lists at hand
 * @param time the time of validation
 */
public record ValidationPolicy(TrustAnchors anchors, RevocationLists revocations, Instant time) {}
