package vn.hocba.curriculum;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.hocba.curriculum.SubjectCatalogue.Entry;
import vn.hocba.curriculum.SubjectCatalogue.Necessity;
import vn.hocba.curriculum.SubjectCatalogue.Test;
import vn.hocba.transcript.Competence;
import vn.hocba.transcript.Placement;
import vn.hocba.transcript.PrimaryResults;
import vn.hocba.transcript.Quality;
import vn.hocba.transcript.Subject;
import vn.hocba.transcript.SubjectLevel;
import vn.hocba.transcript.SubjectRow;
import vn.hocba.transcript.SummerReassessment;
import vn.hocba.transcript.TraitLevel;
import vn.hocba.transcript.YearResult;

/**
 * The year's overall result as Điều 9 derives it from subjects, traits and year-end tests. Exempt subjects do not count; an optional
 * subject counts when the pupil took it.
 */
final class YearAssessment {
    private final Circular27Policy policy;
    private final List<Entry> subjects;
    private final int grade;

    YearAssessment(Circular27Policy policy, SubjectCatalogue catalogue, Placement placement) {
        this.policy = policy;
        this.subjects = catalogue.subjects(placement);
        this.grade = placement.grade();
    }

    /** Before the summer; empty while anything that counts is missing. */
    Optional<YearResult> before(PrimaryResults results) {
        Map<Subject, SubjectRow> rows = new EnumMap<>(Subject.class);
        for (SubjectRow row : results.subjects()) {
            if (row.subject() != null && rows.put(row.subject(), row) != null) {
                return Optional.empty();
            }
        }
        return derive(rows, results.qualities(), results.competences());
    }

    /** With what was assessed anew in place of what was there; empty while anything that counts is missing. */
    Optional<YearResult> after(PrimaryResults results, SummerReassessment summer) {
        if (before(results).isEmpty()) {
            return Optional.empty();
        }
        Map<Subject, SubjectRow> rows = new EnumMap<>(Subject.class);
        results.subjects().forEach(row -> rows.put(Objects.requireNonNull(row.subject()), row));
        for (SubjectRow anew : summer.subjects()) {
            if (anew.subject() != null) {
                rows.computeIfPresent(anew.subject(), (subject, old) -> replaced(old, anew));
            }
        }
        Map<Quality, TraitLevel> qualities = new EnumMap<>(Quality.class);
        qualities.putAll(results.qualities());
        qualities.putAll(summer.qualities());
        Map<Competence, TraitLevel> competences = new EnumMap<>(Competence.class);
        competences.putAll(results.competences());
        competences.putAll(summer.competences());
        return derive(rows, qualities, competences).map(this::capped);
    }

    /** Whether the row keeps the pupil from completing the grade. */
    boolean falls(SubjectRow row) {
        return row.level() == SubjectLevel.NOT_COMPLETED
                || (row.yearEndMark() != null && row.yearEndMark().compareTo(passMark()) < 0);
    }

    private BigDecimal passMark() {
        return BigDecimal.valueOf(policy.yearResults().getLast().lowestMark());
    }

    private YearResult capped(YearResult result) {
        return result.compareTo(policy.bestResultAfterSummer()) < 0 ? policy.bestResultAfterSummer() : result;
    }

    private static SubjectRow replaced(SubjectRow old, SubjectRow anew) {
        return new SubjectRow(
                old.subject(),
                old.language(),
                firstPresent(anew.level(), old.level()),
                firstPresent(anew.yearEndMark(), old.yearEndMark()),
                old.midTermMark(),
                old.comment());
    }

    private static <T> @Nullable T firstPresent(@Nullable T first, @Nullable T second) {
        return first != null ? first : second;
    }

    private Optional<YearResult> derive(
            Map<Subject, SubjectRow> rows,
            Map<Quality, TraitLevel> qualities,
            Map<Competence, TraitLevel> competences) {
        Set<TraitLevel> traits = new HashSet<>(qualities.values());
        traits.addAll(competences.values());
        if (!allSubjects(rows) || !qualities.keySet().containsAll(policy.qualities()) || !allCompetences(competences)) {
            return Optional.empty();
        }
        List<SubjectRow> counting = rows.values().stream()
                .filter(row -> row.level() != SubjectLevel.EXEMPT)
                .toList();
        return Optional.of(policy.yearResults().stream()
                .filter(criterion -> counting.stream().allMatch(row -> meets(row, criterion))
                        && criterion.traits().containsAll(traits))
                .map(Circular27Policy.Criterion::result)
                .findFirst()
                .orElse(YearResult.NOT_COMPLETED));
    }

    private static boolean meets(SubjectRow row, Circular27Policy.Criterion criterion) {
        return criterion.subjects().contains(Objects.requireNonNull(row.level()))
                && (row.yearEndMark() == null
                        || row.yearEndMark().compareTo(BigDecimal.valueOf(criterion.lowestMark())) >= 0);
    }

    private boolean allSubjects(Map<Subject, SubjectRow> rows) {
        return subjects.stream().allMatch(entry -> {
                    SubjectRow row = rows.get(entry.subject());
                    return row == null
                            ? entry.necessity() == Necessity.OPTIONAL
                            : row.level() != null && (row.level() == SubjectLevel.EXEMPT || tested(row, entry));
                })
                && rows.keySet().stream()
                        .allMatch(subject -> subjects.stream().anyMatch(entry -> entry.subject() == subject));
    }

    private static boolean tested(SubjectRow row, Entry entry) {
        return row.yearEndMark() != null || entry.yearEnd() != Test.REQUIRED;
    }

    private boolean allCompetences(Map<Competence, TraitLevel> competences) {
        for (Competence competence : Competence.values()) {
            if (policy.assesses(competence, grade) != competences.containsKey(competence)) {
                return false;
            }
        }
        return true;
    }
}
