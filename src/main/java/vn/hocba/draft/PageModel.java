package vn.hocba.draft;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hocba.transcript.Award;
import vn.hocba.transcript.Competence;
import vn.hocba.transcript.Decision;
import vn.hocba.transcript.Gender;
import vn.hocba.transcript.Placement;
import vn.hocba.transcript.PrimaryResults;
import vn.hocba.transcript.Pupil;
import vn.hocba.transcript.Slot;
import vn.hocba.transcript.SubjectRow;
import vn.hocba.transcript.SummerReassessment;
import vn.hocba.transcript.TraitLevel;
import vn.hocba.transcript.TranscriptContent;

/**
 * A transcript in the words and order of the page; everything that was entered is here, so that a signer sees what will be signed.
 *
 * @param status where it stands, in words
 * @param revision the locked revision in words, empty for a draft
 * @param facts name and value of everything about the pupil and the year
 * @param subjects the results
 * @param again results after the summer
 * @param traits qualities and competences
 * @param comments comments and decisions
 */
public record PageModel(
        String title,
        String school,
        String placement,
        String status,
        String revision,
        List<Fact> facts,
        List<Row> subjects,
        List<Row> again,
        List<Fact> traits,
        List<Fact> comments) {

    /** A name and its value. */
    public record Fact(String name, String value) {}

    /** A subject's result. */
    public record Row(String subject, String level, String midTerm, String yearEnd, String comment) {}

    private static final String NOTHING = "—";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd/MM/yyyy");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm, dd/MM/yyyy").withZone(ZoneId.of("Asia/Ho_Chi_Minh"));

    static PageModel of(StoredTranscript stored, Placement placement, String school, @Nullable LockedRevision locked) {
        TranscriptContent content =
                locked == null ? stored.content() : locked.transcript().content();
        PrimaryResults results = content.results();
        SummerReassessment summer = results == null ? null : results.summer();
        Pupil pupil = content.pupil();
        return new PageModel(
                pupil == null ? NOTHING : text(pupil.fullName()),
                school,
                "Lớp " + placement.className() + ", năm học " + placement.schoolYear(),
                status(stored.standing().state()),
                locked == null ? "" : revision(locked),
                facts(content),
                results == null ? List.of() : rows(results.subjects()),
                summer == null ? List.of() : rows(summer.subjects()),
                results == null ? List.of() : traits(results, summer),
                comments(content, results, summer, locked));
    }

    private static String status(TranscriptState state) {
        return switch (state) {
            case TranscriptState.Draft draft -> "Bản nháp, chưa khóa";
            case TranscriptState.Locked locked -> "Đã khóa, chờ " + signer(Slot.HOMEROOM_TEACHER);
            case TranscriptState.InSigning signing ->
                (signing.claim().isPresent() ? "Đang ký: " : "Chờ ký: ") + signer(signing.next());
            case TranscriptState.Settling settling -> "Chờ dấu thời gian, sau đó chờ ký: " + signer(settling.next());
            case TranscriptState.Issued issued -> "Đã phát hành";
        };
    }

    private static String signer(Slot slot) {
        return switch (slot) {
            case HOMEROOM_TEACHER -> "giáo viên chủ nhiệm";
            case PRINCIPAL -> "lãnh đạo nhà trường";
            case SCHOOL_SEAL -> "đóng dấu phát hành";
        };
    }

    private static String revision(LockedRevision locked) {
        return "Bản khóa số " + locked.revision() + ", khóa lúc " + time(locked.lockedAt());
    }

    private static List<Fact> facts(TranscriptContent content) {
        List<Fact> facts = new ArrayList<>();
        fact(facts, "Mã định danh học bạ", content.transcriptCode());
        fact(facts, "Số đăng bộ", content.registerNumber());
        Pupil pupil = content.pupil();
        if (pupil != null) {
            fact(facts, "Mã học sinh", pupil.pupilCode());
            fact(facts, "Số định danh cá nhân", pupil.personalNumber());
            fact(facts, "Ngày sinh", date(pupil.dateOfBirth()));
            fact(facts, "Giới tính", gender(pupil.gender()));
            fact(facts, "Dân tộc", pupil.ethnicity());
            fact(facts, "Quốc tịch", pupil.nationality());
            fact(facts, "Diện chính sách", pupil.policyGroup());
            fact(facts, "Nơi sinh", pupil.placeOfBirth());
            fact(facts, "Quê quán", pupil.homeTown());
            fact(facts, "Nơi ở hiện nay", pupil.address());
            fact(facts, "Họ tên cha", pupil.fatherName());
            fact(facts, "Họ tên mẹ", pupil.motherName());
            fact(facts, "Người giám hộ", pupil.guardianName());
        }
        if (content.disabilityNotAssessed()) {
            facts.add(new Fact("Học sinh khuyết tật", "Không đánh giá"));
        }
        var health = content.health();
        if (health != null) {
            fact(facts, "Chiều cao (cm)", number(health.heightCm()));
            fact(facts, "Cân nặng (kg)", number(health.weightKg()));
            fact(facts, "Sức khỏe", health.condition());
        }
        var attendance = content.attendance();
        if (attendance != null) {
            fact(facts, "Số ngày nghỉ có phép", number(attendance.absentWithLeave()));
            fact(facts, "Số ngày nghỉ không phép", number(attendance.absentWithoutLeave()));
        }
        content.studyHistory()
                .forEach(period -> fact(
                        facts,
                        "Quá trình học tập",
                        joined(
                                period.schoolYear(),
                                period.className(),
                                period.schoolName(),
                                period.registerNumber(),
                                date(period.admissionDate()))));
        return facts;
    }

    private static List<Row> rows(List<SubjectRow> subjects) {
        return subjects.stream()
                .map(row -> new Row(
                        row.subject() == null
                                ? NOTHING
                                : row.subject().vietnameseName()
                                        + (row.language() == null ? "" : " (" + row.language() + ")"),
                        row.level() == null ? NOTHING : row.level().vietnameseName(),
                        text(number(row.midTermMark())),
                        text(number(row.yearEndMark())),
                        text(row.comment())))
                .toList();
    }

    private static List<Fact> traits(PrimaryResults results, @Nullable SummerReassessment summer) {
        List<Fact> traits = new ArrayList<>();
        results.qualities()
                .forEach((quality, level) -> traits.add(new Fact(
                        quality.vietnameseName(),
                        level(level, summer == null ? null : summer.qualities().get(quality)))));
        fact(traits, "Nhận xét về phẩm chất", results.qualitiesComment());
        competences(traits, Competence.Kind.GENERAL, results, summer);
        fact(traits, "Nhận xét về năng lực chung", results.generalCompetencesComment());
        competences(traits, Competence.Kind.SPECIFIC, results, summer);
        fact(traits, "Nhận xét về năng lực đặc thù", results.specificCompetencesComment());
        return traits;
    }

    private static void competences(
            List<Fact> traits, Competence.Kind kind, PrimaryResults results, @Nullable SummerReassessment summer) {
        results.competences().forEach((competence, level) -> {
            if (competence.kind() == kind) {
                TraitLevel anew = summer == null ? null : summer.competences().get(competence);
                traits.add(new Fact(competence.vietnameseName(), level(level, anew)));
            }
        });
    }

    private static String level(TraitLevel level, @Nullable TraitLevel anew) {
        return anew == null
                ? level.vietnameseName()
                : level.vietnameseName() + "; sau rèn luyện trong hè: " + anew.vietnameseName();
    }

    private static List<Fact> comments(
            TranscriptContent content,
            @Nullable PrimaryResults results,
            @Nullable SummerReassessment summer,
            @Nullable LockedRevision locked) {
        List<Fact> facts = new ArrayList<>();
        if (results != null && results.yearResult() != null) {
            facts.add(new Fact("Đánh giá kết quả giáo dục", results.yearResult().vietnameseName()));
        }
        if (summer != null) {
            if (summer.yearResult() != null) {
                facts.add(new Fact(
                        "Kết quả sau rèn luyện trong hè", summer.yearResult().vietnameseName()));
            }
            fact(facts, "Nhận xét sau rèn luyện trong hè", summer.comment());
        }
        for (Award award : content.awards()) {
            fact(
                    facts,
                    "Khen thưởng",
                    joined(award.title() == null ? null : award.title().vietnameseName(), award.description()));
        }
        content.certificates()
                .forEach(one -> fact(facts, "Chứng chỉ", joined(one.name(), one.issuer(), date(one.issuedOn()))));
        fact(facts, "Nhận xét của giáo viên chủ nhiệm", content.homeroomComment());
        decision(facts, content.decision());
        if (locked != null) {
            facts.add(new Fact(
                    "Lãnh đạo ký",
                    locked.transcript().leader().fullName() + " ("
                            + locked.transcript().leader().title() + ")"));
        }
        return facts;
    }

    private static void decision(List<Fact> facts, @Nullable Decision decision) {
        if (decision != null) {
            fact(facts, "Hoàn thành chương trình lớp học", yesNo(decision.programmeCompleted()));
            fact(facts, "Được lên lớp", yesNo(decision.promoted()));
            fact(facts, "Hoàn thành chương trình tiểu học", yesNo(decision.primaryCompleted()));
            fact(facts, "Ghi chú", decision.note());
        }
    }

    private static void fact(List<Fact> facts, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            facts.add(new Fact(name, value));
        }
    }

    private static String joined(@Nullable String... parts) {
        return String.join(", ", Stream.of(parts).filter(Objects::nonNull).toList());
    }

    private static String text(@Nullable String value) {
        return value == null ? NOTHING : value;
    }

    private static @Nullable String number(@Nullable Number value) {
        return switch (value) {
            case null -> null;
            case BigDecimal decimal -> decimal.toPlainString().replace('.', ',');
            default -> value.toString();
        };
    }

    private static @Nullable String date(@Nullable LocalDate date) {
        return date == null ? null : DATE.format(date);
    }

    private static String time(Instant at) {
        return TIME.format(at);
    }

    private static @Nullable String yesNo(@Nullable Boolean value) {
        return value == null ? null : value ? "Có" : "Không";
    }

    private static @Nullable String gender(@Nullable Gender gender) {
        return switch (gender) {
            case null -> null;
            case UNKNOWN -> "Không rõ";
            case MALE -> "Nam";
            case FEMALE -> "Nữ";
        };
    }
}
