package vn.hocba.curriculum;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.hocba.curriculum.SubjectCatalogue.Entry;
import vn.hocba.testing.TranscriptBuilder;
import vn.hocba.transcript.Award;
import vn.hocba.transcript.AwardTitle;
import vn.hocba.transcript.Competence;
import vn.hocba.transcript.Decision;
import vn.hocba.transcript.Placement;
import vn.hocba.transcript.PrimaryResults;
import vn.hocba.transcript.Quality;
import vn.hocba.transcript.SubjectLevel;
import vn.hocba.transcript.SubjectRow;
import vn.hocba.transcript.SummerReassessment;
import vn.hocba.transcript.TraitLevel;
import vn.hocba.transcript.TranscriptContent;
import vn.hocba.transcript.YearResult;

/** Generated transcripts; a failure names the seed that repeats it. */
class Circular27PropertiesTest {
    private static final int RUNS = 2_000;
    private static final Circular27 CIRCULAR = Circular27.bundled();
    private static final SubjectCatalogue CATALOGUE = SubjectCatalogue.bundled();

    @Test
    void acceptsEveryCompleteTranscriptWhoseResultFollowsFromItsMarks() {
        for (int seed = 0; seed < RUNS; seed++) {
            TranscriptBuilder base = base(seed);
            TranscriptContent content = honest(new Random(seed), base);
            assertThat(CIRCULAR.check(base.placement(), content))
                    .as("seed %d", seed)
                    .noneMatch(finding -> finding.severity() == Severity.ERROR);
        }
    }

    @Test
    void agreesWithAPlainReadingOfDieu9() {
        for (int seed = 0; seed < RUNS; seed++) {
            Placement placement = base(seed).placement();
            PrimaryResults results = results(new Random(seed), placement);
            assertThat(CIRCULAR.yearResult(placement, results))
                    .as("seed %d", seed)
                    .contains(plainReading(results));
        }
    }

    @Test
    void neverLowersTheResultWhenAMarkRises() {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            Placement placement = base(seed).placement();
            PrimaryResults before = results(random, placement);
            List<SubjectRow> rows = new ArrayList<>(before.subjects());
            rows.replaceAll(row -> row.yearEndMark() == null
                    ? row
                    : row(
                            row,
                            row.level(),
                            row.yearEndMark().add(BigDecimal.ONE).min(BigDecimal.TEN)));
            YearResult low = CIRCULAR.yearResult(placement, before).orElseThrow();
            YearResult high = CIRCULAR.yearResult(placement, with(before, rows)).orElseThrow();
            assertThat(high).as("seed %d", seed).isLessThanOrEqualTo(low);
        }
    }

    @Test
    void noticesWhateverSinglePartIsTakenAway() {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            TranscriptBuilder base = base(seed);
            TranscriptContent content = honest(random, base);
            TranscriptContent torn = withOnePartLess(random, content);
            assertThat(CIRCULAR.check(base.placement(), torn))
                    .as("seed %d", seed)
                    .anyMatch(finding -> finding.severity() == Severity.ERROR);
        }
    }

    @Test
    void answersAnyContentAtAllWithPointersIntoIt() {
        Set<String> places = Set.of(
                "",
                "pupil",
                "results",
                "decision",
                "attendance",
                "health",
                "awards",
                "studyHistory",
                "certificates",
                "transcriptCode",
                "registerNumber",
                "homeroomComment");
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            TranscriptBuilder base = base(seed);
            assertThat(CIRCULAR.check(base.placement(), wild(random, base)))
                    .as("seed %d", seed)
                    .allSatisfy(finding -> {
                        assertThat(finding.pointer()).matches("(/[A-Za-z0-9_]+)*");
                        assertThat(places).contains(finding.pointer().split("/", 3)[1]);
                    });
        }
    }

    private static TranscriptBuilder base(int seed) {
        return TranscriptBuilder.grade(1 + seed % 5);
    }

    /** Marks and levels at random; the year's result, decision and awards as they follow. */
    private static TranscriptContent honest(Random random, TranscriptBuilder base) {
        PrimaryResults results = results(random, base.placement());
        YearResult result = plainReading(results);
        boolean completed = result != YearResult.NOT_COMPLETED;
        boolean last = base.placement().grade() == 5;
        List<Award> awards = switch (result) {
            case EXCELLENT -> List.of(new Award(AwardTitle.EXCELLENT_PUPIL, null));
            case COMPLETED_WELL -> List.of(new Award(AwardTitle.OUTSTANDING_PUPIL, "Được lớp công nhận"));
            case COMPLETED, NOT_COMPLETED -> List.of();
        };
        return content(
                base.content(),
                new PrimaryResults(
                        results.subjects(), results.qualities(), null, results.competences(), null, null, result, null),
                awards,
                new Decision(completed, last ? null : completed, last ? completed : null, null));
    }

    private static PrimaryResults results(Random random, Placement placement) {
        // good pupils are as frequent as poor ones, so that every result comes up
        int lowest = 1 + random.nextInt(10);
        boolean levelsVary = random.nextBoolean();
        List<SubjectRow> rows = new ArrayList<>();
        for (Entry entry : CATALOGUE.subjects(placement)) {
            boolean taken = entry.necessity() == SubjectCatalogue.Necessity.REQUIRED || random.nextBoolean();
            if (taken) {
                rows.add(row(random, entry, lowest, levelsVary));
            }
        }
        Map<Quality, TraitLevel> qualities = new EnumMap<>(Quality.class);
        for (Quality quality : Quality.values()) {
            qualities.put(quality, trait(random, levelsVary));
        }
        Map<Competence, TraitLevel> competences = new EnumMap<>(Competence.class);
        for (Competence competence : Competence.values()) {
            boolean later = competence == Competence.TECHNOLOGY || competence == Competence.INFORMATICS;
            if (placement.grade() >= 3 || !later) {
                competences.put(competence, trait(random, levelsVary));
            }
        }
        return new PrimaryResults(rows, qualities, null, competences, null, null, null, null);
    }

    private static SubjectRow row(Random random, Entry entry, int lowest, boolean levelsVary) {
        if (random.nextInt(30) == 0) {
            return new SubjectRow(entry.subject(), language(entry), SubjectLevel.EXEMPT, null, null, null);
        }
        SubjectLevel level = levelsVary && random.nextInt(4) == 0
                ? firstOf(SubjectLevel.values(), 3, random)
                : SubjectLevel.COMPLETED_WELL;
        return new SubjectRow(
                entry.subject(),
                language(entry),
                level,
                mark(random, entry.yearEnd(), lowest),
                mark(random, entry.midTerm(), lowest),
                null);
    }

    private static @Nullable String language(Entry entry) {
        return entry.namesLanguage() ? "Tiếng Anh" : null;
    }

    private static @Nullable BigDecimal mark(Random random, SubjectCatalogue.Test test, int lowest) {
        boolean given = test == SubjectCatalogue.Test.REQUIRED
                || (test == SubjectCatalogue.Test.ALLOWED && random.nextBoolean());
        return given ? BigDecimal.valueOf(lowest + random.nextInt(11 - lowest)) : null;
    }

    private static TraitLevel trait(Random random, boolean vary) {
        return vary && random.nextInt(6) == 0 ? firstOf(TraitLevel.values(), 3, random) : TraitLevel.GOOD;
    }

    /** Điều 9 once more, in other words than the policy data. */
    private static YearResult plainReading(PrimaryResults results) {
        Set<TraitLevel> traits = new HashSet<>(results.qualities().values());
        traits.addAll(results.competences().values());
        boolean allWell = true;
        boolean nonePoor = true;
        int lowest = 10;
        for (SubjectRow row : results.subjects()) {
            if (row.level() == SubjectLevel.EXEMPT) {
                continue;
            }
            allWell &= row.level() == SubjectLevel.COMPLETED_WELL;
            nonePoor &= row.level() != SubjectLevel.NOT_COMPLETED;
            lowest = row.yearEndMark() == null
                    ? lowest
                    : Math.min(lowest, row.yearEndMark().intValueExact());
        }
        if (lowest < 5 || !nonePoor || traits.contains(TraitLevel.NEEDS_EFFORT)) {
            return YearResult.NOT_COMPLETED;
        }
        if (!allWell || traits.contains(TraitLevel.SATISFACTORY) || lowest < 7) {
            return YearResult.COMPLETED;
        }
        return lowest < 9 ? YearResult.COMPLETED_WELL : YearResult.EXCELLENT;
    }

    private static TranscriptContent withOnePartLess(Random random, TranscriptContent content) {
        PrimaryResults results = content.results();
        assertThat(results).isNotNull();
        List<SubjectRow> rows = new ArrayList<>(results.subjects());
        Map<Quality, TraitLevel> qualities = new EnumMap<>(results.qualities());
        Map<Competence, TraitLevel> competences = new EnumMap<>(results.competences());
        switch (random.nextInt(4)) {
            case 0 -> rows.removeIf(row -> row.subject() == rows.getFirst().subject());
            case 1 -> rows.set(0, row(rows.getFirst(), null, rows.getFirst().yearEndMark()));
            case 2 -> qualities.remove(firstOf(Quality.values(), 5, random));
            default -> competences.remove(Competence.LANGUAGE);
        }
        return content(
                content,
                new PrimaryResults(
                        rows, qualities, null, competences, null, null, results.yearResult(), results.summer()),
                content.awards(),
                content.decision());
    }

    private static TranscriptContent wild(Random random, TranscriptBuilder base) {
        List<SubjectRow> rows = new ArrayList<>();
        for (int i = random.nextInt(15); i > 0; i--) {
            rows.add(new SubjectRow(
                    any(random, vn.hocba.transcript.Subject.values()),
                    random.nextBoolean() ? "Tiếng Anh" : null,
                    any(random, SubjectLevel.values()),
                    random.nextBoolean() ? BigDecimal.valueOf(random.nextInt(400) - 100, random.nextInt(3)) : null,
                    random.nextBoolean() ? BigDecimal.valueOf(random.nextInt(30) - 10) : null,
                    random.nextBoolean() ? "x".repeat(random.nextInt(2000)) : null));
        }
        Map<Quality, TraitLevel> qualities = new EnumMap<>(Quality.class);
        qualities.put(firstOf(Quality.values(), 5, random), firstOf(TraitLevel.values(), 3, random));
        Map<Competence, TraitLevel> competences = new EnumMap<>(Competence.class);
        competences.put(firstOf(Competence.values(), 10, random), firstOf(TraitLevel.values(), 3, random));
        YearResult result = any(random, YearResult.values());
        SummerReassessment summer = random.nextBoolean()
                ? null
                : new SummerReassessment(rows, qualities, competences, any(random, YearResult.values()), null);
        return content(
                base.content(),
                random.nextInt(5) == 0
                        ? null
                        : new PrimaryResults(rows, qualities, null, competences, null, null, result, summer),
                List.of(new Award(any(random, AwardTitle.values()), null)),
                random.nextBoolean() ? null : new Decision(random.nextBoolean(), null, random.nextBoolean(), null));
    }

    private static <E> @Nullable E any(Random random, E[] values) {
        int index = random.nextInt(values.length + 1);
        return index == values.length ? null : values[index];
    }

    private static PrimaryResults with(PrimaryResults results, List<SubjectRow> rows) {
        return new PrimaryResults(
                rows, results.qualities(), null, results.competences(), null, null, results.yearResult(), null);
    }

    private static SubjectRow row(SubjectRow from, @Nullable SubjectLevel level, @Nullable BigDecimal yearEnd) {
        return new SubjectRow(from.subject(), from.language(), level, yearEnd, from.midTermMark(), from.comment());
    }

    private static TranscriptContent content(
            TranscriptContent from, @Nullable PrimaryResults results, List<Award> awards, @Nullable Decision decision) {
        return new TranscriptContent(
                from.transcriptCode(),
                from.registerNumber(),
                from.pupil(),
                from.disabilityNotAssessed(),
                from.health(),
                from.attendance(),
                from.studyHistory(),
                results,
                awards,
                from.certificates(),
                from.homeroomComment(),
                decision);
    }

    /** One of the first {@code count} values. */
    private static <T> T firstOf(T[] values, int count, Random random) {
        return values[random.nextInt(count)];
    }
}
