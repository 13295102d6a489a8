package vn.hocba.document;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.hocba.transcript.Attendance;
import vn.hocba.transcript.Award;
import vn.hocba.transcript.Certificate;
import vn.hocba.transcript.Competence;
import vn.hocba.transcript.Decision;
import vn.hocba.transcript.Health;
import vn.hocba.transcript.PrimaryResults;
import vn.hocba.transcript.Pupil;
import vn.hocba.transcript.Quality;
import vn.hocba.transcript.StudyPeriod;
import vn.hocba.transcript.SubjectRow;
import vn.hocba.transcript.SummerReassessment;
import vn.hocba.transcript.TraitLevel;
import vn.hocba.transcript.Transcript;
import vn.hocba.transcript.TranscriptContent;

/**
 * Writes a transcript as an unsigned file of layout 1.0 ({@code hocba-1.0.xsd}).
 *
 * <p>Deterministic: equal transcripts give equal bytes, on any machine, in any locale, for ever. What is absent in the
 * transcript is absent in the file. The bytes of each element are its exclusive canonical form.
 */
public final class TranscriptXmlWriter {

    /** The version that the root element bears. */
    public static final String LAYOUT_VERSION = "1.0";

    private final CanonicalXml xml = CanonicalXml.document();

    private TranscriptXmlWriter() {}

    /** The unsigned file. */
    public static TranscriptDocument write(Transcript transcript) {
        TranscriptXmlWriter writer = new TranscriptXmlWriter();
        writer.file(transcript);
        return TranscriptDocument.of(writer.xml.toBytes());
    }

    private void file(Transcript transcript) {
        xml.start("HOC_BA").attribute("PHIEN_BAN", LAYOUT_VERSION);
        xml.start("DU_LIEU_HOC_BA").attribute("Id", TranscriptDocument.DATA_ID);
        xml.start("THONG_TIN_HOC_BA").attribute("Id", TranscriptDocument.INFORMATION_ID);
        header(transcript);
        content(transcript.content());
        xml.end();
        xml.start("DANH_SACH_THONG_TIN_KY");
        xml.start("DANH_SACH_GVBM").end();
        xml.start("GVCN").end();
        xml.end().end();
        xml.start("PHAT_HANH_HOC_BA");
        xml.start("CBQL").end();
        xml.start("KY_PHAT_HANH").end();
        xml.end().end();
    }

    private void header(Transcript transcript) {
        xml.start("THONG_TIN_CHUNG");
        text("MA_DINH_DANH_HOC_BA", transcript.content().transcriptCode());
        text("SO_DANG_BO", transcript.content().registerNumber());
        text("MA_SO_GDDT", transcript.school().departmentCode());
        text("MA_TRUONG", transcript.school().code());
        text("TEN_TRUONG", transcript.school().name());
        text("MA_SO_THUE", transcript.school().taxCode());
        text("NOI_CAP", transcript.school().place());
        text("CAP_HOC", transcript.placement().level().code());
        text("NAM_HOC", transcript.placement().schoolYear().value());
        text("KHOI", Integer.toString(transcript.placement().grade()));
        text("LOP", transcript.placement().className());
        xml.start("LANH_DAO_KY");
        text("HO_TEN", transcript.leader().fullName());
        text("CHUC_DANH", transcript.leader().title());
        text("SO_DINH_DANH", transcript.leader().personalNumber());
        xml.end().end();
    }

    private void content(TranscriptContent content) {
        Pupil pupil = content.pupil();
        if (pupil != null) {
            pupil(pupil);
        }
        flag("CO_KHUYET_TAT_KHONG_DANH_GIA", content.disabilityNotAssessed());
        Health health = content.health();
        if (health != null) {
            xml.start("SUC_KHOE");
            decimal("CHIEU_CAO", health.heightCm());
            decimal("CAN_NANG", health.weightKg());
            text("TINH_TRANG", health.condition());
            xml.end();
        }
        Attendance attendance = content.attendance();
        if (attendance != null) {
            xml.start("CHUYEN_CAN");
            value("SO_NGAY_NGHI_CO_PHEP", attendance.absentWithLeave());
            value("SO_NGAY_NGHI_KHONG_PHEP", attendance.absentWithoutLeave());
            xml.end();
        }
        studyHistory(content.studyHistory());
        PrimaryResults results = content.results();
        if (results != null) {
            results(results);
        }
        awards(content.awards());
        certificates(content.certificates());
        text("NHAN_XET_GVCN", content.homeroomComment());
        Decision decision = content.decision();
        if (decision != null) {
            xml.start("QUYET_DINH");
            flag("HOAN_THANH_CHUONG_TRINH_LOP", decision.programmeCompleted());
            flag("DUOC_LEN_LOP", decision.promoted());
            flag("HOAN_THANH_CHUONG_TRINH_TIEU_HOC", decision.primaryCompleted());
            text("GHI_CHU", decision.note());
            xml.end();
        }
    }

    private void pupil(Pupil pupil) {
        xml.start("HOC_SINH");
        text("MA_HOC_SINH", pupil.pupilCode());
        text("SO_DINH_DANH", pupil.personalNumber());
        text("HO_TEN", pupil.fullName());
        value("NGAY_SINH", pupil.dateOfBirth());
        if (pupil.gender() != null) {
            value("GIOI_TINH", pupil.gender().code());
        }
        text("DAN_TOC", pupil.ethnicity());
        text("QUOC_TICH", pupil.nationality());
        text("DIEN_CHINH_SACH", pupil.policyGroup());
        text("NOI_SINH", pupil.placeOfBirth());
        text("QUE_QUAN", pupil.homeTown());
        text("NOI_O_HIEN_NAY", pupil.address());
        text("HO_TEN_CHA", pupil.fatherName());
        text("HO_TEN_ME", pupil.motherName());
        text("HO_TEN_NGUOI_GIAM_HO", pupil.guardianName());
        xml.end();
    }

    private void studyHistory(List<StudyPeriod> periods) {
        xml.start("QUA_TRINH_HOC_TAP");
        for (StudyPeriod period : periods) {
            xml.start("GIAI_DOAN");
            text("NAM_HOC", period.schoolYear());
            text("LOP", period.className());
            text("TRUONG", period.schoolName());
            text("SO_DANG_BO", period.registerNumber());
            value("NGAY_NHAP_HOC", period.admissionDate());
            xml.end();
        }
        xml.end();
    }

    private void results(PrimaryResults results) {
        xml.start("KET_QUA_TIEU_HOC");
        subjects(results.subjects(), "diem");
        qualities(results.qualities());
        text("NHAN_XET_PHAM_CHAT", results.qualitiesComment());
        competences("NANG_LUC_CHUNG", Competence.Kind.GENERAL, results.competences());
        text("NHAN_XET_NANG_LUC_CHUNG", results.generalCompetencesComment());
        competences("NANG_LUC_DAC_THU", Competence.Kind.SPECIFIC, results.competences());
        text("NHAN_XET_NANG_LUC_DAC_THU", results.specificCompetencesComment());
        if (results.yearResult() != null) {
            text("KET_QUA_NAM_HOC", LayoutCodes.of(results.yearResult()));
        }
        SummerReassessment summer = results.summer();
        if (summer != null) {
            xml.start("REN_LUYEN_TRONG_HE");
            subjects(summer.subjects(), "diem-he");
            qualities(summer.qualities());
            competences("NANG_LUC_CHUNG", Competence.Kind.GENERAL, summer.competences());
            competences("NANG_LUC_DAC_THU", Competence.Kind.SPECIFIC, summer.competences());
            if (summer.yearResult() != null) {
                text("KET_QUA_NAM_HOC", LayoutCodes.of(summer.yearResult()));
            }
            text("NHAN_XET", summer.comment());
            xml.end();
        }
        xml.end();
    }

    private void subjects(List<SubjectRow> rows, String idPrefix) {
        xml.start("DANH_SACH_MON_HOC");
        int number = 0;
        for (SubjectRow row : rows) {
            number++;
            xml.start("DIEM_TONG_KET").attribute("Id", idPrefix + "-" + number);
            if (row.subject() != null) {
                text("MA_MON_HOC", LayoutCodes.of(row.subject()));
                text("TEN_MON_HOC", row.subject().vietnameseName());
            }
            text("NGON_NGU", row.language());
            if (row.level() != null) {
                text("MUC_DAT_DUOC", row.level().code());
            }
            decimal("DIEM_GIUA_KY", row.midTermMark());
            decimal("DIEM_CUOI_NAM", row.yearEndMark());
            text("NHAN_XET", row.comment());
            xml.end();
        }
        xml.end();
    }

    private void qualities(Map<Quality, TraitLevel> levels) {
        xml.start("PHAM_CHAT");
        levels.forEach((quality, level) -> text(LayoutCodes.of(quality), level.code()));
        xml.end();
    }

    private void competences(String name, Competence.Kind kind, Map<Competence, TraitLevel> levels) {
        xml.start(name);
        levels.forEach((competence, level) -> {
            if (competence.kind() == kind) {
                text(LayoutCodes.of(competence), level.code());
            }
        });
        xml.end();
    }

    private void awards(List<Award> awards) {
        xml.start("DANH_SACH_KHEN_THUONG");
        for (Award award : awards) {
            xml.start("KHEN_THUONG");
            if (award.title() != null) {
                text("DANH_HIEU", LayoutCodes.of(award.title()));
            }
            text("NOI_DUNG", award.description());
            xml.end();
        }
        xml.end();
    }

    private void certificates(List<Certificate> certificates) {
        xml.start("DANH_SACH_CHUNG_CHI");
        for (Certificate certificate : certificates) {
            xml.start("CHUNG_CHI");
            text("TEN", certificate.name());
            text("NOI_CAP", certificate.issuer());
            value("NGAY_CAP", certificate.issuedOn());
            xml.end();
        }
        xml.end();
    }

    private void text(String name, @Nullable String text) {
        if (text != null) {
            xml.element(name, text);
        }
    }

    /** Dates and whole numbers, whose {@code toString} is ISO 8601 or plain digits in every locale. */
    private void value(String name, @Nullable Object value) {
        text(name, value == null ? null : value.toString());
    }

    private void decimal(String name, @Nullable BigDecimal number) {
        text(name, number == null ? null : number.toPlainString());
    }

    private void flag(String name, @Nullable Boolean flag) {
        if (flag != null) {
            text(name, flag ? "1" : "0");
        }
    }
}
