package vn.hocba.testing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import vn.hocba.transcript.Attendance;
import vn.hocba.transcript.Award;
import vn.hocba.transcript.AwardTitle;
import vn.hocba.transcript.Certificate;
import vn.hocba.transcript.Competence;
import vn.hocba.transcript.Decision;
import vn.hocba.transcript.Gender;
import vn.hocba.transcript.Health;
import vn.hocba.transcript.Leader;
import vn.hocba.transcript.Placement;
import vn.hocba.transcript.PrimaryResults;
import vn.hocba.transcript.Pupil;
import vn.hocba.transcript.Quality;
import vn.hocba.transcript.School;
import vn.hocba.transcript.SchoolYear;
import vn.hocba.transcript.StudyPeriod;
import vn.hocba.transcript.Subject;
import vn.hocba.transcript.SubjectLevel;
import vn.hocba.transcript.SubjectRow;
import vn.hocba.transcript.SummerReassessment;
import vn.hocba.transcript.TraitLevel;
import vn.hocba.transcript.Transcript;
import vn.hocba.transcript.TranscriptContent;
import vn.hocba.transcript.YearResult;

/** Seeded generator of transcripts: whatever the records accept, sensible or not, with text from all of Unicode. */
public final class RandomTranscripts {
    private final RandomGenerator random;
    private final RandomXml words;

    private RandomTranscripts(long seed) {
        random = new SplittableRandom(seed);
        words = new RandomXml(seed);
    }

    /** Always the same for the same seed. */
    public static Transcript of(long seed) {
        return new RandomTranscripts(seed).transcript();
    }

    private Transcript transcript() {
        return new Transcript(
                new School(digits(2), digits(8), required(), required(), digits(10)),
                new Placement(schoolYear(), 1 + random.nextInt(5), required()),
                new Leader(required(), required(), digits(12)),
                content());
    }

    private TranscriptContent content() {
        return new TranscriptContent(
                text(),
                text(),
                maybe(this::pupil),
                random.nextBoolean(),
                maybe(() -> new Health(maybe(this::decimal), maybe(this::decimal), text())),
                maybe(() -> new Attendance(maybe(random::nextInt), maybe(() -> random.nextInt(50)))),
                list(this::studyPeriod),
                maybe(this::results),
                list(() -> new Award(maybe(() -> any(AwardTitle.class)), text())),
                list(() -> new Certificate(text(), text(), maybe(this::date))),
                text(),
                maybe(() -> new Decision(
                        maybe(random::nextBoolean), maybe(random::nextBoolean), maybe(random::nextBoolean), text())));
    }

    private Pupil pupil() {
        return new Pupil(
                text(),
                text(),
                text(),
                maybe(this::date),
                maybe(() -> any(Gender.class)),
                text(),
                text(),
                text(),
                text(),
                text(),
                text(),
                text(),
                text(),
                text());
    }

    private StudyPeriod studyPeriod() {
        return new StudyPeriod(maybe(() -> schoolYear().value()), text(), text(), text(), maybe(this::date));
    }

    private PrimaryResults results() {
        return new PrimaryResults(
                list(this::subjectRow),
                levels(Quality.class),
                text(),
                levels(Competence.class),
                text(),
                text(),
                maybe(() -> any(YearResult.class)),
                maybe(() -> new SummerReassessment(
                        list(this::subjectRow),
                        levels(Quality.class),
                        levels(Competence.class),
                        maybe(() -> any(YearResult.class)),
                        text())));
    }

    private SubjectRow subjectRow() {
        return new SubjectRow(
                maybe(() -> any(Subject.class)),
                text(),
                maybe(() -> any(SubjectLevel.class)),
                maybe(this::decimal),
                maybe(this::decimal),
                text());
    }

    private @Nullable String text() {
        return maybe(words::text);
    }

    private String required() {
        return "a" + words.text();
    }

    private String digits(int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    private SchoolYear schoolYear() {
        return SchoolYear.starting(2000 + random.nextInt(199));
    }

    private LocalDate date() {
        return LocalDate.of(1900, 1, 1).plusDays(random.nextInt(400_000));
    }

    private BigDecimal decimal() {
        return BigDecimal.valueOf(random.nextInt(-999_999, 1_000_000), random.nextInt(7));
    }

    private <E extends Enum<E>> E any(Class<E> type) {
        E[] constants = type.getEnumConstants();
        return constants[random.nextInt(constants.length)];
    }

    private <E extends Enum<E>> Map<E, TraitLevel> levels(Class<E> type) {
        Map<E, TraitLevel> levels = new EnumMap<>(type);
        for (E trait : type.getEnumConstants()) {
            if (random.nextInt(4) > 0) {
                levels.put(trait, any(TraitLevel.class));
            }
        }
        return levels;
    }

    private <T> List<T> list(Supplier<T> element) {
        List<T> list = new ArrayList<>();
        for (int n = random.nextInt(4); n > 0; n--) {
            list.add(element.get());
        }
        return list;
    }

    private <T> @Nullable T maybe(Supplier<T> value) {
        return random.nextInt(4) == 0 ? null : value.get();
    }
}
