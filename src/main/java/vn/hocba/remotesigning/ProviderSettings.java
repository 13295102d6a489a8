package vn.hocba.remotesigning;

import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What is configured for one provider, under {@code hocba.providers.<id>}. */
public interface ProviderSettings {

    /** The wire it speaks: a {@link Dialect#name()}. */
    String dialect();

    /** Where the service's methods stand, without a trailing slash, such as {@code https://sign.example.vn/csc/v2}. */
    URI url();

    /** Our name with the service. */
    String clientId();

    /** Our secret with the service. */
    String clientSecret();

    /** Where service tokens are had; if absent, the dialect finds it below {@link #url()}. */
    Optional<URI> tokenUrl();

    /**
     * Permits a plain {@code http:} address other than the own machine's. For closed test networks: secrets then travel
     * unencrypted.
     */
    @WithDefault("false")
    boolean plainHttp();

    /** PEM file with the certificates that the service's TLS certificate must lead to; if absent, the platform's. */
    Optional<Path> tlsTrust();

    /** Longest wait for a connection. */
    @WithDefault("2S")
    Duration connectTimeout();

    /** Longest wait for a whole answer, from the first byte sent. */
    @WithDefault("20S")
    Duration timeout();

    /** Time between two polls where the service does not name one. */
    @WithDefault("1S")
    Duration pollInterval();

    /** Largest answer that is read, in bytes. */
    @WithDefault("8388608")
    int maxAnswerBytes();

    /** Calls in flight at once. */
    @WithDefault("4")
    int concurrency();

    /** Calls waiting for a place among those; one more fails as {@link RemoteSigningFailure.Overloaded}. */
    @WithDefault("1000")
    int queue();
}
