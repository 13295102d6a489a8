package vn.hocba.transcript;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A subject's result of the year, grades 1-5.
 *
 * @param subject the subject
 * @param language which language, for the language subjects, for example {@code Tiếng Anh}
 * @param level level reached at the end of the year
 * @param yearEndMark year-end test mark; whole marks 1-10 are valid, anything else is for validation to report
 * @param midTermMark mid-term test mark, likewise
 * @param comment the teacher's comment
 */
public record SubjectRow(
        @Nullable Subject subject,
        @Nullable String language,
        @Nullable SubjectLevel level,
        @Nullable BigDecimal yearEndMark,
        @Nullable BigDecimal midTermMark,
        @Nullable String comment) {

    /** @throws InvalidValueException for numbers of more than 6 digits before or after the point, or text that XML cannot carry */
    public SubjectRow {
        language = Text.optional("language", language);
        yearEndMark = Decimals.normalised("yearEndMark", yearEndMark);
        midTermMark = Decimals.normalised("midTermMark", midTermMark);
        comment = Text.optional("comment", comment);
    }
}
