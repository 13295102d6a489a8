package vn.hocba.signing;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import vn.hocba.access.Actor;
import vn.hocba.remotesigning.MaintenanceWindows;
import vn.hocba.remotesigning.ProviderId;
import vn.hocba.remotesigning.RemoteSigningServices;
import vn.hocba.workers.EventLoops;
import vn.hocba.workers.Looks;

/**
 * Which providers operators have paused: stored once, obeyed by every replica, which looks at {@code hocba.signing.poll}, and then
 * sees what waits at each as well. While the database is away, what was seen last holds.
 */
@ApplicationScoped
class ProviderPauses {

    private static final Logger LOG = Logger.getLogger(ProviderPauses.class);

    private static final String LAST = "from ProviderPauseEntity p where p.id in"
            + " (select max(q.id) from ProviderPauseEntity q group by q.provider)";

    private static final String RECORD = """
            INSERT INTO provider_pause (provider, paused, until, reason, actor, actor_name, at)
            SELECT r.provider, r.paused, r.until, r.reason, r.actor, r.actor_name, r.at
              FROM jsonb_to_record(CAST(CAST(:row AS text) AS jsonb)) AS r(
                provider text, paused boolean, until timestamptz, reason text, actor text, actor_name text, at timestamptz)
            """;

    private final RemoteSigningServices services;
    private final Dispatcher dispatcher;
    private final SessionQueue queue;
    private final Estimates estimates;
    private final EventLoops loops;
    private final SigningConfiguration configuration;
    private final Vertx vertx;
    private final Clock clock;
    private final Looks looks = new Looks();

    /** Changes made here, and those of them that are under way. */
    private int changes;

    private int changing;

    ProviderPauses(
            RemoteSigningServices services,
            Dispatcher dispatcher,
            SessionQueue queue,
            Estimates estimates,
            EventLoops loops,
            SigningConfiguration configuration,
            Vertx vertx,
            Clock clock) {
        this.services = services;
        this.dispatcher = dispatcher;
        this.queue = queue;
        this.estimates = estimates;
        this.loops = loops;
        this.configuration = configuration;
        this.vertx = vertx;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        looks.start();
        look();
        vertx.setPeriodic(configuration.poll().toMillis(), timer -> look());
    }

    void stop(@Observes ShutdownEvent event) {
        looks.stop();
    }

    private void look() {
        if (!looks.tryBegin()) {
            return;
        }
        int seen = changes();
        loops.inSession(() -> queue.waiting()
                        .invoke(estimates::saw)
                        .chain(this::last)
                        .map(last -> obey(last, seen))
                        .call(this::goOn))
                .onTermination()
                .invoke(looks::ended)
                .subscribe()
                .with(this::wake, failure -> LOG.warnf("cannot look for paused providers: %s", failure.getMessage()));
    }

    private synchronized int changes() {
        return changes;
    }

    /** What was read before a change that was made here may be older than it. */
    private synchronized List<ProviderId> obey(List<ProviderPauseEntity> last, int seen) {
        return changing == 0 && changes == seen ? obey(last) : List.of();
    }

    /** A change that this replica obeys at once: no look that began before its end undoes that. */
    <T> Uni<T> change(Supplier<Uni<T>> change) {
        return Uni.createFrom()
                .deferred(() -> {
                    changeBegins();
                    return change.get();
                })
                .onTermination()
                .invoke(this::changeEnds);
    }

    private synchronized void changeBegins() {
        changing++;
    }

    private synchronized void changeEnds() {
        changing--;
        changes++;
    }

    /** @return the providers whose pause this replica did not know to be over */
    private List<ProviderId> obey(List<ProviderPauseEntity> last) {
        List<ProviderId> released = new ArrayList<>();
        for (var provider : services.providers()) {
            Instant until = of(provider, last).map(ProviderPauses::end).orElse(Instant.MIN);
            if (obey(provider, until) && until.equals(Instant.MIN)) {
                released.add(provider);
            }
        }
        return released;
    }

    /** What this replica put off between the end of a pause and its news of it was not seen by who ended the pause. */
    private Uni<Void> goOn(List<ProviderId> released) {
        return Multi.createFrom()
                .iterable(released)
                .onItem()
                .transformToUniAndConcatenate(queue::goOn)
                .onItem()
                .ignoreAsUni();
    }

    private void wake(List<ProviderId> released) {
        if (!released.isEmpty()) {
            dispatcher.wake();
        }
    }

    private boolean obey(ProviderId provider, Instant until) {
        boolean news = services.pauseUntil(provider, until);
        if (news) {
            LOG.infof("provider '%s' is %s", provider, until.equals(Instant.MIN) ? "not paused" : "paused");
        }
        return news;
    }

    private static Instant end(ProviderPauseEntity row) {
        if (!row.paused) {
            return Instant.MIN;
        }
        return row.until == null ? Instant.MAX : row.until;
    }

    private static Optional<ProviderPauseEntity> of(ProviderId provider, List<ProviderPauseEntity> last) {
        return last.stream()
                .filter(row -> row.provider.equals(provider.value()))
                .findFirst();
    }

    /** The last row of each provider; in the caller's session. */
    private Uni<List<ProviderPauseEntity>> last() {
        return Panache.getSession()
                .flatMap(session ->
                        session.createQuery(LAST, ProviderPauseEntity.class).getResultList());
    }

    /** All configured providers, by name. */
    Uni<List<ProviderView>> all() {
        return Panache.withSession(() -> last().map(last -> services.providers().stream()
                .sorted(Comparator.comparing(ProviderId::value))
                .map(provider -> view(provider, of(provider, last)))
                .toList()));
    }

    private ProviderView view(ProviderId provider, Optional<ProviderPauseEntity> row) {
        var state = ProviderState.of(provider, services.condition(provider));
        return new ProviderView(
                provider.value(),
                state.state(),
                state.goesOnAt(),
                row.filter(last -> end(last).isAfter(clock.instant()))
                        .map(last -> new ProviderView.Pause(
                                last.reason == null ? "" : last.reason, last.actorName, last.at, last.until))
                        .orElse(null),
                services.pausedByConfiguration(provider),
                services.maintenance(provider).windows().stream()
                        .map(MaintenanceWindows.Window::toString)
                        .toList());
    }

    /** Pauses a provider in the caller's transaction, for everybody; what is under way waits. */
    Uni<ProviderView> pause(Actor actor, ProviderId provider, PauseRequest wish) {
        return record(actor, provider, true, wish.until(), wish.reason());
    }

    /** Ends a pause in the caller's transaction; what waited goes on at once, whatever time it was put off to. */
    Uni<ProviderView> goOn(Actor actor, ProviderId provider) {
        return last().flatMap(
                        last -> of(provider, last).filter(row -> row.paused).isPresent()
                                ? record(actor, provider, false, null, null).call(() -> queue.goOn(provider))
                                : Uni.createFrom().item(view(provider, Optional.empty())));
    }

    private Uni<ProviderView> record(
            Actor actor, ProviderId provider, boolean paused, @Nullable Instant until, @Nullable String reason) {
        var row = new JsonObject()
                .put("provider", provider.value())
                .put("paused", paused)
                .put("until", until)
                .put("reason", reason)
                .put("actor", actor.subject())
                .put("actor_name", actor.name())
                .put("at", clock.instant());
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(RECORD)
                        .setParameter("row", row.encode())
                        .executeUpdate())
                .chain(this::last)
                // should the transaction fail after all, the next look sets it right
                .invoke(last -> wake(obey(last)))
                .map(last -> view(provider, of(provider, last)));
    }
}
