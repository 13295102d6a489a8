package vn.hocba.sandbox.faults;

import java.util.Locale;
import java.util.Optional;

/** What goes wrong. */
public enum FaultKind {
    /** another HTTP status instead of doing anything */
    STATUS,
    /** done, but the JSON of the answer breaks off */
    MALFORMED,
    /** done, but the last signature is missing from the answer */
    SHORT,
    /** done, but the answer has one signature more */
    SURPLUS,
    /** done, but the first signature of the answer does not verify */
    WRONG_SIGNATURE,
    /** done, but the signatures come in another order */
    SHUFFLED,
    /** done, but the second signature is the first once more */
    DUPLICATE,
    /** the connection breaks before anything is done */
    DROP_BEFORE,
    /** done, then the connection breaks */
    DROP_AFTER,
    /** done, after a delay */
    DELAY;

    public static Optional<FaultKind> named(String name) {
        for (FaultKind kind : values()) {
            if (kind.wireName().equals(name)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
