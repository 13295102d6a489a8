package vn.hocba.remotesigning;

import java.time.Instant;
import java.util.Optional;

/** Whether a provider is to be left alone now; asked again for each call that has waited for its turn. */
@FunctionalInterface
public interface Rest {

    /** When to ask again, if so. */
    Optional<Instant> until();
}
