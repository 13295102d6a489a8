package vn.hocba.remotesigning;

import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
     * Where the provider's consent page sends the signer afterwards, exactly as registered there ({@code csc-v1}, {@code csc-v2});
     * if absent, this system's own page.
     */
    Optional<URI> redirectUri();

    /** How we log in with a service that has several ways ({@code csc-v1}). */
    @WithDefault("oauth2")
    Login login();

    /** Our name in requests that ask for one beside {@link #clientId()} ({@code rssp}); if absent, that. */
    Optional<String> relyingParty();

    /** The profile that the service gave us ({@code rssp}, {@code mysign}); if absent, the dialect's usual one. */
    Optional<String> profile();

    /** The fixed signature that the service gave us for its login header ({@code rssp}). */
    Optional<String> loginSignature();

    /** PKCS #12 file with the key that signs our login ({@code rssp}). */
    Optional<Path> keyStore();

    /** Opens {@link #keyStore()}. */
    Optional<String> keyStorePassword();

    /** Algorithm of that key's signature under our login, as the Java platform names it ({@code rssp}). */
    @WithDefault("SHA1withRSA")
    String loginAlgorithm();

    /** Whether signers type password and OTP in here, instead of approving on the phone ({@code smartca}'s integrated package). */
    @WithDefault("false")
    boolean typedConsent();

    /** What {@code mysign} calls {@code async}: 1 or 2, or 3 where the service also calls back. */
    @WithDefault("1")
    int async();

    /**
     * The end of the one address at which the service calls back, as registered there: {@code /v1/callbacks/<this>}; at least 32 of
     * {@code A-Z a-z 0-9 _ -}, and as secret as a password ({@code smartca}, {@code mysign}). If absent, it is polled only.
     */
    Optional<String> callbackSecret();

    /** Signatures for one consent, where the wire does not say ({@code smartca}). */
    @WithDefault("100")
    int maxSignatures();

    /** Digests in one order to sign; a consent over more of them is served by several orders. */
    @WithDefault("2000")
    int mostDigests();

    /** Whether an operator has stopped all calls of this provider; what is under way waits, and goes on afterwards. */
    @WithDefault("false")
    boolean paused();

    /** When the provider is away each week, as {@link MaintenanceWindows} reads it: no calls are made then. */
    Optional<List<String>> maintenance();

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

    /** Longest wait for the answer to a call that the service holds open while a person decides. */
    @WithDefault("2M")
    Duration consentTimeout();

    /** Calls that the service holds open while people decide, beside those of {@link #concurrency()}. */
    @WithDefault("100")
    int heldCalls();

    /** Time between two polls where the service does not name one. */
    @WithDefault("1S")
    Duration pollInterval();

    /** Largest answer that is read, in bytes. */
    @WithDefault("8388608")
    int maxAnswerBytes();

    /** Calls in flight at once. */
    @WithDefault("4")
    int concurrency();

    /**
     * Calls made in a minute, evenly, whatever they are for: logins and looks count too, as they do at the service. A quota of
     * signatures, in contrast, is the service's to count: it declines with the time to come back ({@link CircuitBreaker}).
     */
    Optional<Integer> callsPerMinute();

    /** Calls waiting for a place among those; one more fails as {@link RemoteSigningFailure.Overloaded}. */
    @WithDefault("1000")
    int queue();

    /** Ways of logging in. */
    enum Login {
        /** OAuth 2.0 client credentials: a login of ours, for all signers. */
        OAUTH2,
        /** Name and password ({@code auth/login}): a login of one signer, whose credentials alone are seen. */
        BASIC
    }
}
