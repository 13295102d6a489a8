package vn.hocba.draft;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.hocba.transcript.TranscriptContent;

/** A row of {@code transcript} with its content. */
record StoredTranscript(
        Standing standing,
        String schoolYear,
        TranscriptContent content,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant issuedAt) {}
