package vn.hocba.sandbox.faults;

import java.util.Locale;
import java.util.Optional;

/** What goes wrong, and where it can. */
public enum FaultKind {
    /** another HTTP status instead of doing anything */
    STATUS,
    /** done, but the answer breaks off */
    MALFORMED,
    /** the connection breaks before anything is done */
    DROP_BEFORE,
    /** done, then the connection breaks */
    DROP_AFTER,
    /** done, after a delay */
    DELAY,
    /** done, once all faults are forgotten */
    HOLD,
    /** done, but the answer comes byte by byte and never ends */
    DRIP,
    /** done, but the connection stays open without an answer */
    HALF_OPEN,
    /** done, but the last signature is missing from the answer */
    SHORT,
    /** done, but the answer has one signature more */
    SURPLUS,
    /** done, but the first signature of the answer does not verify */
    WRONG_SIGNATURE,
    /** done, but the first signature is a good one of another key of the same kind */
    FOREIGN_SIGNATURE,
    /** done, but the signatures come in another order */
    SHUFFLED,
    /** done, but the second signature is the first once more */
    DUPLICATE,
    /** the service's own words for no: a PKIStatus rejection with its failInfo, or tryLater */
    REFUSAL,
    /** a timestamp over another digest */
    WRONG_IMPRINT,
    /** an answer to somebody else's request, by its nonce */
    WRONG_NONCE,
    /** signed with a certificate that is not for this purpose */
    WRONG_PURPOSE,
    /** signed with a certificate of an authority that only bears the right name */
    WRONG_SIGNER,
    /** an honest answer about another certificate */
    WRONG_CERTIFICATE,
    /** the certificate is said to be revoked */
    REVOKED,
    /** the certificate is said to be unknown */
    UNKNOWN,
    /** what was true a month ago and should have been renewed since */
    STALE;

    /** Whether it can happen to the operation. */
    public boolean fits(String operation) {
        Wire wire = Wire.of(operation);
        return switch (this) {
            case STATUS, MALFORMED, DROP_BEFORE, DROP_AFTER, DELAY, HOLD, DRIP, HALF_OPEN -> true;
            case SHORT, SURPLUS, WRONG_SIGNATURE, FOREIGN_SIGNATURE, SHUFFLED, DUPLICATE -> wire == Wire.SIGNING;
            case REFUSAL, WRONG_NONCE, WRONG_PURPOSE, WRONG_SIGNER -> wire == Wire.TIMESTAMPS || wire == Wire.OCSP;
            case WRONG_IMPRINT -> wire == Wire.TIMESTAMPS;
            case WRONG_CERTIFICATE, REVOKED, UNKNOWN -> wire == Wire.OCSP;
            case STALE -> wire == Wire.OCSP || wire == Wire.LISTS;
        };
    }

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
