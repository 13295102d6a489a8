package vn.hocba.signing;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.LockMode;
import org.jboss.logging.Logger;
import vn.hocba.audit.AuditEvent;
import vn.hocba.audit.AuditSubject;
import vn.hocba.signing.SessionColumns.StateName;

/**
 * Gives up requests that have waited for their signer too long, to consent, here or on the phone, or to resume what stopped, such as
 * a question that ran out: nobody else could go on with their transcripts. A consent that is given, or under way, is never given up;
 * what was decided on the phone is known only when the service was asked, so nobody is taken for silent while it is paused or away.
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
    private final Rounds rounds;
    private final SigningConfiguration configuration;
    private final Clock clock;

    /** The look before came so far among the old requests, of which those that are not abandoned keep none of the others waiting. */
    private volatile UUID after = BEGINNING;

    AbandonedRequests(CancelRequest cancelling, Rounds rounds, SigningConfiguration configuration, Clock clock) {
        this.cancelling = cancelling;
        this.rounds = rounds;
        this.configuration = configuration;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        rounds.begin(configuration.preparation().look(), "give up abandoned request", this::find, this::giveUp);
    }

    private Instant before() {
        return clock.instant().minus(configuration.preparation().ends());
    }

    private Uni<List<RowKey>> find() {
        return Panache.getSession()
                .flatMap(session -> session.createQuery(FIND, Object[].class)
                        .setParameter("active", RequestState.ACTIVE)
                        .setParameter("before", before())
                        .setParameter("after", after)
                        .setMaxResults(AT_ONCE)
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new RowKey((UUID) row[0], (UUID) row[1]))
                        .toList())
                .invoke(found -> after =
                        found.size() < AT_ONCE ? BEGINNING : found.getLast().id());
    }

    private Uni<Boolean> giveUp(RowKey request) {
        return Panache.getSession()
                .flatMap(session -> session.createQuery(LOCK, SigningSessionEntity.class)
                        .setLockMode(LockMode.PESSIMISTIC_WRITE)
                        .setParameter("school", request.schoolId())
                        .setParameter("request", request.id())
                        .getResultList())
                .map(rows -> rows.stream()
                        .map(row -> Session.of(row, clock.instant(), before().minus(configuration.longestWait())))
                        .toList())
                .flatMap(sessions -> isAbandoned(sessions, before())
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
     * @param looked whether the service was asked whether the person has decided, and answered, and is not to be asked again just now
     * @param since when the person was asked, or when it ended
     */
    record Session(StateName state, boolean due, boolean looked, Instant since) {

        /** @param hopeless asked before that, a person's decision is not waited for either while the service is not asked */
        static Session of(SigningSessionEntity row, Instant now, Instant hopeless) {
            boolean looked = row.dueAt != null && row.dueAt.isAfter(now) && row.failures == 0;
            return new Session(
                    row.state,
                    row.dueAt != null,
                    looked || row.stateSince.isBefore(hopeless),
                    row.state.ended() || row.state == StateName.AWAITING_APPROVAL ? row.stateSince : row.createdAt);
        }

        /** Whether something goes on without the signer, or what they said may be on its way. */
        private boolean goesOn() {
            return switch (state) {
                // those behind another one wait for it
                case PREPARED -> due;
                case AUTHORISING, CHECKING_FACTORS -> true;
                case AUTHORISED, SUBMITTING, SUBMITTED, SIGNATURES_RECEIVED, EXTENDING -> true;
                case AWAITING_APPROVAL -> !looked;
                case AWAITING_FACTORS -> false;
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
