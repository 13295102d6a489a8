package vn.hocba.signing;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import vn.hocba.notices.Notices;
import vn.hocba.notices.Topic;
import vn.hocba.workers.EventLoops;
import vn.hocba.workers.Looks;

/**
 * Finds sessions whose next step is ours and due, and takes it. Any number of replicas may do so: a session belongs to the
 * one that holds its lease. Woken by what any replica commits, and by a timer for everything else.
 */
@ApplicationScoped
class Dispatcher {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);

    private final SessionQueue queue;
    private final SessionStep step;
    private final Leases leases;
    private final FreePlaces free;
    private final EventLoops loops;
    private final Notices notices;
    private final SigningConfiguration configuration;
    private final Vertx vertx;
    private final Clock clock;
    private final Looks looks = new Looks();
    private volatile boolean crowded;

    /** Leases that ran out while nobody could renew them are their owners' to renew until then: they may hold answers. */
    private volatile Instant takeOverFrom = Instant.MIN;

    Dispatcher(
            SessionQueue queue,
            SessionStep step,
            Leases leases,
            FreePlaces free,
            EventLoops loops,
            Notices notices,
            SigningConfiguration configuration,
            Vertx vertx,
            Clock clock) {
        this.queue = queue;
        this.step = step;
        this.leases = leases;
        this.free = free;
        this.loops = loops;
        this.notices = notices;
        this.configuration = configuration;
        this.vertx = vertx;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        looks.start();
        vertx.setPeriodic(configuration.poll().toMillis(), timer -> wake());
        notices.listen(Topic.SIGNING_SESSION, told -> wake());
        vertx.setPeriodic(configuration.lease().toMillis() / 3, timer -> renew());
    }

    void stop(@Observes ShutdownEvent event) {
        // what a look under way still claims is held then, or else its sessions would wait for their leases' end
        Uni.createFrom()
                .completionStage(looks.stop())
                .ifNoItem()
                .after(configuration.lease())
                .fail()
                .onFailure()
                .recoverWithNull()
                .await()
                .indefinitely();
        // an answer of the service that is on its way to us exists nowhere else; some wait for a person
        int left = leases.awaitNone(configuration.stop());
        if (left > 0) {
            LOG.warnf("stopping while %d sessions wait for an answer", left);
        }
    }

    /** Looks for due sessions now. Costs nothing to call too often. */
    void wake() {
        looks.look(() -> loops.inSession(() -> claim(free.now())), this::advance, this::wake, failure -> {
            takeOverFrom = clock.instant().plus(configuration.lease());
            LOG.warnf("cannot look for due sessions: %s", failure.getMessage());
        });
    }

    private Uni<List<StoredSession>> claim(List<FreePlaces.Free> places) {
        int least = places.stream().mapToInt(FreePlaces.Free::places).min().orElse(0);
        boolean takeOver = !clock.instant().isBefore(takeOverFrom);
        return queue.claim(places, takeOver).invoke(claimed -> crowded = claimed.size() >= least);
    }

    /** Whether this process can go on with a session at once that somebody else just brought this far. */
    boolean hasPlaceFor(StoredSession session) {
        return looks.running() && isDue(session) && free.in(Lane.of(session)) > 0;
    }

    /** Takes the next steps of a session that is ours by its lease, as soon as whoever brought it this far lets it go. */
    void goOn(StoredSession session) {
        advance(session);
    }

    private void advance(StoredSession session) {
        if (!leases.hold(session.key(), Lane.of(session), () -> advance(session))) {
            return;
        }
        stepWhileOurs(session)
                .onFailure()
                .recoverWithUni(failure -> giveBack(session, failure))
                .onTermination()
                .invoke(() -> leases.letGo(session.key()))
                .subscribe()
                .with(
                        last -> placeIsFree(),
                        failure -> LOG.warnf("session %s: %s", session.key().id(), failure));
    }

    private void placeIsFree() {
        // where there was room for all that was due nobody waits for it
        if (crowded) {
            wake();
        }
    }

    private Uni<StoredSession> stepWhileOurs(StoredSession session) {
        leases.change(session.key(), Lane.of(session));
        return step.take(session)
                .flatMap(moved -> looks.running() && isDue(moved) && moved.version() != session.version()
                        ? goOnWhereItCan(moved)
                        : Uni.createFrom().item(moved));
    }

    /** Everybody embeds, but the next order may be for a provider that only others know. */
    private Uni<StoredSession> goOnWhereItCan(StoredSession session) {
        return free.isHere(Lane.of(session))
                ? stepWhileOurs(session)
                : loops.inSession(() -> queue.giveBack(session.key())).replaceWith(session);
    }

    private boolean isDue(StoredSession session) {
        return switch (session.state()) {
            case SigningSession.Authorised authorised ->
                !authorised.attempt().notBefore().isAfter(clock.instant());
            case SigningSession.SignaturesReceived received ->
                !received.attempt().notBefore().isAfter(clock.instant());
            case SigningSession.Extending extending ->
                !extending.attempt().notBefore().isAfter(clock.instant());
            default -> false;
        };
    }

    private Uni<StoredSession> giveBack(StoredSession session, Throwable failure) {
        if (failure instanceof StaleSessionException) {
            LOG.debugf("session %s was moved by somebody else", session.key().id());
        } else {
            LOG.errorf(
                    failure,
                    "session %s stopped in the middle of a step",
                    session.key().id());
        }
        return loops.inSession(() -> queue.giveBack(session.key())).replaceWith(session);
    }

    private void renew() {
        var held = leases.held();
        if (!held.isEmpty()) {
            loops.inSession(() -> queue.renew(held))
                    .subscribe()
                    .with(done -> {}, failure -> LOG.warnf("cannot renew leases: %s", failure.getMessage()));
        }
    }
}
