package vn.hocba.document;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import vn.hocba.transcript.AwardTitle;
import vn.hocba.transcript.Competence;
import vn.hocba.transcript.Quality;
import vn.hocba.transcript.Subject;
import vn.hocba.transcript.YearResult;

/**
 * The words by which layout 1.0 names the constants of the transcript. Frozen: files that were written live for ever. They stand
 * apart from the constants' own names, which may change.
 */
final class LayoutCodes {
    private LayoutCodes() {}

    static String of(Subject subject) {
        return switch (subject) {
            case VIETNAMESE -> "TIENG_VIET";
            case MATHEMATICS -> "TOAN";
            case ETHICS -> "DAO_DUC";
            case NATURE_AND_SOCIETY -> "TU_NHIEN_VA_XA_HOI";
            case SCIENCE -> "KHOA_HOC";
            case HISTORY_AND_GEOGRAPHY -> "LICH_SU_VA_DIA_LI";
            case FOREIGN_LANGUAGE_1 -> "NGOAI_NGU_1";
            case INFORMATICS_AND_TECHNOLOGY -> "TIN_HOC_VA_CONG_NGHE";
            case PHYSICAL_EDUCATION -> "GIAO_DUC_THE_CHAT";
            case MUSIC -> "AM_NHAC";
            case FINE_ARTS -> "MI_THUAT";
            case EXPERIENTIAL_ACTIVITIES -> "HOAT_DONG_TRAI_NGHIEM";
            case ETHNIC_MINORITY_LANGUAGE -> "TIENG_DAN_TOC_THIEU_SO";
        };
    }

    static String of(Quality quality) {
        return switch (quality) {
            case PATRIOTISM -> "YEU_NUOC";
            case KINDNESS -> "NHAN_AI";
            case DILIGENCE -> "CHAM_CHI";
            case HONESTY -> "TRUNG_THUC";
            case RESPONSIBILITY -> "TRACH_NHIEM";
        };
    }

    static String of(Competence competence) {
        return switch (competence) {
            case AUTONOMY_AND_LEARNING -> "TU_CHU_VA_TU_HOC";
            case COMMUNICATION_AND_COOPERATION -> "GIAO_TIEP_VA_HOP_TAC";
            case PROBLEM_SOLVING_AND_CREATIVITY -> "GIAI_QUYET_VAN_DE_VA_SANG_TAO";
            case LANGUAGE -> "NGON_NGU";
            case CALCULATION -> "TINH_TOAN";
            case SCIENCE -> "KHOA_HOC";
            case TECHNOLOGY -> "CONG_NGHE";
            case INFORMATICS -> "TIN_HOC";
            case AESTHETICS -> "THAM_MI";
            case PHYSICAL -> "THE_CHAT";
        };
    }

    static String of(YearResult result) {
        return switch (result) {
            case EXCELLENT -> "HTXS";
            case COMPLETED_WELL -> "HTT";
            case COMPLETED -> "HT";
            case NOT_COMPLETED -> "CHT";
        };
    }

    static String of(AwardTitle title) {
        return switch (title) {
            case EXCELLENT_PUPIL -> "HOC_SINH_XUAT_SAC";
            case OUTSTANDING_PUPIL -> "HOC_SINH_TIEU_BIEU";
            case OTHER -> "KHAC";
        };
    }

    /** The constant that a word stands for; empty when the layout has no such word. */
    static <E extends Enum<E>> Optional<E> constant(Class<E> type, Function<E, String> code, String word) {
        return Stream.of(type.getEnumConstants())
                .filter(constant -> code.apply(constant).equals(word))
                .findFirst();
    }
}
