package vn.hocba.pki;

import java.security.PublicKey;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * Signatures of authorities that were found good before: a class's files share their chains and lists. Only what verified is kept,
 * under the whole of what was signed and the key, so that nothing can be believed here that would not verify again.
 */
final class KnownSignatures {

    private static final int MAX_KEPT = 2_000;
    private static final Set<Known> KEPT = ConcurrentHashMap.newKeySet();

    private record Known(Object signed, PublicKey by) {}

    private KnownSignatures() {}

    /**
     * Whether it is signed by the key.
     *
     * @param signed a certificate or list, equal only to one of the same bytes
     * @param verification asked when nothing is known
     */
    static boolean verified(Object signed, PublicKey by, BooleanSupplier verification) {
        Known known = new Known(signed, by);
        if (KEPT.contains(known)) {
            return true;
        }
        if (!verification.getAsBoolean()) {
            return false;
        }
        if (KEPT.size() >= MAX_KEPT) {
            KEPT.clear();
        }
        KEPT.add(known);
        return true;
    }
}
