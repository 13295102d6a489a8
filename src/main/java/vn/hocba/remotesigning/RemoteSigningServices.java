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

    /** @param mostDigests in one order to sign, at least 1 */
    private record Provider(
            RemoteSigningService service, CircuitBreaker breaker, int mostDigests, Optional<URI> redirect) {

        static Provider of(ProviderId id, RemoteSigningService service, CircuitBreaker breaker) {
            return new Provider(new GuardedService(id, service, breaker), breaker, MOST_DIGESTS, Optional.empty());
        }

        Provider with(int digests, Optional<URI> address) {
            return new Provider(service, breaker, digests, address);
        }
    }

    private final Map<ProviderId, Provider> providers;
    private final Map<String, ProviderId> callbackSecrets;

    /**
     * Connects nothing yet, but rejects a configuration that could never work.
     *
     * @throws IllegalArgumentException naming the provider and what is wrong with its configuration
     */
    @Inject
    public RemoteSigningServices(ProvidersConfiguration configuration, @All List<Dialect> dialects) {
        this(connected(configuration.providers(), dialects), callbackSecrets(configuration.providers()));
    }

    private RemoteSigningServices(Map<ProviderId, Provider> providers, Map<String, ProviderId> callbackSecrets) {
        this.providers = Map.copyOf(providers);
        this.callbackSecrets = Map.copyOf(callbackSecrets);
    }

    /** For assembling by hand. */
    public static RemoteSigningServices of(Map<ProviderId, RemoteSigningService> services, Clock clock) {
        var providers = new HashMap<ProviderId, Provider>();
        services.forEach((id, service) -> providers.put(
                id, Provider.of(id, service, new CircuitBreaker(false, MaintenanceWindows.none(), clock))));
        return new RemoteSigningServices(providers, Map.of());
    }

    private static Map<ProviderId, Provider> connected(
            Map<String, ProviderSettings> configured, List<Dialect> dialects) {
        var byName = dialects.stream().collect(Collectors.toMap(Dialect::name, Function.identity()));
        var connected = new HashMap<ProviderId, Provider>();
        configured.forEach((name, settings) -> {
            var id = new ProviderId(name);
            var breaker = new CircuitBreaker(settings.paused(), maintenance(name, settings), Clock.systemUTC());
            connected.put(
                    id,
                    Provider.of(id, connect(id, settings, breaker, byName), breaker)
                            .with(settings.mostDigests(), redirect(name, settings)));
        });
        return connected;
    }

    private static RemoteSigningService connect(
            ProviderId id, ProviderSettings settings, CircuitBreaker breaker, Map<String, Dialect> byName) {
        var dialect = byName.get(settings.dialect());
        if (dialect == null) {
            throw new IllegalArgumentException("hocba.providers." + id + ".dialect must be one of "
                    + byName.keySet().stream().sorted().toList());
        }
        requireAtLeastOne(id, "concurrency", settings.concurrency());
        requireAtLeastOne(id, "held-calls", settings.heldCalls());
        requireAtLeastOne(id, "most-digests", settings.mostDigests());
        requireAtLeastOne(id, "max-signatures", settings.maxSignatures());
        var service = dialect.connect(id, settings, breaker::rests);
        if (settings.callbackSecret().isPresent() && service.fixedCallbacks().isEmpty()) {
            throw new IllegalArgumentException("hocba.providers." + id
                    + ".callback-secret: this wire has an address for each order (hocba.callbacks.base-url)");
        }
        return service;
    }

    private static void requireAtLeastOne(ProviderId id, String key, int given) {
        if (given < 1) {
            throw new IllegalArgumentException("hocba.providers." + id + "." + key + " must be 1 or more");
        }
    }

    private static MaintenanceWindows maintenance(String name, ProviderSettings settings) {
        try {
            return MaintenanceWindows.of(settings.maintenance().orElse(List.of()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("hocba.providers." + name + ".maintenance: " + e.getMessage(), e);
        }
    }

    private static Optional<URI> redirect(String name, ProviderSettings settings) {
        var redirect = settings.redirectUri();
        if (redirect.filter(address -> !address.isAbsolute() || address.getRawFragment() != null)
                .isPresent()) {
            throw new IllegalArgumentException(
                    "hocba.providers." + name + ".redirect-uri must be an absolute address without fragment");
        }
        return redirect;
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

    /** The ids of all configured providers. */
    public Set<ProviderId> providers() {
        return providers.keySet();
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
        return Objects.requireNonNull(providers.get(id), "not configured").breaker();
    }

    private Optional<Provider> configured(ProviderId id) {
        return Optional.ofNullable(providers.get(id));
    }

    /** The client of a provider, or nothing if none of that name is configured. */
    public Optional<RemoteSigningService> find(ProviderId id) {
        return configured(id).map(Provider::service);
    }

    /** Where a provider's consent page sends people afterwards, if not to this system's own page. */
    public Optional<URI> redirect(ProviderId id) {
        return configured(id).flatMap(Provider::redirect);
    }

    /** The provider that calls back at the fixed address with this secret end, if one does. */
    public Optional<ProviderId> calledAt(String secret) {
        return Optional.ofNullable(callbackSecrets.get(fingerprint(secret)));
    }

    /** Most digests that a provider takes in one order to sign, at least 1. */
    public int mostDigests(ProviderId id) {
        return configured(id).map(Provider::mostDigests).orElse(MOST_DIGESTS);
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
