package vn.hocba.transcript;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Results after summer training (rèn luyện trong hè) and re-assessment (kiểm tra lại). Holds only what was assessed anew; the
 * results before the summer stay in {@link PrimaryResults}, so that the transcript shows both.
 *
 * @param subjects rows of the subjects that were assessed again
 * @param qualities qualities that were assessed again
 * @param competences competences that were assessed again
 * @param yearResult the year's overall result after the summer
 * @param comment the teacher's comment on the summer's work
 */
public record SummerReassessment(
        List<SubjectRow> subjects,
        Map<Quality, TraitLevel> qualities,
        Map<Competence, TraitLevel> competences,
        @Nullable YearResult yearResult,
        @Nullable String comment) {

    /** @throws InvalidValueException for a list with null in it or text that XML cannot carry */
    public SummerReassessment {
        subjects = Copies.list("subjects", subjects);
        qualities = Copies.map(Quality.class, qualities);
        competences = Copies.map(Competence.class, competences);
        comment = Text.optional("comment", comment);
    }
}
