package vn.hocba.signing;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An item as lists and views need it. */
record ItemRow(
        UUID id,
        UUID sessionId,
        int position,
        UUID transcriptId,
        int revision,
        String label,
        ItemState state,
        @Nullable String failure,
        @Nullable Instant signedAt) {}
