package vn.hocba.sandbox.ca;

import java.time.Instant;

/**
 * That a certificate is revoked.
 *
 * @param at since when, to the second on the wire
 */
public record Revocation(Instant at, RevocationReason reason) {

    /** As of this moment, because the holder may no longer sign. */
    public static Revocation now() {
        return new Revocation(Instant.now(), RevocationReason.PRIVILEGE_WITHDRAWN);
    }
}
