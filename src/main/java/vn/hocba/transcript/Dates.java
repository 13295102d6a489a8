package vn.hocba.transcript;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** How this package takes dates in: years of four digits, the only ones that a date on a transcript can have. */
final class Dates {
    private Dates() {}

    static @Nullable LocalDate optional(String property, @Nullable LocalDate date) {
        if (date != null && (date.getYear() < 1900 || date.getYear() > 2999)) {
            throw new InvalidValueException(
                    property,
                    "“" + property + "” phải nằm trong các năm 1900 đến 2999.",
                    "“" + property + "” must lie in the years 1900 to 2999.");
        }
        return date;
    }
}
