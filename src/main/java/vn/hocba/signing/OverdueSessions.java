package vn.hocba.signing;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;

/**
 * Ends sessions that have waited for the signing service for too long: one that has no answer yet for ever, that is away, or that an
 * operator has paused. Their signer may resume. {@link AbandonedRequests} ends the waits for people; signatures that have
 * come are never given up.
 */
@ApplicationScoped
class OverdueSessions {

    private static final Logger LOG = Logger.getLogger(OverdueSessions.class);
    private static final int AT_ONCE = 50;

    /** A session that somebody is at work on waits for that; of a lease that ran out so long ago nobody keeps an answer. */
    private static final String OVERDUE = """
            due_at IS NOT NULL AND (lease_until IS NULL OR lease_until < :keptFrom)
              AND (state = 'PREPARED' AND created_at < :preparedFrom
                   OR state IN ('AUTHORISED', 'EXTENDING') AND sad_expires <= :now
                   OR state = 'SUBMITTED' AND state_since < :sentFrom)
            """;

    private static final String SELECT = "SELECT school_id, id FROM signing_session WHERE " + OVERDUE;

    static final String FIND = SELECT + " LIMIT " + AT_ONCE;

    private static final String LOCK = SELECT + " AND school_id = :school AND id = :id FOR UPDATE SKIP LOCKED";

    private final SessionMoves moves;
    private final Rounds rounds;
    private final SigningConfiguration configuration;
    private final Clock clock;

    OverdueSessions(SessionMoves moves, Rounds rounds, SigningConfiguration configuration, Clock clock) {
        this.moves = moves;
        this.rounds = rounds;
        this.configuration = configuration;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        rounds.begin(configuration.preparation().look(), "end overdue session", this::find, this::end);
    }

    private Uni<List<RowKey>> find() {
        return Panache.getSession()
                .flatMap(session ->
                        since(session.createNativeQuery(FIND, Object[].class)).getResultList())
                .map(rows -> rows.stream()
                        .map(row -> new RowKey((UUID) row[0], (UUID) row[1]))
                        .toList());
    }

    private Uni<Void> end(RowKey key) {
        return Panache.getSession()
                .flatMap(session -> since(session.createNativeQuery(LOCK, Object[].class))
                        .setParameter("school", key.schoolId())
                        .setParameter("id", key.id())
                        .getResultList()
                        .flatMap(locked -> locked.isEmpty()
                                ? Uni.createFrom().voidItem()
                                : session.find(SigningSessionEntity.class, key)
                                        .map(StoredSession::of)
                                        .flatMap(this::end)));
    }

    private Uni<Void> end(StoredSession session) {
        return ended(session.state(), clock)
                .map(end -> moves.move(session, end)
                        .invoke(() -> LOG.infof(
                                "session %s waited too long for its signing service",
                                session.key().id()))
                        .replaceWithVoid())
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private <T> Mutiny.SelectionQuery<T> since(Mutiny.SelectionQuery<T> query) {
        var now = clock.instant();
        return query.setParameter("now", now)
                .setParameter("keptFrom", now.minus(configuration.keep()))
                .setParameter(
                        "preparedFrom", now.minus(configuration.preparation().expires()))
                .setParameter("sentFrom", now.minus(configuration.longestWait()));
    }

    /** How a wait ends that is over; empty where there is none for the service. */
    static Optional<SigningSession.Ended> ended(SigningSession state, Clock clock) {
        return switch (state) {
            case SigningSession.Prepared prepared -> Optional.of(prepared.tooOld(clock));
            case SigningSession.Authorised authorised -> Optional.of(authorised.expired(clock));
            case SigningSession.Extending extending -> Optional.of(extending.spent(clock));
            case SigningSession.Submitted submitted -> Optional.of(submitted.answerGone(clock));
            default -> Optional.empty();
        };
    }
}
