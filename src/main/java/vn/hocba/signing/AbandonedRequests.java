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
import org.jboss.logging.Logger;
import vn.hocba.audit.AuditEvent;
import vn.hocba.audit.AuditSubject;
import vn.hocba.signing.SessionColumns.StateName;
import vn.hocba.workers.EventLoops;

/**
 * Gives up requests whose signer never decides, neither here nor on the phone, whatever the service makes of it: nobody else could
 * go on with their transcripts. A consent that is given, or under way, is never given up.
 */
@ApplicationScoped
class AbandonedRequests {

    private static final Logger LOG = Logger.getLogger(AbandonedRequests.class);
    private static final int AT_ONCE = 50;

    private static final String FIND = """
            SELECT DISTINCT s.school_id, s.request_id
              FROM signing_session s JOIN signing_request q ON q.school_id = s.school_id AND q.id = s.request_id
             WHERE s.state IN ('AWAITING_FACTORS', 'AWAITING_APPROVAL') AND s.created_at < :before AND q.state = 'ACTIVE'
               AND NOT EXISTS (SELECT FROM signing_session o
                                WHERE o.school_id = s.school_id AND o.request_id = s.request_id
                                  AND o.state IN ('AUTHORISING', 'CHECKING_FACTORS', 'AUTHORISED', 'SUBMITTING', 'SUBMITTED',
                                                  'SIGNATURES_RECEIVED', 'EXTENDING'))
             LIMIT :most
            """;

    /** Until the transaction ends nobody moves them, so that what is found here still holds when they are given up. */
    private static final String LOCK = """
            SELECT s.state FROM signing_session s WHERE s.school_id = :school AND s.request_id = :request
             ORDER BY s.id FOR UPDATE
            """;

    private final CancelRequest cancelling;
    private final EventLoops loops;
    private final SigningConfiguration configuration;
    private final Vertx vertx;
    private final Clock clock;
    private final AtomicBoolean looking = new AtomicBoolean();
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
                .transformToUniAndConcatenate(key -> loops.inTransaction(() -> giveUp(key)))
                .collect()
                .asList()
                .onTermination()
                .invoke(() -> looking.set(false))
                .subscribe()
                .with(done -> {}, failure -> LOG.warnf("cannot give up abandoned requests: %s", failure.getMessage()));
    }

    private static Uni<List<RowKey>> find(Instant before) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(FIND, Object[].class)
                        .setParameter("before", before)
                        .setParameter("most", AT_ONCE)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new RowKey((UUID) row[0], (UUID) row[1]))
                        .toList());
    }

    private Uni<Boolean> giveUp(RowKey request) {
        return Panache.getSession()
                .flatMap(session -> session.createNativeQuery(LOCK, String.class)
                        .setParameter("school", request.schoolId())
                        .setParameter("request", request.id())
                        .getResultList())
                .map(states -> states.stream().map(StateName::valueOf).toList())
                .flatMap(states -> isAbandoned(states)
                        ? cancelling
                                .giveUp(
                                        request,
                                        AuditEvent.bySystem(
                                                new AuditSubject(request.schoolId(), "signing_request", request.id()),
                                                "abandoned",
                                                "nobody consented in time"))
                                .invoke(() -> LOG.infof("request %s is given up: nobody consented", request.id()))
                        : Uni.createFrom().item(false));
    }

    /** Whether a person is waited for, and nothing that a person has decided is under way. */
    static boolean isAbandoned(List<StateName> states) {
        return states.stream().anyMatch(state -> switch (state) {
                    case AWAITING_FACTORS, AWAITING_APPROVAL -> true;
                    default -> false;
                })
                && states.stream()
                        .noneMatch(state -> state.consented()
                                || state == StateName.AUTHORISING
                                || state == StateName.CHECKING_FACTORS);
    }
}
