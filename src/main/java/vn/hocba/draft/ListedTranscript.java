package vn.hocba.draft;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of a list. */
record ListedTranscript(
        Standing standing, String schoolYear, @Nullable String pupilCode, Instant updatedAt) {}
