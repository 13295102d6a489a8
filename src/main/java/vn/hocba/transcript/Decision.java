package vn.hocba.transcript;

import org.jspecify.annotations.Nullable;

/**
 * The year's decision on the pupil, after the summer where there was a re-assessment.
 *
 * @param programmeCompleted completed the grade's programme (hoàn thành chương trình lớp học)
 * @param promoted promoted to the next grade (được lên lớp); in grade 5 null
 * @param primaryCompleted completed primary school (hoàn thành chương trình tiểu học), grade 5 only
 * @param note further words of the decision
 */
public record Decision(
        @Nullable Boolean programmeCompleted,
        @Nullable Boolean promoted,
        @Nullable Boolean primaryCompleted,
        @Nullable String note) {

    /** @throws InvalidValueException for text that XML cannot carry */
    public Decision {
        note = Text.optional("note", note);
    }
}
