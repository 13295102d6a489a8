package vn.hocba.signing;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hibernate.LockMode;
import org.jboss.logging.Logger;
import vn.hocba.audit.AuditEvent;
import vn.hocba.audit.AuditSubject;
import vn.hocba.signing.SessionColumns.StateName;
import vn.hocba.workers.EventLoops;

/**
 * Gives up requests that have waited for their signer too long, to consent, here or on the phone, or to resume what stopped, such as
 * a question that ran out: nobody else could go on with their transcripts. A consent that is given, or under way, is never given up.
 */
@ApplicationScoped
class AbandonedRequests {

    private static final Logger LOG = Logger.getLogger(AbandonedRequests.class);
    private static final int AT_ONCE = 50;

    private static final String FIND = """
            select schoolId, id from SigningRequestEntity
             where state = :active and createdAt < :before and id > :after order by id
            """;

    /** Until the transaction ends nobody moves them, so that what is found here still holds when they are given up. */
    private static final String LOCK =
            "from SigningSessionEntity where schoolId = :school and requestId = :request order by id";

    private static final UUID BEGINNING = new UUID(0, 0);

    private final CancelRequest cancelling;
    private final EventLoops loops;
    private final SigningConfiguration configuration;
    private final Vertx vertx;
    private final Clock clock;
    private final AtomicBoolean looking = new AtomicBoolean();

    /** The look before came so far among the old requests, of which those that are not abandoned keep none of the others waiting. */
    private volatile UUID after = BEGINNING;

    private volatile boolean running;

    AbandonedRequests(
            CancelRequest cancelling, EventLoops loops, SigningConfiguration configuration, Vertx vertx, Clock clock) {
        this.cancelling = cancelling;
        this.loops = loops;
        this.configuration = configuration;
        this.vertx = vertx;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        running = true;
        vertx.setPeriodic(configuration.preparation().look().toMillis(), timer -> look());
    }

    void stop(@Observes ShutdownEvent event) {
        running = false;
    }

    private void look() {
        if (!running || !looking.compareAndSet(false, true)) {
            return;
        }
        var before = clock.instant().minus(configuration.preparation().ends());
        loops.inSession(() -> find(before))
                .onItem()
                .transformToMulti(Multi.createFrom()::iterable)
                .onItem()
                .transformToUniAndConcatenate(key -> loops.inTransaction(() -> giveUp(key, before))
                        .onFailure()
                        .recoverWithItem(failure -> {
                            // the others do not wait for one that cannot be given up
                            LOG.warnf("request %s cannot be given up: %s", key.id(), failure.getMessage());
                            return false;
                        }))
                .collect()
                .asList()
                .onTermination()
                .invoke(() -> looking.set(false))
                .subscribe()
                .with(done -> {}, failure -> LOG.warnf("cannot give up abandoned requests: %s", failure.getMessage()));
    }

    private Uni<List<RowKey>> find(Instant before) {
        return Panache.getSession()
                .flatMap(session -> session.createQuery(FIND, Object[].class)
                        .setParameter("active", RequestState.ACTIVE)
                        .setParameter("before", before)
                        .setParameter("after", after)
                        .setMaxResults(AT_ONCE)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new RowKey((UUID) row[0], (UUID) row[1]))
                        .toList())
                .invoke(found -> after =
                        found.size() < AT_ONCE ? BEGINNING : found.getLast().id());
    }

    private Uni<Boolean> giveUp(RowKey request, Instant before) {
        return Panache.getSession()
                .flatMap(session -> session.createQuery(LOCK, SigningSessionEntity.class)
                        .setLockMode(LockMode.PESSIMISTIC_WRITE)
                        .setParameter("school", request.schoolId())
                        .setParameter("request", request.id())
                        .getResultList())
                .map(rows -> rows.stream().map(Session::of).toList())
                .flatMap(sessions -> isAbandoned(sessions, before)
                        ? cancelling
                                .giveUp(
                                        request,
                                        AuditEvent.bySystem(
                                                new AuditSubject(request.schoolId(), "signing_request", request.id()),
                                                "abandoned",
                                                "its signer neither consented nor resumed in time"))
                                .invoke(() -> LOG.infof("request %s is given up: its signer did nothing", request.id()))
                        : Uni.createFrom().item(false));
    }

    /**
     * What of a session decides.
     *
     * @param due whether a step of ours comes
     * @param since when it was made, or when it ended
     */
    record Session(StateName state, boolean due, Instant since) {

        private static Session of(SigningSessionEntity row) {
            return new Session(row.state, row.dueAt != null, row.state.ended() ? row.stateSince : row.createdAt);
        }

        /** Whether something goes on without the signer, or what they said may be on its way. */
        private boolean goesOn() {
            return switch (state) {
                // those behind another one wait for it
                case PREPARED -> due;
                case AUTHORISING, CHECKING_FACTORS -> true;
                case AUTHORISED, SUBMITTING, SUBMITTED, SIGNATURES_RECEIVED, EXTENDING -> true;
                case AWAITING_FACTORS, AWAITING_APPROVAL -> false;
                case COMPLETED, REFUSED, EXPIRED, CANCELLED, FAILED, ANSWER_UNKNOWN -> false;
            };
        }
    }

    /** Whether it is the signer's turn, and has been for so long. */
    static boolean isAbandoned(List<Session> sessions, Instant before) {
        return !sessions.isEmpty()
                && sessions.stream()
                        .noneMatch(
                                session -> session.goesOn() || !session.since().isBefore(before));
    }
}
