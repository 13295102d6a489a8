package vn.hocba.sandbox.signing;

import java.util.Locale;
import java.util.Optional;

/** What the person with the phone does when asked. */
public enum Approval {
    /** approves a moment later */
    AUTO,
    /** decides on the consent page */
    MANUAL,
    /** refuses a moment later */
    REFUSE,
    /** never answers */
    IGNORE,
    /** has no app that could ask: RSSP says so, on other wires nobody ever answers */
    UNREADY;

    public static Optional<Approval> named(String name) {
        for (Approval approval : values()) {
            if (approval.wireName().equals(name)) {
                return Optional.of(approval);
            }
        }
        return Optional.empty();
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
