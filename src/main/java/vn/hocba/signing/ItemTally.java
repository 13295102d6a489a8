package vn.hocba.signing;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How many items of a request stand in the same way. */
@RegisterForReflection(fields = false, methods = false)
record ItemTally(UUID requestId, ItemState state, @Nullable String failure, long count) {}
