package vn.hocba.signing;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import vn.hocba.pki.DataToBeSignedRepresentation;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.remotesigning.ApprovalHandle;
import vn.hocba.remotesigning.AuthorisationAnswer;
import vn.hocba.remotesigning.AuthorisationRequest;
import vn.hocba.remotesigning.ConsentFactors;
import vn.hocba.remotesigning.DisplayLabels;
import vn.hocba.remotesigning.PageCode;
import vn.hocba.remotesigning.PageVisit;
import vn.hocba.remotesigning.RemoteSigningFailure;
import vn.hocba.remotesigning.RemoteSigningService;
import vn.hocba.remotesigning.RemoteSigningServices;
import vn.hocba.remotesigning.ResponseId;
import vn.hocba.remotesigning.SigningAnswer;
import vn.hocba.remotesigning.SigningOrder;
import vn.hocba.remotesigning.TransactionId;

/** A session's calls to its signing service, with everything that the service is sent read from what was stored. */
@ApplicationScoped
class ServiceCalls {

    private final RemoteSigningServices services;
    private final SadVault vault;

    ServiceCalls(RemoteSigningServices services, SadVault vault) {
        this.services = services;
        this.vault = vault;
    }

    /** @throws ProblemException where the session's provider is not configured here, as it may be at other replicas */
    void require(StoredSession session, Clock clock) {
        try {
            service(session);
        } catch (RemoteSigningFailure.Permanent e) {
            throw ServiceProblem.of(e, clock);
        }
    }

    /** What the person is asked to consent to; read in the caller's transaction. */
    Uni<AuthorisationRequest> authorisation(StoredSession session, ConsentFactors factors) {
        return Panache.getSession()
                .flatMap(database -> database.createQuery(
                                "select new vn.hocba.signing.ServiceCalls$Stored(i.digest, i.label, r.description,"
                                        + " r.signerName, r.schoolName, r.className)"
                                        + " from SigningItemEntity i join SigningRequestEntity r"
                                        + " on r.schoolId = i.schoolId and r.id = i.requestId"
                                        + " where i.schoolId = :school and i.sessionId = :session order by i.position",
                                Stored.class)
                        .setParameter("school", session.key().schoolId())
                        .setParameter("session", session.key().id())
                        .getResultList())
                .map(items -> authorisation(
                        new SessionMoves.Call(
                                session,
                                items.getFirst().words(),
                                items.stream()
                                        .map(item -> item.shown(session.algorithm()))
                                        .toList()),
                        factors));
    }

    @SuppressWarnings("ArrayRecordComponent") // short-lived, never compared
    @RegisterForReflection(fields = false, methods = false)
    record Stored(byte[] digest, String label, String description, String signer, String school, String className) {

        Words words() {
            return new Words(description, signer, school, className);
        }

        Shown shown(SignatureAlgorithm algorithm) {
            return new Shown(new DataToBeSignedRepresentation(algorithm.digest(), digest), label);
        }
    }

    /** What the signer's phone shows of a request. */
    record Words(String description, String signer, String school, String className) {}

    /** What the signer's phone shows of an item, and what is signed of it. */
    record Shown(DataToBeSignedRepresentation digest, String label) {}

    /** What the person is asked to consent to. */
    static AuthorisationRequest authorisation(SessionMoves.Call call, ConsentFactors factors) {
        var session = call.session();
        var words = call.words();
        return new AuthorisationRequest(
                transaction(session),
                session.credential().credential(),
                call.digests(),
                session.algorithm(),
                words.description(),
                new DisplayLabels(
                        words.signer(),
                        words.school(),
                        words.className(),
                        call.items().stream().map(Shown::label).toList()),
                factors,
                Optional.empty());
    }

    Uni<AuthorisationAnswer> authorise(StoredSession session, AuthorisationRequest request) {
        return Uni.createFrom().deferred(() -> service(session).authorise(request));
    }

    /** Where the signer's browser is to go. */
    Uni<URI> consentPage(StoredSession session, AuthorisationRequest request, PageVisit visit) {
        return Uni.createFrom().deferred(() -> service(session).consentPage(request, visit));
    }

    /** Exchanges what the page gave. */
    Uni<AuthorisationAnswer> redeem(StoredSession session, PageCode code, PageVisit visit) {
        return Uni.createFrom()
                .deferred(() -> service(session).redeem(session.credential().credential(), code, visit));
    }

    /** The session's own id: stored before any call, and never another's. */
    private static TransactionId transaction(StoredSession session) {
        return new TransactionId(session.key().id().toString());
    }

    /** The handle to ask what became of a request for consent whose answer was lost, where the service can be asked. */
    Optional<ApprovalHandle> recall(StoredSession session) {
        return services.find(session.credential().provider())
                .flatMap(service -> service.recall(session.credential().credential(), transaction(session)));
    }

    /** The id to ask for the signatures of an order whose answer was of no use, where signing is no more than that. */
    Optional<ResponseId> recall(StoredSession session, SigningSession.Submitting submitting) {
        return services.find(session.credential().provider())
                .flatMap(service -> service.recall(
                        vault.open(submitting.activation().sad(), session.key().id())));
    }

    Uni<AuthorisationAnswer> approval(StoredSession session, SigningSession.AwaitingApproval waiting) {
        return Uni.createFrom()
                .deferred(() -> service(session).approval(session.credential().credential(), waiting.handle()));
    }

    Uni<SigningAnswer> sign(
            StoredSession session,
            SigningSession.Submitting submitting,
            List<DataToBeSignedRepresentation> digests,
            SigningOrder.Mode mode,
            Optional<Callbacks.Callback> callback) {
        return Uni.createFrom()
                .deferred(() -> service(session)
                        .sign(order(
                                session,
                                submitting.activation(),
                                digests,
                                mode,
                                callback.map(Callbacks.Callback::address))));
    }

    /** Carries the authorisation over to these digests. */
    Uni<AuthorisationAnswer.Granted> extend(
            StoredSession session, SigningSession.Extending extending, List<DataToBeSignedRepresentation> digests) {
        return Uni.createFrom()
                .deferred(() -> service(session)
                        .extend(order(
                                session,
                                extending.activation(),
                                digests,
                                SigningOrder.Mode.SYNCHRONOUS,
                                Optional.empty())));
    }

    private SigningOrder order(
            StoredSession session,
            SigningSession.Activation activation,
            List<DataToBeSignedRepresentation> digests,
            SigningOrder.Mode mode,
            Optional<URI> callback) {
        return new SigningOrder(
                session.credential().credential(),
                vault.open(activation.sad(), session.key().id()),
                digests,
                session.algorithm(),
                mode,
                callback);
    }

    Uni<SigningAnswer> result(StoredSession session, SigningSession.Submitted submitted) {
        return Uni.createFrom()
                .deferred(() -> service(session)
                        .result(session.credential().credential(), submitted.response(), session.order()));
    }

    private RemoteSigningService service(StoredSession session) {
        return services.provider(session.credential().provider());
    }
}
