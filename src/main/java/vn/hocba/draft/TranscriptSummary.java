package vn.hocba.draft;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import vn.hocba.directory.ClassId;
import vn.hocba.transcript.Slot;

/**
 * A transcript in a list, without its content.
 *
 * @param pupilCode absent while not entered
 * @param pupilName absent while not entered
 * @param awaiting whose signature is next; absent for a draft and once issued
 * @param heldBySigningRequest the signing request that works on it; absent when none does
 * @param signatures those in the document, in the slots' order
 * @param revision number of the last locked revision, 0 before the first
 * @param version the ETag for {@code If-Match}
 */
@Schema(name = "TranscriptSummary", description = "A transcript in a list; read it for its content.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TranscriptSummary(
        TranscriptId id,
        ClassId classId,
        @Schema(examples = "4A") @Nullable String className,
        @Schema(examples = "2025-2026") String schoolYear,
        @Schema(examples = "7912345678") @Nullable String pupilCode,
        @Schema(examples = "Nguyễn Hoài An") @Nullable String pupilName,
        TranscriptState.Code state,
        @Nullable Slot awaiting,
        @Nullable ClaimId heldBySigningRequest,
        List<SignatureView> signatures,
        int revision,
        int version,
        Instant updatedAt) {

    static TranscriptSummary of(ListedTranscript row, @Nullable String className, List<SignatureView> signatures) {
        Standing standing = row.standing();
        return new TranscriptSummary(
                standing.id(),
                standing.classId(),
                className,
                row.schoolYear(),
                row.pupilCode(),
                standing.pupilName(),
                standing.state().code(),
                standing.state().awaiting().orElse(null),
                standing.state().claim().orElse(null),
                signatures,
                standing.revision(),
                standing.version(),
                row.updatedAt());
    }
}
