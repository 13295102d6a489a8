package vn.hocba.verification;

/** Main result of a validation (ETSI EN 319 102-1 section 5.1.3). */
public enum Indication {
    /** Every check passed. */
    TOTAL_PASSED,
    /** What is at hand does not suffice to say yes or no. */
    INDETERMINATE,
    /** A check failed for good. */
    TOTAL_FAILED;

    /** The less favourable of two. */
    public Indication and(Indication other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
