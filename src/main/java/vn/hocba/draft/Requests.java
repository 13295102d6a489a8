package vn.hocba.draft;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import vn.hocba.directory.ClassId;
import vn.hocba.directory.StaffId;
import vn.hocba.problem.FieldError;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;
import vn.hocba.transcript.TranscriptContent;

/** Bodies of the requests about transcripts. */
final class Requests {
    private static final int LONGEST_REASON = 500;

    /** Most transcripts that one bulk request takes. */
    static final int MOST_ITEMS = 100;

    private Requests() {}

    /** A new transcript: {@code classId} beside the fields of its content. Read by {@link Bodies}. */
    @Schema(
            name = "NewTranscript",
            description = "The class beside the fields of the content; a draft may leave any of these out.",
            allOf = TranscriptContent.class)
    record NewTranscript(@Schema(required = true) ClassId classId) {}

    /** Contents to import. Read by {@link Bodies}. */
    @Schema(name = "TranscriptImport", description = "1 to 100 contents; each is judged on its own.")
    record Import(
            @Schema(required = true, minItems = 1, maxItems = MOST_ITEMS)
            List<TranscriptContent> items) {}

    /**
     * Lock of one transcript.
     *
     * @param leaderStaffId who will sign for the school's leadership; not needed where there is only one
     */
    @Schema(name = "LockRequest", examples = "{\"leaderStaffId\": \"0199a1b2-0000-7000-8000-000000000003\"}")
    record Lock(
            @Schema(description = "Who will sign for the school's leadership; optional where there is only one.")
            @Nullable
            StaffId leaderStaffId) {}

    /**
     * Lock of many transcripts: those named, or all drafts of a class.
     *
     * @param ids 1 to 100 transcripts, or null
     * @param classId a class, or null
     * @param leaderStaffId who will sign for the school's leadership; not needed where there is only one
     */
    @Schema(name = "BulkLockRequest", description = "Either ids or classId.")
    record BulkLock(
            @Schema(maxItems = MOST_ITEMS) @Nullable List<TranscriptId> ids,
            @Nullable ClassId classId,
            @Nullable StaffId leaderStaffId) {

        /** @throws ProblemException {@link ProblemType#VALIDATION_FAILED} */
        static BulkLock checked(@Nullable BulkLock body) {
            if (body == null || (body.ids == null) == (body.classId == null)) {
                throw invalid(
                        "/ids",
                        "required",
                        "Cần danh sách học bạ “ids” hoặc lớp “classId”.",
                        "Name either the transcripts (“ids”) or the class (“classId”).");
            }
            if (body.ids != null && (body.ids.isEmpty() || body.ids.size() > MOST_ITEMS)) {
                throw invalid(
                        "/ids",
                        "wrong-size",
                        "Mỗi lần khóa từ 1 đến " + MOST_ITEMS + " học bạ.",
                        "One request takes 1 to " + MOST_ITEMS + " transcripts.");
            }
            if (body.ids != null && body.ids.stream().anyMatch(id -> id == null)) {
                throw invalid("/ids", "required", "Danh sách có phần tử rỗng.", "The list contains null.");
            }
            return body;
        }

        /** The drafts of a class, if one request takes so many. @throws ProblemException as {@link #checked} */
        static List<TranscriptId> bounded(List<TranscriptId> drafts) {
            if (drafts.size() > MOST_ITEMS) {
                throw invalid(
                        "/classId",
                        "wrong-size",
                        "Lớp có hơn " + MOST_ITEMS + " bản nháp; hãy khóa từng phần theo danh sách “ids”.",
                        "The class has more than " + MOST_ITEMS + " drafts; lock them in parts, by “ids”.");
            }
            return drafts;
        }
    }

    /**
     * Why something is undone.
     *
     * @param reason 1 to 500 characters
     */
    @Schema(name = "ReasonRequest")
    record Reason(
            @Schema(required = true, minLength = 1, maxLength = LONGEST_REASON, examples = "Thiếu nhận xét môn Toán.")
            @Nullable
            String reason) {

        /** @throws ProblemException {@link ProblemType#VALIDATION_FAILED} */
        static String checked(@Nullable Reason body) {
            String reason = body == null || body.reason == null ? "" : body.reason.strip();
            if (reason.isEmpty()) {
                throw invalid("/reason", "required", "Cần ghi lý do.", "Give the reason.");
            }
            if (reason.codePointCount(0, reason.length()) > LONGEST_REASON || reason.indexOf('\0') >= 0) {
                throw invalid(
                        "/reason",
                        "too-long",
                        "Lý do dài tối đa " + LONGEST_REASON + " ký tự thông thường.",
                        "The reason may have " + LONGEST_REASON + " ordinary characters.");
            }
            return reason;
        }
    }

    private static ProblemException invalid(String pointer, String code, String vi, String en) {
        return new ProblemException(ProblemType.VALIDATION_FAILED, List.of(FieldError.at(pointer, code, vi, en)));
    }
}
