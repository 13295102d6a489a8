package vn.hocba.signing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import vn.hocba.remotesigning.ConsentFactors;
import vn.hocba.remotesigning.RemoteSigningFailure;
import vn.hocba.remotesigning.SigningAnswer;
import vn.hocba.remotesigning.SigningOrder;
import vn.hocba.workers.EventLoops;

/**
 * The one step that each state allows us: what is stored before the call, the call, and what its answer leads to.
 * Whoever calls holds the session's lease.
 */
@ApplicationScoped
class SessionStep {

    private static final Logger LOG = Logger.getLogger(SessionStep.class);

    private final SessionMoves moves;
    private final SessionStore store;
    private final ServiceCalls service;
    private final Embedding embedding;
    private final Salvage salvage;
    private final ConsentOutcome outcome;
    private final EventLoops loops;
    private final AnswerKeeper keeper;
    private final Callbacks callbacks;
    private final SigningConfiguration configuration;
    private final FailedQuestion failed;
    private final Patience patience;
    private final Clock clock;

    SessionStep(
            SessionMoves moves,
            SessionStore store,
            ServiceCalls service,
            Embedding embedding,
            Salvage salvage,
            ConsentOutcome outcome,
            EventLoops loops,
            AnswerKeeper keeper,
            Callbacks callbacks,
            SigningConfiguration configuration,
            Clock clock) {
        this.moves = moves;
        this.store = store;
        this.service = service;
        this.embedding = embedding;
        this.salvage = salvage;
        this.outcome = outcome;
        this.loops = loops;
        this.keeper = keeper;
        this.callbacks = callbacks;
        this.configuration = configuration;
        this.failed = new FailedQuestion(
                new BackOff(configuration.firstRetry(), configuration.longestRetry()),
                configuration.attempts(),
                RandomGenerator.getDefault(),
                clock);
        this.patience = new Patience(configuration.longestPoll(), clock);
        this.clock = clock;
    }

    /** @return the session after its step, of which the new state is stored */
    Uni<StoredSession> take(StoredSession session) {
        return switch (session.state()) {
            case SigningSession.Prepared prepared -> authorise(session, prepared);
            case SigningSession.AwaitingFactors waiting -> Uni.createFrom().item(session);
            case SigningSession.AwaitingApproval waiting -> askForApproval(session, waiting);
            case SigningSession.Authorised authorised -> submit(session, authorised);
            case SigningSession.Submitted submitted -> askForResult(session, submitted);
            case SigningSession.SignaturesReceived received -> embedding.embed(session, received);
            case SigningSession.Extending extending -> extend(session, extending);
            // found under way without its owner: that process died between the call and the storing of its answer
            case SigningSession.ConsentUnderWay interrupted -> store(session, outcome.lost(session, interrupted));
            case SigningSession.Submitting interrupted -> store(session, lost(session, interrupted, clock.instant()));
            case SigningSession.Failed failed when failed.unspent().isPresent() -> store(session, failed.spent());
            case SigningSession.Ended ended -> Uni.createFrom().item(session);
        };
    }

    private Uni<StoredSession> authorise(StoredSession session, SigningSession.Prepared prepared) {
        var authorising = prepared.authorise(clock);
        return loops.inSession(() -> moves.ask(session, authorising))
                .flatMap(asked -> service.authorise(
                                asked.session(), ServiceCalls.authorisation(asked, ConsentFactors.none()))
                        .map(answer -> outcome.of(asked.session(), authorising, answer))
                        .onFailure(RemoteSigningFailure.class)
                        .recoverWithItem(failure -> afterAuthorise(asked.session(), authorising, failure))
                        .flatMap(next -> store(asked.session(), next)));
    }

    private SigningSession afterAuthorise(
            StoredSession session, SigningSession.Authorising authorising, RemoteSigningFailure failure) {
        LOG.infof("authorisation not obtained: %s", failure.getMessage());
        return failed.afterAuthorise(
                authorising,
                failure,
                () -> outcome.recalled(session, authorising),
                () -> outcome.lost(session, authorising));
    }

    private Uni<StoredSession> askForApproval(StoredSession session, SigningSession.AwaitingApproval waiting) {
        return service.approval(session, waiting)
                .map(answer -> patience.with(answer, waiting.since()))
                .map(answer -> outcome.of(session, waiting, answer))
                .onFailure(RemoteSigningFailure.class)
                .recoverWithItem(failure -> failed.afterApproval(waiting, failure))
                .flatMap(next -> store(session, next));
    }

    private Uni<StoredSession> submit(StoredSession session, SigningSession.Authorised authorised) {
        if (!authorised.activation().usable(clock)) {
            return store(session, authorised.expired(clock));
        }
        var submitting = authorised.submit(clock);
        var mode = mode(session);
        var callback =
                mode == SigningOrder.Mode.ASYNCHRONOUS ? callbacks.fresh() : Optional.<Callbacks.Callback>empty();
        return loops.inSession(() -> moves.submit(session, submitting, callback))
                .flatMap(asked -> service.sign(asked.session(), submitting, asked.digests(), mode, callback)
                        .map(answer -> afterSigning(session, submitting, answer))
                        .onFailure(SadVault.UnreadableSadException.class)
                        .recoverWithItem(unreadable -> new Answered.Without(submitting.activationSpent(clock)))
                        .onFailure(RemoteSigningFailure.class)
                        .recoverWithUni(failure ->
                                salvaged(session, submitting, failure, () -> afterSubmit(session, submitting, failure)))
                        .flatMap(answered -> store(asked.session(), answered)));
    }

    private SigningOrder.Mode mode(StoredSession session) {
        return session.order() < configuration.asynchronousFrom()
                ? SigningOrder.Mode.SYNCHRONOUS
                : SigningOrder.Mode.ASYNCHRONOUS;
    }

    private SigningSession lost(StoredSession session, SigningSession.Submitting submitting, Instant next) {
        return session.noticesRepetition() ? submitting.answerLost(next) : submitting.answerGone(clock);
    }

    private SigningSession afterSubmit(
            StoredSession session, SigningSession.Submitting submitting, RemoteSigningFailure failure) {
        LOG.infof("signatures not obtained: %s", failure.getMessage());
        return failed.afterSign(
                submitting,
                failure,
                next -> service.recall(session, submitting)
                        .map(response -> submitting.pending(response, next, session.lastOrder(), clock)),
                next -> lost(session, submitting, next));
    }

    private Uni<StoredSession> askForResult(StoredSession session, SigningSession.Submitted submitted) {
        return service.result(session, submitted)
                .map(answer -> afterSigning(session, submitted, patience.with(answer, submitted.since())))
                .onFailure(RemoteSigningFailure.class)
                .recoverWithUni(
                        failure -> salvaged(session, submitted, failure, () -> failed.afterResult(submitted, failure)))
                .flatMap(answered -> store(session, answered));
    }

    private Answered afterSigning(StoredSession session, SigningSession.SignaturesAsked asked, SigningAnswer answer) {
        boolean last = session.lastOrder();
        return switch (answer) {
            case SigningAnswer.Signatures signatures ->
                new Answered.With(
                        asked.received(last, clock),
                        new SessionMoves.Brought(
                                signatures.values().stream().map(Optional::of).toList(),
                                FailureReason.SIGNATURE_COUNT_MISMATCH));
            case SigningAnswer.Pending pending ->
                new Answered.Without(asked.pending(pending.response(), pending.nextPoll(), last, clock));
        };
    }

    /** What is of use in an answer of too few, too many or repeated values; the items without one wait to be resumed. */
    private Uni<Answered> salvaged(
            StoredSession session,
            SigningSession.SignaturesAsked asked,
            RemoteSigningFailure failure,
            Supplier<SigningSession> otherwise) {
        if (!(failure instanceof RemoteSigningFailure.MalformedAnswer spoilt)
                || spoilt.salvage().isEmpty()) {
            return Uni.createFrom().item(() -> new Answered.Without(otherwise.get()));
        }
        return salvage.ofOrder(session, spoilt.salvage())
                .map(values -> values.stream().allMatch(Optional::isEmpty)
                        ? new Answered.Without(otherwise.get())
                        : new Answered.With(
                                asked.received(session.lastOrder(), clock),
                                new SessionMoves.Brought(values, ServiceFailure.reason(spoilt))));
    }

    private Uni<StoredSession> extend(StoredSession session, SigningSession.Extending extending) {
        if (!extending.activation().usable(clock)) {
            return store(session, extending.spent(clock));
        }
        return loops.inSession(() -> store.orderedDigests(session))
                .flatMap(digests -> service.extend(session, extending, digests)
                        .<SigningSession>map(granted -> extending.extended(outcome.activation(session, granted), clock))
                        .onFailure(SadVault.UnreadableSadException.class)
                        .recoverWithItem(unreadable -> extending.spent(clock))
                        .onFailure(RemoteSigningFailure.class)
                        .recoverWithItem(failure -> failed.afterExtend(extending, failure))
                        .flatMap(next -> store(session, next)));
    }

    private Uni<StoredSession> store(StoredSession session, SigningSession next) {
        return storing(() -> isOurs(next) ? moves.moveAndKeep(session, next) : moves.move(session, next));
    }

    private Uni<StoredSession> store(StoredSession session, Answered answered) {
        return switch (answered) {
            case Answered.With with -> storing(() -> moves.moveWithSignatures(session, with.next(), with.brought()));
            case Answered.Without without -> store(session, without.next());
        };
    }

    private Uni<StoredSession> storing(Supplier<Uni<StoredSession>> move) {
        return keeper.untilStored(loops.inSession(move));
    }

    private boolean isOurs(SigningSession next) {
        return next instanceof SigningSession.Authorised authorised
                && !authorised.attempt().notBefore().isAfter(clock.instant());
    }

    private sealed interface Answered {
        record With(SigningSession.SignaturesReceived next, SessionMoves.Brought brought) implements Answered {}

        record Without(SigningSession next) implements Answered {}
    }
}
