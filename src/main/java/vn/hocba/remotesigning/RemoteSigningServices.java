package vn.hocba.remotesigning;

import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import vn.hocba.pki.DigestAlgorithm;

/** The configured providers, each with a client that speaks its dialect. */
@Startup
@ApplicationScoped
public class RemoteSigningServices {

    private static final int MOST_DIGESTS = 2000;

    private final Map<ProviderId, RemoteSigningService> services;
    private final Map<ProviderId, CircuitBreaker> breakers;
    private final Map<ProviderId, Integer> mostDigests;
    private final Map<ProviderId, URI> redirects;
    private final Map<String, ProviderId> callbackSecrets;

    /**
     * Connects nothing yet, but rejects a configuration that could never work.
     *
     * @throws IllegalArgumentException naming the provider and what is wrong with its configuration
     */
    @Inject
    public RemoteSigningServices(ProvidersConfiguration configuration, @All List<Dialect> dialects) {
        this(
                connect(configuration.providers(), dialects),
                breakers(configuration.providers()),
                configuration.providers().entrySet().stream()
                        .collect(Collectors.toMap(
                                entry -> new ProviderId(entry.getKey()),
                                entry -> entry.getValue().mostDigests())),
                redirects(configuration.providers()),
                callbackSecrets(configuration.providers()));
    }

    private RemoteSigningServices(
            Map<ProviderId, RemoteSigningService> services,
            Map<ProviderId, CircuitBreaker> breakers,
            Map<ProviderId, Integer> mostDigests,
            Map<ProviderId, URI> redirects,
            Map<String, ProviderId> callbackSecrets) {
        this.callbackSecrets = Map.copyOf(callbackSecrets);
        this.redirects = Map.copyOf(redirects);
        this.breakers = Map.copyOf(breakers);
        this.mostDigests = Map.copyOf(mostDigests);
        this.services = services.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        entry -> new GuardedService(
                                entry.getKey(),
                                entry.getValue(),
                                Objects.requireNonNull(breakers.get(entry.getKey())))));
    }

    private static Map<ProviderId, CircuitBreaker> breakers(Map<String, ProviderSettings> configured) {
        return configured.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> new ProviderId(entry.getKey()),
                        entry -> new CircuitBreaker(
                                entry.getValue().paused(),
                                maintenance(entry.getKey(), entry.getValue()),
                                Clock.systemUTC())));
    }

    private static MaintenanceWindows maintenance(String name, ProviderSettings settings) {
        try {
            return MaintenanceWindows.of(settings.maintenance().orElse(List.of()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("hocba.providers." + name + ".maintenance: " + e.getMessage(), e);
        }
    }

    /** For assembling by hand. */
    public static RemoteSigningServices of(Map<ProviderId, RemoteSigningService> services) {
        return new RemoteSigningServices(
                services,
                services.keySet().stream()
                        .collect(Collectors.toMap(
                                Function.identity(),
                                provider -> new CircuitBreaker(false, MaintenanceWindows.none(), Clock.systemUTC()))),
                Map.of(),
                Map.of(),
                Map.of());
    }

    private static Map<ProviderId, URI> redirects(Map<String, ProviderSettings> configured) {
        var redirects = new HashMap<ProviderId, URI>();
        configured.forEach((name, settings) -> settings.redirectUri().ifPresent(address -> {
            if (!address.isAbsolute() || address.getRawFragment() != null) {
                throw new IllegalArgumentException(
                        "hocba.providers." + name + ".redirect-uri must be an absolute address without fragment");
            }
            redirects.put(new ProviderId(name), address);
        }));
        return redirects;
    }

    private static Map<String, ProviderId> callbackSecrets(Map<String, ProviderSettings> configured) {
        var secrets = new HashMap<String, ProviderId>();
        configured.forEach((name, settings) -> settings.callbackSecret().ifPresent(secret -> {
            String key = "hocba.providers." + name + ".callback-secret";
            if (!secret.matches("[A-Za-z0-9_-]{32,}")) {
                throw new IllegalArgumentException(key + " must be at least 32 of A-Z a-z 0-9 _ -");
            }
            if (secrets.put(fingerprint(secret), new ProviderId(name)) != null) {
                throw new IllegalArgumentException(key + " is another provider's too");
            }
        }));
        return secrets;
    }

    /** Looked up instead of the secret itself, so that the time it takes tells nothing of it. */
    private static String fingerprint(String secret) {
        return HexFormat.of().formatHex(DigestAlgorithm.SHA256.digest(secret.getBytes(StandardCharsets.UTF_8)));
    }

    private static Map<ProviderId, RemoteSigningService> connect(
            Map<String, ProviderSettings> configured, List<Dialect> dialects) {
        var byName = dialects.stream().collect(Collectors.toMap(Dialect::name, Function.identity()));
        var connected = new HashMap<ProviderId, RemoteSigningService>();
        configured.forEach((name, settings) -> {
            var id = new ProviderId(name);
            var dialect = byName.get(settings.dialect());
            if (dialect == null) {
                throw new IllegalArgumentException("hocba.providers." + name + ".dialect must be one of "
                        + byName.keySet().stream().sorted().toList());
            }
            var service = dialect.connect(id, settings);
            if (settings.callbackSecret().isPresent()
                    && service.fixedCallbacks().isEmpty()) {
                throw new IllegalArgumentException("hocba.providers." + name
                        + ".callback-secret: this wire has an address for each order (hocba.callbacks.base-url)");
            }
            connected.put(id, service);
        });
        return connected;
    }

    /** The ids of all configured providers. */
    public Set<ProviderId> providers() {
        return services.keySet();
    }

    /** Whether calls of a configured provider are made. */
    public CircuitBreaker.State state(ProviderId id) {
        return breaker(id).state();
    }

    /** The same, with when they are made again. */
    public CircuitBreaker.Condition condition(ProviderId id) {
        return breaker(id).condition();
    }

    /**
     * Makes no calls of a configured provider, or makes them again.
     *
     * @param until {@link Instant#MAX} for no end, {@link Instant#MIN} for no pause
     * @return whether it was otherwise before
     */
    public boolean pauseUntil(ProviderId id, Instant until) {
        return breaker(id).pauseUntil(until);
    }

    /** Whether the configuration itself stops all calls of a configured provider. */
    public boolean pausedByConfiguration(ProviderId id) {
        return breaker(id).isPausedForGood();
    }

    /** When a configured provider is known to be away. */
    public MaintenanceWindows maintenance(ProviderId id) {
        return breaker(id).maintenance();
    }

    private CircuitBreaker breaker(ProviderId id) {
        return Objects.requireNonNull(breakers.get(id), "not configured");
    }

    /** The client of a provider, or nothing if none of that name is configured. */
    public Optional<RemoteSigningService> find(ProviderId id) {
        return Optional.ofNullable(services.get(id));
    }

    /** Where a provider's consent page sends people afterwards, if not to this system's own page. */
    public Optional<URI> redirect(ProviderId id) {
        return Optional.ofNullable(redirects.get(id));
    }

    /** The provider that calls back at the fixed address with this secret end, if one does. */
    public Optional<ProviderId> calledAt(String secret) {
        return Optional.ofNullable(callbackSecrets.get(fingerprint(secret)));
    }

    /** Most digests that a provider takes in one order to sign, at least 1. */
    public int mostDigests(ProviderId id) {
        return Math.max(1, mostDigests.getOrDefault(id, MOST_DIGESTS));
    }

    /**
     * The client of a provider.
     *
     * @throws RemoteSigningFailure.Permanent if none of that name is configured (any more)
     */
    public RemoteSigningService provider(ProviderId id) {
        return find(id).orElseThrow(() ->
                new RemoteSigningFailure.Permanent("no signing provider '" + id + "' is configured", null));
    }
}
