package vn.hocba.signing;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An item as lists and views need it. */
@RegisterForReflection(fields = false, methods = false)
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
