package vn.hocba.testing;

import java.util.Locale;

/**
 * A moment on one of the API's wires at which a test lets it die.
 *
 * @param what the call, or {@code COMMIT}
 * @param occurrence counted from 1, within one ceremony
 * @param phase on which side of the other end's work
 */
public record WirePoint(String what, int occurrence, Phase phase) {

    /** Side of the other end's work. */
    public enum Phase {
        /** The API has sent it, the other end has not received it. */
        BEFORE,
        /** The other end has done it, its answer is not delivered. */
        AFTER
    }

    @Override
    public String toString() {
        return phase.name().toLowerCase(Locale.ROOT) + " " + what + " #" + occurrence;
    }
}
