package vn.hocba.draft;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import vn.hocba.transcript.Slot;

/**
 * A signature that stands in the document.
 *
 * @param level that it has
 * @param wantedLevel that it shall get; it has got it, or will not get it any more, when {@code waitsFor} is absent
 * @param waitsFor what comes next for it; absent when nothing does
 * @param nextTry when that is tried again; absent while it is tried
 * @param lastFailure why it did not succeed the last time, a stable code; absent when nothing failed
 */
@Schema(
        name = "TranscriptSignature",
        description = "A signature in the document, its level and what it still waits for.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SignatureView(
        Slot slot,
        Level level,
        Level wantedLevel,

        @Schema(description = "What comes next for it; absent when it has its level, or cannot get it any more")
        @Nullable
        WaitsFor waitsFor,

        @Schema(description = "After a failure: when it is tried again; absent while it is tried") @Nullable
        Instant nextTry,

        @Schema(
                description = "Why the last try did not succeed",
                enumeration = {
                    "timestamp-authority-unavailable",
                    "timestamp-rejected",
                    "timestamp-not-believed",
                    "too-many-at-once",
                    "certificate-not-trusted",
                    "revocation-data-unavailable",
                    "held-by-signing-request",
                    "document-changed",
                    "internal-error"
                })
        @Nullable
        String lastFailure) {

    /** The baseline levels of ETSI EN 319 132-1. */
    @Schema(name = "BaselineLevel")
    public enum Level {
        BASELINE_B,
        BASELINE_T,
        BASELINE_LT,
        BASELINE_LTA
    }

    /** What makes the next level. */
    @Schema(name = "LevelStage")
    public enum WaitsFor {
        /** A timestamp over the signature: level T. */
        TIMESTAMP,
        /** Certificates and proofs of their status: level LT. */
        REVOCATION_DATA,
        /** A timestamp over all of it: level LTA, or its renewal. */
        ARCHIVE_TIMESTAMP
    }
}
