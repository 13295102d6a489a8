package vn.hocba.operations;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import vn.hocba.remotesigning.CircuitBreaker;
import vn.hocba.remotesigning.RemoteSigningServices;

/**
 * {@code hocba_provider_state}, by provider: 0 calls are made, 1 one call is tried, 2 none for a while, 3 paused by an operator, 4 maintenance.
 */
@ApplicationScoped
class ProviderMetrics {

    private final RemoteSigningServices services;
    private final MeterRegistry meters;

    ProviderMetrics(RemoteSigningServices services, MeterRegistry meters) {
        this.services = services;
        this.meters = meters;
    }

    void register(@Observes StartupEvent event) {
        services.providers()
                .forEach(provider -> Gauge.builder("hocba.provider.state", services, all -> number(all.state(provider)))
                        .tag("provider", provider.value())
                        .description(
                                "0 calls are made, 1 one call is tried, 2 none for a while, 3 paused by an operator, 4 maintenance")
                        .register(meters));
    }

    private static int number(CircuitBreaker.State state) {
        return switch (state) {
            case CLOSED -> 0;
            case HALF_OPEN -> 1;
            case OPEN -> 2;
            case PAUSED -> 3;
            case MAINTENANCE -> 4;
        };
    }
}
