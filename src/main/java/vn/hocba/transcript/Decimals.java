package vn.hocba.transcript;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** How this package takes decimal numbers in: one form per value, so that equal numbers are equal records. */
final class Decimals {
    private static final int MOST_DIGITS = 6;

    private Decimals() {}

    /** Without trailing zeros or exponent; 7.0 and 7 become the same value. */
    static @Nullable BigDecimal normalised(String property, @Nullable BigDecimal number) {
        if (number == null) {
            return null;
        }
        if (number.signum() == 0) {
            return BigDecimal.ZERO;
        }
        // Looked at before any rescaling: 1e999999999 is a few bytes of JSON and a gigabyte of digits.
        BigDecimal shortest = number.precision() > 2 * MOST_DIGITS ? number : number.stripTrailingZeros();
        if (shortest.precision() > MOST_DIGITS || Math.abs((long) shortest.scale()) > MOST_DIGITS) {
            throw new InvalidValueException(
                    property,
                    "“" + property + "” có quá nhiều chữ số.",
                    "“" + property + "” has more than " + MOST_DIGITS + " digits.");
        }
        return shortest.setScale(Math.max(0, shortest.scale()));
    }
}
