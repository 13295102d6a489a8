package vn.hocba.transcript;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One line of the study history (quá trình học tập).
 *
 * @param schoolYear the school year, in the form of {@link SchoolYear}
 * @param className class, for example {@code 3A}
 * @param schoolName name and place of the school
 * @param registerNumber number in that school's register (số đăng bộ)
 * @param admissionDate date of admission or transfer
 */
public record StudyPeriod(
        @Nullable String schoolYear,
        @Nullable String className,
        @Nullable String schoolName,
        @Nullable String registerNumber,
        @Nullable LocalDate admissionDate) {

    /** @throws InvalidValueException for a malformed school year or text that XML cannot carry */
    public StudyPeriod {
        schoolYear = Text.optional("schoolYear", schoolYear);
        if (schoolYear != null) {
            schoolYear = new SchoolYear(schoolYear).value();
        }
        className = Text.optional("className", className);
        schoolName = Text.optional("schoolName", schoolName);
        registerNumber = Text.optional("registerNumber", registerNumber);
        admissionDate = Dates.optional("admissionDate", admissionDate);
    }
}
