package vn.hocba.sandbox.faults;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What goes wrong, and where it can. */
public enum FaultKind {
    /** another HTTP status instead of doing anything */
    STATUS(Wire.values()),
    /** done, but the answer breaks off */
    MALFORMED(Wire.values()),
    /** the connection breaks before anything is done */
    DROP_BEFORE(Wire.values()),
    /** done, then the connection breaks */
    DROP_AFTER(Wire.values()),
    /** done, after a delay */
    DELAY(Wire.values()),
    /** done, but the last signature is missing from the answer */
    SHORT(Wire.SIGNING),
    /** done, but the answer has one signature more */
    SURPLUS(Wire.SIGNING),
    /** done, but the first signature of the answer does not verify */
    WRONG_SIGNATURE(Wire.SIGNING),
    /** done, but the signatures come in another order */
    SHUFFLED(Wire.SIGNING),
    /** done, but the second signature is the first once more */
    DUPLICATE(Wire.SIGNING),
    /** the service's own words for no: a PKIStatus rejection with its failInfo, or tryLater */
    REFUSAL(Wire.TIMESTAMPS, Wire.OCSP),
    /** a timestamp over another digest */
    WRONG_IMPRINT(Wire.TIMESTAMPS),
    /** an answer to somebody else's request, by its nonce */
    WRONG_NONCE(Wire.TIMESTAMPS, Wire.OCSP),
    /** signed with a certificate that is not for this purpose */
    WRONG_PURPOSE(Wire.TIMESTAMPS, Wire.OCSP),
    /** signed with a certificate of an authority that only bears the right name */
    WRONG_SIGNER(Wire.TIMESTAMPS, Wire.OCSP),
    /** an honest answer about another certificate */
    WRONG_CERTIFICATE(Wire.OCSP),
    /** the certificate is said to be revoked */
    REVOKED(Wire.OCSP),
    /** the certificate is said to be unknown */
    UNKNOWN(Wire.OCSP),
    /** what was true a month ago and should have been renewed since */
    STALE(Wire.OCSP, Wire.LISTS);

    private final Set<Wire> wires;

    FaultKind(Wire... wires) {
        this.wires = EnumSet.copyOf(Arrays.asList(wires));
    }

    /** Whether it can happen to the operation. */
    public boolean fits(String operation) {
        return wires.contains(Wire.of(operation));
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
