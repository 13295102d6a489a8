package vn.hocba.signing;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import vn.hocba.directory.ClassId;
import vn.hocba.draft.TranscriptId;
import vn.hocba.problem.FieldError;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;
import vn.hocba.transcript.Slot;

/**
 * What a signer asks for: to sign the own slot of a class, of several classes, or of a list of transcripts.
 *
 * @param slot the signer's own
 * @param classId all transcripts of the class whose turn it is; those that are not ready are left out
 * @param classIds the same of several classes
 * @param transcriptIds exactly these, all of them or none
 * @param description shown on the signer's phone; if absent, slot, class and number say what it is about
 */
@Schema(name = "OpenSigningRequest")
public record OpenRequest(
        @NotNull Slot slot,
        @Nullable UUID classId,

        @Schema(minItems = 1, maxItems = 100) @Nullable List<@NotNull UUID> classIds,

        @Schema(minItems = 1, maxItems = 2_000) @Nullable List<@NotNull UUID> transcriptIds,

        @Schema(examples = "Ký học bạ lớp 4A năm học 2025-2026") @Size(min = 1, max = 500) @Nullable
        String description) {

    private static final int MOST_CLASSES = 100;

    // what a phone shows beside the code must not be able to look like more lines of it, or run backwards
    private static final Pattern NOT_ONE_LINE =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\u202A-\\u202E\\u2066-\\u2069]");

    /**
     * The transcripts, if they were listed.
     *
     * @throws ProblemException {@link ProblemType#VALIDATION_FAILED} unless there is exactly one of class, classes and list, the
     *     list has no duplicates and at most {@code most} entries, and the description is one line of text
     */
    void validate(int most) {
        if (description != null && NOT_ONE_LINE.matcher(description).find()) {
            throw invalid(
                    "/description",
                    "wrong-format",
                    "Mô tả là một dòng, không có ký tự điều khiển.",
                    "The description is one line without control characters.");
        }
        if (Stream.of(classId, classIds, transcriptIds).filter(Objects::nonNull).count() != 1) {
            throw invalid(
                    "/transcriptIds",
                    "class-or-list",
                    "Cần đúng một: lớp (classId), các lớp (classIds) hoặc danh sách học bạ (transcriptIds).",
                    "Give one of classId, classIds and transcriptIds.");
        }
        if (classIds != null && (classIds.isEmpty() || classIds.size() > MOST_CLASSES)) {
            throw invalid(
                    "/classIds",
                    "out-of-range",
                    "Cần từ 1 đến " + MOST_CLASSES + " lớp.",
                    "Needs 1 to " + MOST_CLASSES + " classes.");
        }
        if (transcriptIds == null) {
            return;
        }
        if (transcriptIds.isEmpty() || transcriptIds.size() > most) {
            throw invalid(
                    "/transcriptIds",
                    "out-of-range",
                    "Cần từ 1 đến " + most + " học bạ.",
                    "Needs 1 to " + most + " transcripts.");
        }
        if (new HashSet<>(transcriptIds).size() != transcriptIds.size()) {
            throw invalid(
                    "/transcriptIds", "duplicate", "Một học bạ được liệt kê hai lần.", "A transcript is listed twice.");
        }
    }

    /** The classes, if the wish is for classes. */
    Optional<List<ClassId>> classes() {
        return Optional.ofNullable(classIds)
                .or(() -> Optional.ofNullable(classId).map(List::of))
                .map(ids -> ids.stream().distinct().map(ClassId::new).toList());
    }

    /** Where a transcript was asked for. */
    String pointerTo(TranscriptId transcript) {
        if (transcriptIds != null) {
            return "/transcriptIds/" + transcriptIds.indexOf(transcript.value());
        }
        return classId == null ? "/classIds" : "/classId";
    }

    private static ProblemException invalid(String pointer, String code, String vi, String en) {
        return new ProblemException(ProblemType.VALIDATION_FAILED, List.of(FieldError.at(pointer, code, vi, en)));
    }
}
