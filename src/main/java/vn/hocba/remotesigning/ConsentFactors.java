package vn.hocba.remotesigning;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The PIN and OTP that a signer typed in, by {@link Factor#id()}.
 *
 * <p>Security guarantees: neither {@link #toString()} nor JSON shows a value, and {@link #wipe()} overwrites them. They are
 * passed through once and never stored or logged. Safe for one request at a time, not for several threads.
 */
public final class ConsentFactors {

    private static final String HIDDEN = "ConsentFactors[hidden]";
    private static final int MOST_FACTORS = 8;
    private static final int MOST_CHARACTERS = 256;

    private final Map<String, char[]> values;
    private boolean wiped;

    private ConsentFactors(Map<String, char[]> values) {
        this.values = values;
    }

    /** Nothing was typed in: the person consents elsewhere. */
    public static ConsentFactors none() {
        return new ConsentFactors(Map.of());
    }

    /**
     * Copies the values; the caller wipes its own.
     *
     * @param values at most 8, each of 1 to 256 characters
     * @throws IllegalArgumentException beyond these bounds; the message leaves the values out
     */
    public static ConsentFactors of(Map<String, char[]> values) {
        if (values.size() > MOST_FACTORS) {
            throw new IllegalArgumentException("more than " + MOST_FACTORS + " factors");
        }
        var copy = new LinkedHashMap<String, char[]>();
        values.forEach((id, value) -> {
            if (value.length < 1 || value.length > MOST_CHARACTERS) {
                throw new IllegalArgumentException("a factor has 1 to " + MOST_CHARACTERS + " characters");
            }
            copy.put(WireText.bounded("factor id", id, 255), value.clone());
        });
        return new ConsentFactors(copy);
    }

    /** The factors' ids, in the order given. */
    public Set<String> ids() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /**
     * The value of one factor, for the service's wire only.
     *
     * @throws IllegalArgumentException for an id that is not among {@link #ids()}
     * @throws IllegalStateException after {@link #wipe()}
     */
    public char[] reveal(String id) {
        if (wiped) {
            throw new IllegalStateException("the factors are wiped");
        }
        var value = values.get(id);
        if (value == null) {
            throw new IllegalArgumentException("no such factor");
        }
        return value.clone();
    }

    /** Overwrites all values; afterwards none can be revealed. */
    public void wipe() {
        values.values().forEach(value -> Arrays.fill(value, '\0'));
        wiped = true;
    }

    @Override
    @JsonValue
    public String toString() {
        return HIDDEN;
    }
}
