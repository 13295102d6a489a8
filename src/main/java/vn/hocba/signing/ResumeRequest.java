package vn.hocba.signing;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import vn.hocba.access.Actor;
import vn.hocba.audit.AuditEvent;
import vn.hocba.audit.AuditSubject;
import vn.hocba.audit.AuditTrail;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;
import vn.hocba.remotesigning.Credential;
import vn.hocba.signing.Preparation.Base;
import vn.hocba.signing.Preparation.ToSign;
import vn.hocba.signing.SigningRequestView.Status;
import vn.hocba.xades.PreparedSignature;

/**
 * Going on with a request that stopped. Where the service declined to sign and the consent was not used, the same digests are sent
 * with it again. Else everything unsigned is prepared again, with today's certificate and time, in new sessions that ask for a new
 * consent; the old preparations can never be completed any more, so whatever became of an answer that was lost, each slot is
 * signed once.
 */
@ApplicationScoped
class ResumeRequest {

    private final Signatories signatories;
    private final SigningChecks checks;
    private final PreparationRoom room;
    private final Preparation preparation;
    private final ReadRequest read;
    private final RequestStore requests;
    private final SessionMoves moves;
    private final ItemStore items;
    private final SigningRequestViews views;
    private final DocumentStore documents;
    private final AuditTrail audit;
    private final Clock clock;

    ResumeRequest(
            Signatories signatories,
            SigningChecks checks,
            PreparationRoom room,
            Preparation preparation,
            ReadRequest read,
            RequestStore requests,
            SessionMoves moves,
            ItemStore items,
            SigningRequestViews views,
            DocumentStore documents,
            AuditTrail audit,
            Clock clock) {
        this.signatories = signatories;
        this.checks = checks;
        this.room = room;
        this.preparation = preparation;
        this.read = read;
        this.requests = requests;
        this.moves = moves;
        this.items = items;
        this.views = views;
        this.documents = documents;
        this.audit = audit;
        this.clock = clock;
    }

    /** What resuming comes to. */
    sealed interface Plan {
        RowKey request();

        /** Something waits after a failure, and its consent still holds: it is tried at once. */
        record TryNow(RowKey request) implements Plan {}

        /** Orders that the service declined are sent again, with the consents that are left. */
        record WithConsentsLeft(RowKey request, Actor actor, List<Declined> declined) implements Plan {}

        /**
         * New sessions over what is unsigned.
         *
         * @param version of the request that they were prepared for: whatever happens in it changes that
         */
        record Anew(RowKey request, long version, Actor actor, List<NewSession> sessions) implements Plan {}
    }

    /** A session that the service declined to sign, with what it may still be signed with. */
    record Declined(StoredSession session, SigningSession.Failed end, SigningSession.Activation unspent) {

        static Optional<Declined> of(StoredSession session, Clock clock) {
            return session.state() instanceof SigningSession.Failed end
                    ? end.left(clock).map(unspent -> new Declined(session, end, unspent))
                    : Optional.empty();
        }

        SigningSession.Authorised resume(Clock clock) {
            return end.resume(unspent, clock);
        }
    }

    /**
     * Checks and prepares; stores nothing.
     *
     * @param whole of the actor's own
     * @throws ProblemException {@link ProblemType#WRONG_STATE} through the {@code Uni} when there is nothing to resume
     */
    Uni<Plan> plan(Actor actor, WholeRequest whole) {
        var view = views.of(whole);
        if (!view.resume().possible()) {
            throw new ProblemException(ProblemType.WRONG_STATE)
                    .withCurrentState(view.status().name());
        }
        if (view.status() != Status.STOPPED) {
            return Uni.createFrom().item(new Plan.TryNow(whole.key()));
        }
        return signatories
                .require(actor, whole.request().slot)
                .flatMap(signer -> checks.usable(signer)
                        .flatMap(credential -> declined(whole, credential)
                                .flatMap(declined -> declined.isEmpty()
                                        ? anew(actor, whole, signer, credential)
                                        : Uni.createFrom()
                                                .item(new Plan.WithConsentsLeft(whole.key(), actor, declined)))));
    }

    /** Those whose consent is of use; whose signer has another certificate by now, or signs elsewhere, begins anew. */
    private Uni<List<Declined>> declined(WholeRequest whole, Credential credential) {
        var left = whole.sessions().stream()
                .map(StoredSession::of)
                .filter(session -> session.credential().equals(credential.reference()))
                .flatMap(session -> Declined.of(session, clock).stream())
                .toList();
        return left.isEmpty()
                ? Uni.createFrom().item(left)
                : Panache.withSession(() -> Multi.createFrom()
                        .iterable(left)
                        .onItem()
                        .transformToUniAndConcatenate(one -> items.prepared(
                                        one.session().key())
                                .map(prepared -> PreparedSignature.decode(prepared)
                                                .certificate()
                                                .equals(credential.certificate().certificate())
                                        ? one
                                        : null))
                        .collect()
                        .asList());
    }

    private Uni<Plan> anew(Actor actor, WholeRequest whole, Signatories.Signer signer, Credential credential) {
        int next = whole.sessions().getLast().ordinal + 1;
        return room.take(
                        whole.items().size(),
                        () -> Panache.withSession(() -> toSign(whole))
                                .flatMap(unsigned ->
                                        preparation.prepare(signer.signatory(), credential, unsigned, next)))
                .map(sessions -> new Plan.Anew(whole.key(), whole.request().version, actor, sessions));
    }

    private Uni<List<ToSign>> toSign(WholeRequest whole) {
        var unsigned = whole.items().stream()
                .filter(item -> item.state() == ItemState.PREPARED || item.state() == ItemState.FAILED)
                .toList();
        var ids = unsigned.stream().map(ItemRow::transcriptId).toList();
        return documents
                .find(whole.key().schoolId(), ids, whole.request().slot.preceding())
                .map(ResumeRequest::byRevision)
                .map(found -> unsigned.stream().map(item -> toSign(item, found)).toList());
    }

    private record Revision(UUID transcript, int number) {}

    private static Map<Revision, byte[]> byRevision(List<DocumentStore.Document> documents) {
        return documents.stream()
                .collect(Collectors.toMap(
                        document -> new Revision(document.transcriptId(), document.revision()),
                        DocumentStore.Document::xml));
    }

    private static ToSign toSign(ItemRow item, Map<Revision, byte[]> documents) {
        var xml = documents.get(new Revision(item.transcriptId(), item.revision()));
        if (xml == null) {
            throw new IllegalStateException("item " + item.id() + " has lost its document");
        }
        return new ToSign(item.id(), item.transcriptId(), item.revision(), item.label(), new Base.Stored(xml));
    }

    /** Carries the plan out, in the caller's transaction. */
    Uni<SigningRequestView> store(Plan plan) {
        var key = plan.request();
        Uni<Void> done = switch (plan) {
            case Plan.TryNow tryNow -> requests.retryNow(key).replaceWithVoid();
            case Plan.WithConsentsLeft left ->
                requests.lockSessions(key)
                        .chain(() -> resumed(left.declined()))
                        .onFailure(StaleSessionException.class)
                        .recoverWithUni(() -> changedMeanwhile(key))
                        .chain(() -> record(left.actor(), key));
            case Plan.Anew anew ->
                requests.cancelSessions(key, clock.instant())
                        .chain(() -> requests.touch(key, anew.version()))
                        .call(count -> count == 1 ? Uni.createFrom().voidItem() : changedMeanwhile(key))
                        .chain(() -> requests.addSessions(key, anew.sessions()))
                        .chain(() -> record(anew.actor(), key));
        };
        return done.chain(() -> read.viewAnew(key));
    }

    private Uni<Void> resumed(List<Declined> declined) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (var one : declined) {
            all = all.chain(() -> moves.move(one.session(), one.resume(clock))).replaceWithVoid();
        }
        return all;
    }

    private Uni<Void> record(Actor actor, RowKey key) {
        return audit.append(
                AuditEvent.by(actor, new AuditSubject(key.schoolId(), "signing_request", key.id()), "resumed", null));
    }

    /** Closed, or resumed by somebody else, while this was being prepared. */
    private Uni<Void> changedMeanwhile(RowKey key) {
        return read.viewAnew(key)
                .onItem()
                .failWith(now -> new ProblemException(ProblemType.WRONG_STATE)
                        .withCurrentState(now.status().name()))
                .replaceWithVoid();
    }
}
