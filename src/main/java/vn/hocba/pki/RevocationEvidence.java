package vn.hocba.pki;

import java.security.PublicKey;
import java.time.Instant;
import java.util.Optional;

/**
 * What a statement about a certificate's revocation rests on.
 *
 * @param made when the data were made
 * @param due when newer data were promised; empty when they were not
 * @param algorithm by which they are signed; empty for one that is not accepted here, such as those with SHA-1
 * @param key that signed them
 */
public record RevocationEvidence(
        Kind kind, Instant made, Optional<Instant> due, Optional<SignatureAlgorithm> algorithm, PublicKey key) {

    /** Where statements come from. */
    public enum Kind {
        /** An answer of an OCSP responder. */
        OCSP,
        /** A certificate revocation list. */
        CRL
    }
}
