package vn.hocba.signing;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import vn.hocba.remotesigning.ProviderId;
import vn.hocba.remotesigning.RemoteSigningServices;

/**
 * When signing will be done, from what this replica measured lately, what waits at the provider, and when calls are made to it
 * again; nothing where it does not know. Each consent's estimate is compared with what happened: {@code
 * hocba_estimate_error_seconds}, by provider, late or early.
 */
@ApplicationScoped
class Estimates {

    /** Sessions whose beginning is remembered at once; of those that other replicas end, the oldest are forgotten. */
    private static final int REMEMBERED = 10_000;

    private final RemoteSigningServices services;
    private final SigningConfiguration configuration;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<ProviderId, OrderTimes> times = new ConcurrentHashMap<>();
    private final Map<RowKey, Instant> sent = new Bounded();
    private final Map<RowKey, Instant> expected = new Bounded();
    private volatile Map<ProviderId, Queue> waiting = Map.of();

    Estimates(RemoteSigningServices services, SigningConfiguration configuration, MeterRegistry meters, Clock clock) {
        this.services = services;
        this.configuration = configuration;
        this.meters = meters;
        this.clock = clock;
    }

    private static final class Bounded extends LinkedHashMap<RowKey, Instant> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<RowKey, Instant> eldest) {
            return size() > REMEMBERED;
        }
    }

    /**
     * What has its consent and waits at a provider.
     *
     * @param busy replicas that work on it
     */
    record Queue(Workload consented, int busy) {

        static final Queue NONE = new Queue(Workload.NONE, 0);

        /** Orders that are made side by side, if each replica makes so many. Who asks is a replica too, and would be busy. */
        int atOnce(int concurrency) {
            return concurrency * Math.max(1, busy);
        }
    }

    /** What waits at each provider, as all replicas have it; seen now and then. */
    void saw(Map<ProviderId, Queue> consented) {
        waiting = Map.copyOf(consented);
    }

    /**
     * When so much will be done at a provider if the consent to it is given now.
     *
     * @param counted how much of it has its consent already, and so is part of what waits
     */
    Optional<Instant> doneAt(ProviderId provider, Workload own, Workload counted) {
        if (services.find(provider).isEmpty() || own.digests() == 0) {
            return Optional.empty();
        }
        var queue = waiting.getOrDefault(provider, Queue.NONE);
        var ahead = queue.consented().minus(counted);
        return times(provider)
                .cost()
                .flatMap(cost -> services.condition(provider)
                        .goesOn()
                        .map(from -> from.plus(own.doneAfter(ahead, queue.atOnce(configuration.concurrency()), cost))));
    }

    private OrderTimes times(ProviderId provider) {
        return times.computeIfAbsent(provider, none -> new OrderTimes());
    }

    /** A session went from one state to the next. */
    synchronized void moved(StoredSession from, SigningSession next) {
        switch (next) {
            case SigningSession.Authorised authorised
            when from.state() instanceof SigningSession.ConsentAsked ->
                doneAt(from.credential().provider(), Workload.in(from.items(), from.orderSize()), Workload.NONE)
                        .ifPresent(time -> expected.put(from.key(), time));
            case SigningSession.Submitting submitting -> sent.put(from.key(), clock.instant());
            // not taken, or its answer lost: how long it took then tells of the failure
            case SigningSession.Authorised again -> {
                if (from.state() instanceof SigningSession.Submitting) {
                    sent.remove(from.key());
                }
            }
            case SigningSession.Extending extending -> orderDone(from);
            case SigningSession.Completed completed -> {
                orderDone(from);
                done(from);
            }
            case SigningSession.Ended ended -> {
                sent.remove(from.key());
                expected.remove(from.key());
            }
            case SigningSession.Open open -> {}
        }
    }

    private void orderDone(StoredSession from) {
        var began = sent.remove(from.key());
        if (began != null && from.received() > 0) {
            times(from.credential().provider())
                    .add((from.received() - 1) % from.orderSize() + 1, Duration.between(began, clock.instant()));
        }
    }

    private void done(StoredSession from) {
        var time = expected.remove(from.key());
        if (time != null) {
            var error = Duration.between(time, clock.instant());
            DistributionSummary.builder("hocba.estimate.error")
                    .baseUnit("seconds")
                    .description("How far estimates of when signing would be done were from what happened")
                    .tag("provider", from.credential().provider().value())
                    .tag("actual", error.isNegative() ? "early" : "late")
                    .register(meters)
                    .record(error.abs().toMillis() / 1000.0);
        }
    }
}
