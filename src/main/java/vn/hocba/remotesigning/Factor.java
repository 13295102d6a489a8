package vn.hocba.remotesigning;

import java.util.Optional;

/**
 * One thing that the signer types in to consent (CSC v2, an element of {@code auth.objects}).
 *
 * @param id the service's name of it, 1 to 255 characters; the key in {@link ConsentFactors}
 * @param kind what it is for the signer
 * @param label the service's own label, for display only
 * @param format which characters it has
 * @param needsChallenge whether {@link RemoteSigningService#challenge} must be called first, so that the service sends it
 */
public record Factor(String id, Kind kind, Optional<String> label, Format format, boolean needsChallenge) {

    /** Known by heart, or made anew for each consent. */
    public enum Kind {
        PIN,
        OTP
    }

    /** The characters of the value (CSC v2, {@code format}: A or N). */
    public enum Format {
        ALPHANUMERIC,
        NUMERIC
    }

    /** @throws IllegalArgumentException if the id is empty or too long */
    public Factor {
        WireText.bounded("factor id", id, 255);
    }
}
