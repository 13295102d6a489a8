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
        BigDecimal shortest = number.stripTrailingZeros();
        // Looked at before any rescaling: 1e999999999 is a few bytes of JSON and a gigabyte of digits.
        long integerDigits = (long) shortest.precision() - shortest.scale();
        if (integerDigits > MOST_DIGITS || shortest.scale() > MOST_DIGITS) {
            throw new InvalidValueException(
                    property,
                    "“" + property + "” có quá nhiều chữ số.",
                    "“" + property + "” has more than " + MOST_DIGITS + " digits before or after the decimal point.");
        }
        return shortest.setScale(Math.max(0, shortest.scale()));
    }
}
