package vn.hocba.transcript;

/** Level of schooling (cấp học), with the ministry's code. */
public enum SchoolLevel {
    PRIMARY("02"),
    LOWER_SECONDARY("03"),
    UPPER_SECONDARY("04"),
    CONTINUING("05");

    private final String code;

    SchoolLevel(String code) {
        this.code = code;
    }

    /** The ministry's two-digit code, for example {@code 02}. */
    public String code() {
        return code;
    }

    /**
     * The level of general education to which a grade belongs.
     *
     * @param grade 1 to 12
     * @throws InvalidValueException for any other grade
     */
    public static SchoolLevel ofGrade(int grade) {
        if (grade < 1 || grade > 12) {
            throw new InvalidValueException(
                    "grade", "Khối lớp phải từ 1 đến 12.", "The grade must be between 1 and 12.");
        }
        if (grade <= 5) {
            return PRIMARY;
        }
        return grade <= 9 ? LOWER_SECONDARY : UPPER_SECONDARY;
    }
}
