package vn.hocba.transcript;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Results of grades 1-5 (Thông tư 27/2020/TT-BGDĐT), as they stood at the end of the second term.
 *
 * @param subjects one row per subject
 * @param qualities level of each main quality
 * @param qualitiesComment the homeroom teacher's comment on the qualities
 * @param competences level of each core competence
 * @param generalCompetencesComment comment on the general competences
 * @param specificCompetencesComment comment on the specific competences
 * @param yearResult the year's overall result, before the summer
 * @param summer what was assessed anew after summer training; null when there was none
 */
public record PrimaryResults(
        List<SubjectRow> subjects,
        Map<Quality, TraitLevel> qualities,
        @Nullable String qualitiesComment,
        Map<Competence, TraitLevel> competences,
        @Nullable String generalCompetencesComment,
        @Nullable String specificCompetencesComment,
        @Nullable YearResult yearResult,
        @Nullable SummerReassessment summer)
        implements Results {

    /** @throws InvalidValueException for a list with null in it or text that XML cannot carry */
    public PrimaryResults {
        subjects = Copies.list("subjects", subjects);
        qualities = Copies.map(Quality.class, qualities);
        qualitiesComment = Text.optional("qualitiesComment", qualitiesComment);
        competences = Copies.map(Competence.class, competences);
        generalCompetencesComment = Text.optional("generalCompetencesComment", generalCompetencesComment);
        specificCompetencesComment = Text.optional("specificCompetencesComment", specificCompetencesComment);
    }
}
