package vn.hocba.signing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How many items of a request stand in the same way. */
record ItemTally(UUID requestId, ItemState state, @Nullable String failure, long count) {}
