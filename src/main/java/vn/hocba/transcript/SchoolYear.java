package vn.hocba.transcript;

import java.util.regex.Pattern;

/**
 * A school year (năm học), written {@code 2025-2026}.
 *
 * @param value two consecutive years between 2000 and 2200, joined by a hyphen
 */
public record SchoolYear(String value) implements Comparable<SchoolYear> {
    private static final Pattern FORM = Pattern.compile("2[01][0-9]{2}-2[0-2][0-9]{2}");

    /** @throws InvalidValueException when the years do not follow one another, such as {@code 2025-2027} */
    public SchoolYear {
        value = Text.matching("schoolYear", value, FORM, "năm học, ví dụ 2025-2026", "a school year such as 2025-2026");
        if (Integer.parseInt(value.substring(5)) != Integer.parseInt(value.substring(0, 4)) + 1) {
            throw new InvalidValueException(
                    "schoolYear",
                    "Năm học “" + value + "” không hợp lệ: hai năm phải liền nhau.",
                    "“" + value + "” is not a school year: its two years must follow one another.");
        }
    }

    /** The school year that starts in September of the given year. */
    public static SchoolYear starting(int year) {
        return new SchoolYear(year + "-" + (year + 1));
    }

    /** The calendar year of the first term's start. */
    public int startYear() {
        return Integer.parseInt(value.substring(0, 4));
    }

    /** The calendar year of the second term's end. */
    public int endYear() {
        return startYear() + 1;
    }

    @Override
    public int compareTo(SchoolYear other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
