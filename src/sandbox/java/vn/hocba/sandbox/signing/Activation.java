package vn.hocba.sandbox.signing;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import vn.hocba.sandbox.signing.SigningRefused.Reason;

/**
 * Signature activation data: what one consent allows. Signatures are taken from it before they are made, so that no
 * two callers get the same one.
 */
final class Activation {

    private final Credential credential;
    private final boolean bound;
    private final Instant expires;
    private final Set<Digest> open;
    private int remaining;

    Activation(Credential credential, int numSignatures, List<Digest> digests, Instant expires) {
        this.credential = credential;
        this.bound = credential.settings().scal() == 2;
        this.expires = expires;
        this.open = new HashSet<>(digests);
        this.remaining = numSignatures;
    }

    Credential credential() {
        return credential;
    }

    Instant expires() {
        return expires;
    }

    synchronized int remaining() {
        return remaining;
    }

    /** Takes the digests out, all or none. */
    synchronized void take(List<Digest> digests) {
        if (Instant.now().isAfter(expires)) {
            throw new SigningRefused(Reason.ACTIVATION_EXPIRED);
        }
        if (remaining == 0) {
            throw new SigningRefused(Reason.INVALID_ACTIVATION);
        }
        boolean repeated = new HashSet<>(digests).size() != digests.size();
        if (digests.size() > remaining || (bound && (repeated || !open.containsAll(digests)))) {
            throw new SigningRefused(Reason.DIGEST_NOT_AUTHORISED);
        }
        open.removeAll(Set.copyOf(digests));
        remaining -= digests.size();
    }

    /** Ends this one and hands over what is left of it. */
    synchronized int surrender() {
        if (Instant.now().isAfter(expires)) {
            throw new SigningRefused(Reason.ACTIVATION_EXPIRED);
        }
        if (remaining == 0) {
            throw new SigningRefused(Reason.INVALID_ACTIVATION);
        }
        int left = remaining;
        remaining = 0;
        open.clear();
        return left;
    }
}
