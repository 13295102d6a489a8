package vn.hocba.pki.client;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code hocba.timestamps}: whom to ask for timestamps. */
@ConfigMapping(prefix = "hocba.timestamps")
public interface TimestampSettings {

    /** Addresses of timestamp authorities (RFC 3161 over HTTP), the preferred one first. */
    Optional<List<URI>> authorities();

    /** Policies (object identifiers) under which a token may be made; any when absent. */
    Optional<Set<String>> policies();

    /** How long one answer may take; public authorities have been seen to need two minutes. */
    @WithDefault("PT150S")
    Duration timeout();

    /** How many wishes may be under way at once, over all authorities. */
    @WithDefault("4")
    int concurrency();

    /** The longest answer that is read, in bytes. */
    @WithDefault("65536")
    long maxBytes();
}
