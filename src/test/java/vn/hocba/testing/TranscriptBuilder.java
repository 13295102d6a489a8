package vn.hocba.testing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
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

/**
 * Transcripts for tests: starts from a complete and valid one (an invented pupil who completed the year excellently) and
 * changes what the test is about. {@code TranscriptBuilder.grade4().withoutSubject(Subject.MUSIC).content()}
 */
public final class TranscriptBuilder {
    private Placement placement;
    private School school =
            new School("79", "79760501", "Trường Tiểu học Hoa Sen", "Thành phố Hồ Chí Minh", "0312345678");
    private Leader leader = new Leader("Trần Quốc Hùng", "Hiệu trưởng", "079075000111");
    private @Nullable String transcriptCode = "HB-79760501-0000000001";
    private @Nullable String registerNumber = "4A-01";
    private @Nullable Pupil pupil = new Pupil(
            "7912345678",
            "079316000001",
            "Nguyễn Hoài An",
            LocalDate.of(2016, 3, 14),
            Gender.FEMALE,
            "Kinh",
            "Việt Nam",
            null,
            "Thành phố Hồ Chí Minh",
            "Tỉnh Vĩnh Long",
            "12 đường Hoa Mai, phường Tân Định, Thành phố Hồ Chí Minh",
            "Nguyễn Văn Bình",
            "Lê Thị Thu Hà",
            null);
    private boolean disabilityNotAssessed;
    private @Nullable Health health = new Health(new BigDecimal("132.5"), new BigDecimal("29.4"), "Sức khoẻ tốt");
    private @Nullable Attendance attendance = new Attendance(2, 0);
    private List<StudyPeriod> studyHistory = List.of();
    private final List<SubjectRow> subjects = new ArrayList<>();
    private final Map<Quality, TraitLevel> qualities = new EnumMap<>(Quality.class);
    private final Map<Competence, TraitLevel> competences = new EnumMap<>(Competence.class);
    private @Nullable YearResult yearResult = YearResult.EXCELLENT;
    private @Nullable SummerReassessment summer;
    private boolean withResults = true;
    private List<Award> awards = List.of(new Award(AwardTitle.EXCELLENT_PUPIL, null));
    private List<Certificate> certificates = List.of();
    private @Nullable String homeroomComment = "Em chăm ngoan, học tốt, luôn giúp đỡ bạn bè.";
    private @Nullable Decision decision;

    private TranscriptBuilder(int grade) {
        placement = new Placement(new SchoolYear("2025-2026"), grade, grade + "A");
        decision = new Decision(true, grade == 5 ? null : true, grade == 5 ? true : null, null);
        tested(Subject.VIETNAMESE, 9, grade >= 4 ? 9 : null, "Em đọc lưu loát, viết câu văn giàu hình ảnh.");
        tested(Subject.MATHEMATICS, 10, grade >= 4 ? 9 : null, "Em tính toán nhanh và chính xác.");
        commented(Subject.ETHICS, "Em lễ phép, biết quan tâm đến mọi người.");
        if (grade >= 4) {
            tested(Subject.SCIENCE, 9, null, "Em ham tìm hiểu, giải thích tốt các hiện tượng.");
            tested(Subject.HISTORY_AND_GEOGRAPHY, 9, null, "Em kể lại rõ ràng các sự kiện đã học.");
        } else {
            commented(Subject.NATURE_AND_SOCIETY, "Em quan sát tốt, biết chăm sóc bản thân.");
        }
        if (grade >= 3) {
            subjects.add(new SubjectRow(
                    Subject.FOREIGN_LANGUAGE_1,
                    "Tiếng Anh",
                    SubjectLevel.COMPLETED_WELL,
                    BigDecimal.valueOf(10),
                    null,
                    "Em phát âm chuẩn, tự tin khi giao tiếp."));
            tested(Subject.INFORMATICS_AND_TECHNOLOGY, 9, null, "Em sử dụng máy tính thành thạo.");
        }
        commented(Subject.PHYSICAL_EDUCATION, "Em tập luyện tích cực, đúng động tác.");
        commented(Subject.MUSIC, "Em hát đúng giai điệu và biểu diễn tự nhiên.");
        commented(Subject.FINE_ARTS, "Em vẽ sáng tạo, phối màu hài hoà.");
        commented(Subject.EXPERIENTIAL_ACTIVITIES, "Em tham gia nhiệt tình các hoạt động của lớp.");
        for (Quality quality : Quality.values()) {
            qualities.put(quality, TraitLevel.GOOD);
        }
        for (Competence competence : Competence.values()) {
            if (grade >= 3 || (competence != Competence.TECHNOLOGY && competence != Competence.INFORMATICS)) {
                competences.put(competence, TraitLevel.GOOD);
            }
        }
    }

    /** A pupil of grade 4, who has mid-term marks and all subjects. */
    public static TranscriptBuilder grade4() {
        return new TranscriptBuilder(4);
    }

    /** A pupil of any primary grade, with the subjects, marks and competences of that grade. */
    public static TranscriptBuilder grade(int grade) {
        return new TranscriptBuilder(grade);
    }

    /** What a school's software sends. */
    public TranscriptContent content() {
        PrimaryResults results = new PrimaryResults(
                subjects,
                qualities,
                "Em yêu quê hương, trung thực và có trách nhiệm.",
                competences,
                "Em biết tự học và hợp tác tốt với bạn.",
                "Em phát triển đều các năng lực đặc thù.",
                yearResult,
                summer);
        return new TranscriptContent(
                transcriptCode,
                registerNumber,
                pupil,
                disabilityNotAssessed,
                health,
                attendance,
                studyHistory,
                withResults ? results : null,
                awards,
                certificates,
                homeroomComment,
                decision);
    }

    /** The content with the school's part, ready to be written. */
    public Transcript transcript() {
        return new Transcript(school, placement, leader, content());
    }

    /** Year, grade and class. */
    public Placement placement() {
        return placement;
    }

    public TranscriptBuilder withPlacement(Placement value) {
        placement = value;
        return this;
    }

    public TranscriptBuilder withSchool(School value) {
        school = value;
        return this;
    }

    public TranscriptBuilder withLeader(Leader value) {
        leader = value;
        return this;
    }

    public TranscriptBuilder withTranscriptCode(@Nullable String value) {
        transcriptCode = value;
        return this;
    }

    public TranscriptBuilder withRegisterNumber(@Nullable String value) {
        registerNumber = value;
        return this;
    }

    public TranscriptBuilder withPupil(@Nullable Pupil value) {
        pupil = value;
        return this;
    }

    public TranscriptBuilder withPupilCode(@Nullable String value) {
        return changingPupil(p -> pupil(value, p.personalNumber(), p.fullName(), p.dateOfBirth(), p));
    }

    public TranscriptBuilder withPersonalNumber(@Nullable String value) {
        return changingPupil(p -> pupil(p.pupilCode(), value, p.fullName(), p.dateOfBirth(), p));
    }

    public TranscriptBuilder withFullName(@Nullable String value) {
        return changingPupil(p -> pupil(p.pupilCode(), p.personalNumber(), value, p.dateOfBirth(), p));
    }

    public TranscriptBuilder withDateOfBirth(@Nullable LocalDate value) {
        return changingPupil(p -> pupil(p.pupilCode(), p.personalNumber(), p.fullName(), value, p));
    }

    /** The pupil numbered {@code number} of a class: own codes and name, otherwise the same. */
    public TranscriptBuilder numbered(int number) {
        return withTranscriptCode("HB-79760501-%010d".formatted(number))
                .withRegisterNumber("4A-%02d".formatted(number))
                .withPupilCode("79%08d".formatted(number))
                .withPersonalNumber("079316%06d".formatted(number))
                .withFullName("Nguyễn Hoài An " + number);
    }

    public TranscriptBuilder withDisabilityNotAssessed() {
        disabilityNotAssessed = true;
        return this;
    }

    public TranscriptBuilder withHealth(@Nullable Health value) {
        health = value;
        return this;
    }

    public TranscriptBuilder withAttendance(@Nullable Attendance value) {
        attendance = value;
        return this;
    }

    public TranscriptBuilder withStudyHistory(StudyPeriod... periods) {
        studyHistory = List.of(periods);
        return this;
    }

    public TranscriptBuilder withoutResults() {
        withResults = false;
        return this;
    }

    /** Adds the row as it is, even a second one of the same subject. */
    public TranscriptBuilder withRow(SubjectRow row) {
        subjects.add(row);
        return this;
    }

    public TranscriptBuilder withoutSubject(Subject subject) {
        subjects.removeIf(row -> row.subject() == subject);
        return this;
    }

    public TranscriptBuilder withYearEndMark(Subject subject, @Nullable String mark) {
        return changing(subject, row -> row(row, row.level(), decimal(mark), row.midTermMark(), row.comment()));
    }

    public TranscriptBuilder withMidTermMark(Subject subject, @Nullable String mark) {
        return changing(subject, row -> row(row, row.level(), row.yearEndMark(), decimal(mark), row.comment()));
    }

    public TranscriptBuilder withLevel(Subject subject, @Nullable SubjectLevel level) {
        return changing(subject, row -> row(row, level, row.yearEndMark(), row.midTermMark(), row.comment()));
    }

    public TranscriptBuilder withComment(Subject subject, @Nullable String comment) {
        return changing(subject, row -> row(row, row.level(), row.yearEndMark(), row.midTermMark(), comment));
    }

    /** Exempt, hence without marks. */
    public TranscriptBuilder exemptFrom(Subject subject) {
        return changing(subject, row -> row(row, SubjectLevel.EXEMPT, null, null, null));
    }

    /** Null leaves the quality without a level. */
    public TranscriptBuilder withQuality(Quality quality, @Nullable TraitLevel level) {
        if (level == null) {
            qualities.remove(quality);
        } else {
            qualities.put(quality, level);
        }
        return this;
    }

    /** Null leaves the competence without a level. */
    public TranscriptBuilder withCompetence(Competence competence, @Nullable TraitLevel level) {
        if (level == null) {
            competences.remove(competence);
        } else {
            competences.put(competence, level);
        }
        return this;
    }

    public TranscriptBuilder withYearResult(@Nullable YearResult value) {
        yearResult = value;
        return this;
    }

    public TranscriptBuilder withSummer(@Nullable SummerReassessment value) {
        summer = value;
        return this;
    }

    public TranscriptBuilder withAwards(Award... values) {
        awards = List.of(values);
        return this;
    }

    public TranscriptBuilder withCertificates(Certificate... values) {
        certificates = List.of(values);
        return this;
    }

    public TranscriptBuilder withHomeroomComment(@Nullable String value) {
        homeroomComment = value;
        return this;
    }

    public TranscriptBuilder withDecision(@Nullable Decision value) {
        decision = value;
        return this;
    }

    private void tested(Subject subject, int yearEnd, @Nullable Integer midTerm, String comment) {
        subjects.add(new SubjectRow(
                subject,
                null,
                SubjectLevel.COMPLETED_WELL,
                BigDecimal.valueOf(yearEnd),
                midTerm == null ? null : BigDecimal.valueOf(midTerm),
                comment));
    }

    private void commented(Subject subject, String comment) {
        subjects.add(new SubjectRow(subject, null, SubjectLevel.COMPLETED_WELL, null, null, comment));
    }

    private TranscriptBuilder changing(Subject subject, UnaryOperator<SubjectRow> change) {
        subjects.replaceAll(row -> row.subject() == subject ? change.apply(row) : row);
        return this;
    }

    private TranscriptBuilder changingPupil(UnaryOperator<Pupil> change) {
        pupil = pupil == null ? null : change.apply(pupil);
        return this;
    }

    private static @Nullable BigDecimal decimal(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }

    private static SubjectRow row(
            SubjectRow from,
            @Nullable SubjectLevel level,
            @Nullable BigDecimal yearEnd,
            @Nullable BigDecimal midTerm,
            @Nullable String comment) {
        return new SubjectRow(from.subject(), from.language(), level, yearEnd, midTerm, comment);
    }

    private static Pupil pupil(
            @Nullable String pupilCode,
            @Nullable String personalNumber,
            @Nullable String fullName,
            @Nullable LocalDate dateOfBirth,
            Pupil rest) {
        return new Pupil(
                pupilCode,
                personalNumber,
                fullName,
                dateOfBirth,
                rest.gender(),
                rest.ethnicity(),
                rest.nationality(),
                rest.policyGroup(),
                rest.placeOfBirth(),
                rest.homeTown(),
                rest.address(),
                rest.fatherName(),
                rest.motherName(),
                rest.guardianName());
    }
}
