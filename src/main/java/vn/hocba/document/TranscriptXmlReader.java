package vn.hocba.document;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import vn.hocba.transcript.Attendance;
import vn.hocba.transcript.Award;
import vn.hocba.transcript.AwardTitle;
import vn.hocba.transcript.Certificate;
import vn.hocba.transcript.Competence;
import vn.hocba.transcript.Decision;
import vn.hocba.transcript.Gender;
import vn.hocba.transcript.Health;
import vn.hocba.transcript.InvalidValueException;
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
 * Reads a file of layout 1.0 back into the transcript that was written, from the very bytes that signatures cover. Signatures
 * themselves are not looked at.
 *
 * <p>Stricter than the XSD: only what {@link TranscriptXmlWriter} would write is accepted, so nothing in the file goes unread.
 */
public final class TranscriptXmlReader {
    private TranscriptXmlReader() {}

    /**
     * The transcript in the file, signed or not.
     *
     * @throws UnsupportedDocumentException when the file was not written in this layout; says which element is wrong
     */
    public static Transcript read(TranscriptDocument document) {
        ByteRange range = document.element(TranscriptDocument.INFORMATION_ID);
        byte[] information = document.bytes(range);
        ElementCursor cursor =
                new ElementCursor(SecureXml.parse(information).getDocumentElement(), "THONG_TIN_HOC_BA", range.start());
        Transcript transcript;
        try {
            transcript = transcript(cursor);
            cursor.end();
        } catch (InvalidValueException e) {
            throw new UnsupportedDocumentException(e.english(), range.start());
        }
        requireAsWritten(transcript, information, range.start());
        return transcript;
    }

    private static void requireAsWritten(Transcript transcript, byte[] information, int offset) {
        TranscriptDocument rewritten = TranscriptXmlWriter.write(transcript);
        byte[] expected = rewritten.bytes(rewritten.element(TranscriptDocument.INFORMATION_ID));
        int difference = Arrays.mismatch(information, expected);
        if (difference >= 0) {
            throw new UnsupportedDocumentException(
                    "THONG_TIN_HOC_BA: not written as this layout writes it", offset + difference);
        }
    }

    private static Transcript transcript(ElementCursor in) {
        Header header = in.required("THONG_TIN_CHUNG", TranscriptXmlReader::header);
        TranscriptContent content = new TranscriptContent(
                header.transcriptCode().isEmpty() ? null : header.transcriptCode(),
                header.registerNumber().isEmpty() ? null : header.registerNumber(),
                in.child("HOC_SINH", TranscriptXmlReader::pupil).orElse(null),
                Boolean.TRUE.equals(in.value("CO_KHUYET_TAT_KHONG_DANH_GIA", TranscriptXmlReader::flag)),
                in.child("SUC_KHOE", TranscriptXmlReader::health).orElse(null),
                in.child("CHUYEN_CAN", TranscriptXmlReader::attendance).orElse(null),
                in.required("QUA_TRINH_HOC_TAP", list -> list.all("GIAI_DOAN", TranscriptXmlReader::studyPeriod)),
                in.child("KET_QUA_TIEU_HOC", TranscriptXmlReader::results).orElse(null),
                in.required("DANH_SACH_KHEN_THUONG", list -> list.all("KHEN_THUONG", TranscriptXmlReader::award)),
                in.required("DANH_SACH_CHUNG_CHI", list -> list.all("CHUNG_CHI", TranscriptXmlReader::certificate)),
                in.text("NHAN_XET_GVCN"),
                in.child("QUYET_DINH", TranscriptXmlReader::decision).orElse(null));
        return new Transcript(header.school(), header.placement(), header.leader(), content);
    }

    /** The header's element holds parts of the content; empty text where they are absent. */
    private record Header(
            String transcriptCode, String registerNumber, School school, Placement placement, Leader leader) {}

    private static Header header(ElementCursor in) {
        String transcriptCode = in.text("MA_DINH_DANH_HOC_BA");
        String registerNumber = in.text("SO_DANG_BO");
        String departmentCode = in.requiredText("MA_SO_GDDT");
        String schoolCode = in.requiredText("MA_TRUONG");
        String schoolName = in.requiredText("TEN_TRUONG");
        String taxCode = in.requiredText("MA_SO_THUE");
        String place = in.requiredText("NOI_CAP");
        // Follows from the grade; a wrong one is found when the file is compared with what would be written.
        in.requiredText("CAP_HOC");
        SchoolYear schoolYear = new SchoolYear(in.requiredText("NAM_HOC"));
        Integer grade = in.value("KHOI", Integer::valueOf);
        String className = in.requiredText("LOP");
        return new Header(
                transcriptCode == null ? "" : transcriptCode,
                registerNumber == null ? "" : registerNumber,
                new School(departmentCode, schoolCode, schoolName, place, taxCode),
                new Placement(schoolYear, grade == null ? 0 : grade, className),
                in.required("LANH_DAO_KY", TranscriptXmlReader::leader));
    }

    private static Leader leader(ElementCursor in) {
        return new Leader(in.requiredText("HO_TEN"), in.requiredText("CHUC_DANH"), in.requiredText("SO_DINH_DANH"));
    }

    private static Pupil pupil(ElementCursor in) {
        return new Pupil(
                in.text("MA_HOC_SINH"),
                in.text("SO_DINH_DANH"),
                in.text("HO_TEN"),
                in.value("NGAY_SINH", LocalDate::parse),
                in.value("GIOI_TINH", constant(Gender.class, gender -> Integer.toString(gender.code()))),
                in.text("DAN_TOC"),
                in.text("QUOC_TICH"),
                in.text("DIEN_CHINH_SACH"),
                in.text("NOI_SINH"),
                in.text("QUE_QUAN"),
                in.text("NOI_O_HIEN_NAY"),
                in.text("HO_TEN_CHA"),
                in.text("HO_TEN_ME"),
                in.text("HO_TEN_NGUOI_GIAM_HO"));
    }

    private static Health health(ElementCursor in) {
        return new Health(
                in.value("CHIEU_CAO", BigDecimal::new), in.value("CAN_NANG", BigDecimal::new), in.text("TINH_TRANG"));
    }

    private static Attendance attendance(ElementCursor in) {
        return new Attendance(
                in.value("SO_NGAY_NGHI_CO_PHEP", Integer::valueOf),
                in.value("SO_NGAY_NGHI_KHONG_PHEP", Integer::valueOf));
    }

    private static StudyPeriod studyPeriod(ElementCursor in) {
        return new StudyPeriod(
                in.text("NAM_HOC"),
                in.text("LOP"),
                in.text("TRUONG"),
                in.text("SO_DANG_BO"),
                in.value("NGAY_NHAP_HOC", LocalDate::parse));
    }

    private static PrimaryResults results(ElementCursor in) {
        List<SubjectRow> subjects = in.required("DANH_SACH_MON_HOC", TranscriptXmlReader::subjects);
        Map<Quality, TraitLevel> qualities = in.required("PHAM_CHAT", TranscriptXmlReader::qualities);
        String qualitiesComment = in.text("NHAN_XET_PHAM_CHAT");
        Map<Competence, TraitLevel> competences = in.required("NANG_LUC_CHUNG", general -> competences(general));
        String generalComment = in.text("NHAN_XET_NANG_LUC_CHUNG");
        competences.putAll(in.required("NANG_LUC_DAC_THU", specific -> competences(specific)));
        return new PrimaryResults(
                subjects,
                qualities,
                qualitiesComment,
                competences,
                generalComment,
                in.text("NHAN_XET_NANG_LUC_DAC_THU"),
                in.value("KET_QUA_NAM_HOC", constant(YearResult.class, LayoutCodes::of)),
                in.child("REN_LUYEN_TRONG_HE", TranscriptXmlReader::summer).orElse(null));
    }

    private static SummerReassessment summer(ElementCursor in) {
        List<SubjectRow> subjects = in.required("DANH_SACH_MON_HOC", TranscriptXmlReader::subjects);
        Map<Quality, TraitLevel> qualities = in.required("PHAM_CHAT", TranscriptXmlReader::qualities);
        Map<Competence, TraitLevel> competences = in.required("NANG_LUC_CHUNG", general -> competences(general));
        competences.putAll(in.required("NANG_LUC_DAC_THU", specific -> competences(specific)));
        return new SummerReassessment(
                subjects,
                qualities,
                competences,
                in.value("KET_QUA_NAM_HOC", constant(YearResult.class, LayoutCodes::of)),
                in.text("NHAN_XET"));
    }

    private static List<SubjectRow> subjects(ElementCursor in) {
        return in.all("DIEM_TONG_KET", TranscriptXmlReader::subjectRow);
    }

    private static SubjectRow subjectRow(ElementCursor in) {
        Subject subject = in.value("MA_MON_HOC", constant(Subject.class, LayoutCodes::of));
        // Follows from the subject, like the school's level from the grade.
        in.text("TEN_MON_HOC");
        String language = in.text("NGON_NGU");
        SubjectLevel level = in.value("MUC_DAT_DUOC", constant(SubjectLevel.class, SubjectLevel::code));
        BigDecimal midTermMark = in.value("DIEM_GIUA_KY", BigDecimal::new);
        BigDecimal yearEndMark = in.value("DIEM_CUOI_NAM", BigDecimal::new);
        return new SubjectRow(subject, language, level, yearEndMark, midTermMark, in.text("NHAN_XET"));
    }

    private static Map<Quality, TraitLevel> qualities(ElementCursor in) {
        return traits(in, Quality.class, LayoutCodes::of);
    }

    /** A competence in the element of the other kind is found when the file is compared with what would be written. */
    private static Map<Competence, TraitLevel> competences(ElementCursor in) {
        return traits(in, Competence.class, LayoutCodes::of);
    }

    private static <E extends Enum<E>> Map<E, TraitLevel> traits(
            ElementCursor in, Class<E> type, Function<E, String> name) {
        Map<E, TraitLevel> levels = new EnumMap<>(type);
        for (E trait : type.getEnumConstants()) {
            TraitLevel level = in.value(name.apply(trait), constant(TraitLevel.class, TraitLevel::code));
            if (level != null) {
                levels.put(trait, level);
            }
        }
        return levels;
    }

    private static Award award(ElementCursor in) {
        return new Award(in.value("DANH_HIEU", constant(AwardTitle.class, LayoutCodes::of)), in.text("NOI_DUNG"));
    }

    private static Certificate certificate(ElementCursor in) {
        return new Certificate(in.text("TEN"), in.text("NOI_CAP"), in.value("NGAY_CAP", LocalDate::parse));
    }

    private static Decision decision(ElementCursor in) {
        return new Decision(
                in.value("HOAN_THANH_CHUONG_TRINH_LOP", TranscriptXmlReader::flag),
                in.value("DUOC_LEN_LOP", TranscriptXmlReader::flag),
                in.value("HOAN_THANH_CHUONG_TRINH_TIEU_HOC", TranscriptXmlReader::flag),
                in.text("GHI_CHU"));
    }

    private static Boolean flag(String text) {
        return switch (text) {
            case "1" -> true;
            case "0" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static <E extends Enum<E>> Function<String, E> constant(Class<E> type, Function<E, String> code) {
        return word -> LayoutCodes.constant(type, code, word).orElseThrow();
    }
}
