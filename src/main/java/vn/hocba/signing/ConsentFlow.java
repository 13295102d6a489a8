package vn.hocba.signing;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.hocba.problem.FieldError;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;
import vn.hocba.remotesigning.AuthorisationAnswer;
import vn.hocba.remotesigning.ChallengeId;
import vn.hocba.remotesigning.ConsentFactors;
import vn.hocba.remotesigning.PageCode;
import vn.hocba.remotesigning.RemoteSigningFailure;
import vn.hocba.signing.SessionColumns.StateName;
import vn.hocba.signing.SigningRequestView.Consent;
import vn.hocba.workers.EventLoops;

/**
 * Consent by PIN or OTP, or by what the provider's page gave: the signer waits while the service checks them. {@code CheckingFactors}
 * is stored before the call and its answer after it; the factors and the code themselves exist only in memory, and only until the
 * call was made.
 */
@ApplicationScoped
class ConsentFlow {

    private final SessionMoves moves;
    private final SessionStore store;
    private final ServiceCalls service;
    private final SigningRequestViews views;
    private final PageConsent pages;
    private final CredentialDesk desk;
    private final Trust trust;
    private final Signatories signatories;
    private final ConsentOutcome outcome;
    private final Leases leases;
    private final Dispatcher dispatcher;
    private final AnswerKeeper keeper;
    private final SigningConfiguration configuration;
    private final Clock clock;

    ConsentFlow(
            SessionMoves moves,
            SessionStore store,
            ServiceCalls service,
            SigningRequestViews views,
            PageConsent pages,
            CredentialDesk desk,
            Trust trust,
            Signatories signatories,
            ConsentOutcome outcome,
            Leases leases,
            Dispatcher dispatcher,
            AnswerKeeper keeper,
            SigningConfiguration configuration,
            Clock clock) {
        this.moves = moves;
        this.store = store;
        this.service = service;
        this.views = views;
        this.pages = pages;
        this.desk = desk;
        this.trust = trust;
        this.signatories = signatories;
        this.outcome = outcome;
        this.leases = leases;
        this.dispatcher = dispatcher;
        this.keeper = keeper;
        this.configuration = configuration;
        this.clock = clock;
    }

    /** What the service said, stored; and what the signer is to be told if it was not a consent. */
    record Outcome(StoredSession session, @Nullable ProblemException problem) {}

    private record Asked(
            StoredSession session, SigningSession.CheckingFactors checking, Uni<AuthorisationAnswer> call) {}

    private record Decided(SigningSession next, @Nullable ProblemException problem) {}

    /**
     * Passes to the service what the signer handed to us.
     *
     * @param afterwards runs in the transaction that stores a consent, so that the response commits with it
     */
    <T> Uni<T> consent(WholeRequest whole, ConsentFactorsRequest given, Function<StoredSession, Uni<T>> afterwards) {
        var page = given.page();
        var row = page == null ? awaiting(whole) : awaiting(whole, page);
        var session = StoredSession.of(row);
        service.require(session, clock);
        var age = Duration.between(row.createdAt, clock.instant());
        if (age.compareTo(configuration.preparation().expires()) > 0) {
            return end(session, new SigningSession.AwaitingFactors().tooOld(clock), ProblemType.CONSENT_EXPIRED);
        }
        if (page != null && page.refused()) {
            return end(session, new SigningSession.AwaitingFactors().refused(clock), ProblemType.CONSENT_REFUSED);
        }
        return trusted(whole, session, age).chain(() -> consent(session, row, given, afterwards));
    }

    private <T> Uni<T> end(StoredSession session, SigningSession.Ended ended, ProblemType told) {
        return Panache.withTransaction(() -> moves.move(session, ended))
                .onFailure(StaleSessionException.class)
                .transform(stale -> wrongState(StateName.CHECKING_FACTORS.name()))
                .flatMap(expired -> Uni.createFrom().failure(new ProblemException(told)));
    }

    /** A certificate that was good when the signatures were prepared may have been revoked since. */
    private Uni<Void> trusted(WholeRequest whole, StoredSession session, Duration age) {
        return age.compareTo(configuration.preparation().recheck()) <= 0
                ? Uni.createFrom().voidItem()
                : signatories
                        .of(whole.request())
                        .flatMap(signatory -> desk.credential(session.credential())
                                .flatMap(credential -> trust.require(credential, signatory)));
    }

    private <T> Uni<T> consent(
            StoredSession session,
            SigningSessionEntity row,
            ConsentFactorsRequest given,
            Function<StoredSession, Uni<T>> afterwards) {
        var consent = views.consent(row.consent);
        if (consent.mode() == Consent.Mode.PAGE) {
            var code = given.fromPage().codeOnly();
            return settled(session, () -> ask(session, code), () -> {}, afterwards);
        }
        var factors = given.forService(consent);
        var challenge = Optional.ofNullable(row.challengeId).map(ChallengeId::new);
        return settled(session, () -> ask(session, factors, challenge), factors::wipe, afterwards);
    }

    private <T> Uni<T> settled(
            StoredSession session,
            Supplier<Uni<Asked>> ask,
            Runnable wipe,
            Function<StoredSession, Uni<T>> afterwards) {
        return EventLoops.toTheEnd(hold(
                session,
                () -> Panache.withSession(ask)
                        .flatMap(asked -> EventLoops.backHere(asked.call())
                                .map(answer -> decided(outcome.of(asked.session(), asked.checking(), answer)))
                                .onFailure(RemoteSigningFailure.class)
                                .recoverWithItem(failure -> decided(asked.session(), asked.checking(), failure))
                                .eventually(wipe)
                                .flatMap(decided -> settle(asked.session(), decided, afterwards)))));
    }

    private Uni<Asked> ask(StoredSession session, ConsentFactors factors, Optional<ChallengeId> challenge) {
        return checking(
                session,
                asked -> service.authorise(
                        asked.session(),
                        ServiceCalls.authorisation(asked, factors).answering(challenge)));
    }

    private Uni<Asked> ask(StoredSession session, PageCode code) {
        return checking(session, asked -> service.redeem(asked.session(), code, pages.visit(asked.session())));
    }

    private Uni<Asked> checking(StoredSession session, Function<SessionMoves.Call, Uni<AuthorisationAnswer>> call) {
        var checking = new SigningSession.AwaitingFactors().check(clock);
        return moves.ask(session, checking)
                .onFailure(StaleSessionException.class)
                .transform(stale -> wrongState(StateName.CHECKING_FACTORS.name()))
                .map(asked ->
                        new Asked(asked.session(), checking, Uni.createFrom().deferred(() -> call.apply(asked))));
    }

    private <T> Uni<T> settle(StoredSession session, Decided decided, Function<StoredSession, Uni<T>> afterwards) {
        var problem = decided.problem();
        var settled = session.moved(decided.next(), 0);
        boolean ours = dispatcher.hasPlaceFor(settled);
        var storing = Uni.createFrom()
                .deferred(() -> Panache.withTransaction(
                        () -> (ours ? moves.moveAndKeep(session, decided.next()) : moves.move(session, decided.next()))
                                .<T>flatMap(stored -> problem == null
                                        ? afterwards.apply(stored)
                                        : Uni.createFrom().nullItem())));
        return EventLoops.backHere(keeper.untilStored(EventLoops.fromHere(storing)))
                .onFailure(StaleSessionException.class)
                .transform(moved -> wrongState(StateName.CANCELLED.name()))
                .onItem()
                .call(stored -> {
                    if (ours) {
                        dispatcher.goOn(settled);
                    }
                    return problem == null
                            ? Uni.createFrom().voidItem()
                            : Uni.createFrom().failure(problem);
                });
    }

    private static Decided decided(SigningSession next) {
        return switch (next) {
            case SigningSession.Refused refused -> new Decided(next, new ProblemException(ProblemType.CONSENT_REFUSED));
            case SigningSession.Expired expired -> new Decided(next, new ProblemException(ProblemType.CONSENT_EXPIRED));
            default -> new Decided(next, null);
        };
    }

    private Decided decided(
            StoredSession session, SigningSession.CheckingFactors checking, RemoteSigningFailure failure) {
        var problem = ServiceProblem.of(failure, clock);
        return switch (failure) {
            case RemoteSigningFailure.NothingSent f -> new Decided(checking.askAgain(), problem);
            case RemoteSigningFailure.Overloaded f -> new Decided(checking.askAgain(), problem);
            case RemoteSigningFailure.UserAction f ->
                switch (f.reason()) {
                    case WRONG_PIN, WRONG_OTP, WRONG_FACTORS, PAGE_AGAIN, LOCKED ->
                        new Decided(checking.askAgain(), problem);
                    case DISABLED, CERTIFICATE, USED_UP ->
                        new Decided(ServiceFailure.end(checking, failure, clock), problem);
                };
            case RemoteSigningFailure.AnswerLost f ->
                recalled(session, checking).orElseGet(() -> new Decided(checking.answerLost(clock), problem));
            case RemoteSigningFailure.MalformedAnswer f ->
                recalled(session, checking)
                        .orElseGet(() -> new Decided(ServiceFailure.end(checking, failure, clock), problem));
            case RemoteSigningFailure.Refused f -> new Decided(checking.refused(clock), problem);
            default -> new Decided(ServiceFailure.end(checking, failure, clock), problem);
        };
    }

    private Optional<Decided> recalled(StoredSession session, SigningSession.CheckingFactors checking) {
        return outcome.recalled(session, checking).map(next -> new Decided(next, null));
    }

    /** A one-time password that the service has sent for a session, and what it calls it. */
    record Challenged(RowKey session, Optional<ChallengeId> challenge) {}

    /** Has the service send the one-time password of the session that waits for it. */
    Uni<Challenged> challenge(WholeRequest whole, String factorId) {
        var row = awaiting(whole);
        boolean known = views.consent(row.consent).factors().stream()
                .anyMatch(factor -> factor.id().equals(factorId) && factor.needsChallenge());
        if (!known) {
            throw new ProblemException(
                    ProblemType.VALIDATION_FAILED,
                    List.of(FieldError.at(
                            "/factor",
                            "unknown-factor",
                            "Mã này không cần dịch vụ ký gửi.",
                            "The service does not send this factor.")));
        }
        var session = StoredSession.of(row);
        return desk.challenge(session.credential(), factorId).map(sent -> new Challenged(session.key(), sent));
    }

    /** In the caller's transaction. */
    Uni<Void> store(Challenged sent) {
        return store.challenged(sent.session(), sent.challenge());
    }

    private static SigningSessionEntity awaiting(WholeRequest whole) {
        return whole.sessions().stream()
                .filter(session -> session.state == StateName.AWAITING_FACTORS)
                .findFirst()
                .orElseThrow(() -> wrongState(whole.sessions().stream()
                        .filter(session -> !session.state.ended())
                        .map(session -> session.state.name())
                        .findFirst()
                        .orElse(whole.request().state.name())));
    }

    /** The session that the page's answer is for. */
    private SigningSessionEntity awaiting(WholeRequest whole, PageAnswer page) {
        var row = whole.sessions().stream()
                .filter(session -> pages.isOf(session, page.state()))
                .findFirst()
                .orElseThrow(() -> ConsentFactorsRequest.invalid(
                        "/page/state",
                        "unknown-state",
                        "Câu trả lời này không thuộc yêu cầu ký này.",
                        "This answer does not belong to this request."));
        if (row.state != StateName.AWAITING_FACTORS) {
            throw wrongState(row.state.name());
        }
        return row;
    }

    private static ProblemException wrongState(String current) {
        return new ProblemException(
                        ProblemType.WRONG_STATE,
                        "Yêu cầu này không chờ bạn xác nhận.",
                        "This request does not wait for your consent.")
                .withCurrentState(current);
    }

    private <T> Uni<T> hold(StoredSession session, Supplier<Uni<T>> work) {
        if (!leases.hold(session.key())) {
            throw wrongState(StateName.CHECKING_FACTORS.name());
        }
        return work.get().onTermination().invoke(() -> leases.letGo(session.key()));
    }
}
