package vn.hocba.draft;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import vn.hocba.directory.ClassId;
import vn.hocba.transcript.Leader;
import vn.hocba.transcript.School;
import vn.hocba.transcript.Slot;
import vn.hocba.transcript.TranscriptContent;

/**
 * A transcript as it is read.
 *
 * @param awaiting whose signature is next; absent for a draft and once issued
 * @param heldBySigningRequest the signing request that works on it; absent when none does
 * @param signatures those in the document, in the slots' order
 * @param version counts the changes; the ETag for {@code If-Match}
 * @param content what was entered
 * @param warnings what the rules find, while it is a draft; a lock is refused as long as one of them blocks it
 * @param locked what was fixed at the last lock; absent for a draft
 * @param issuedAt when the seal completed it; absent before
 */
@Schema(name = "Transcript", description = "One pupil's transcript of one school year.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TranscriptView(
        TranscriptId id,
        ClassId classId,
        @Schema(examples = "2025-2026") String schoolYear,
        int grade,
        @Schema(examples = "4A") String className,
        TranscriptState.Code state,
        @Nullable Slot awaiting,
        @Nullable ClaimId heldBySigningRequest,
        List<SignatureView> signatures,
        int version,
        TranscriptContent content,
        List<FindingView> warnings,
        @Nullable Locked locked,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant issuedAt) {

    /**
     * What a lock fixes besides the content.
     *
     * @param revision number of the locked revision, from 1
     * @param school header of the document
     * @param leader the only person who may sign for the school's leadership
     * @param policy version of the rules that it was checked against
     */
    @Schema(name = "LockedPart")
    public record Locked(int revision, School school, Leader leader, String policy, Instant lockedAt) {

        static Locked of(LockedRevision revision) {
            return new Locked(
                    revision.revision(),
                    revision.transcript().school(),
                    revision.transcript().leader(),
                    revision.policy(),
                    revision.lockedAt());
        }
    }
}
