package vn.hocba.signing;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import vn.hocba.pki.DataToBeSignedRepresentation;
import vn.hocba.remotesigning.ApprovalHandle;
import vn.hocba.remotesigning.AuthorisationAnswer;
import vn.hocba.remotesigning.AuthorisationRequest;
import vn.hocba.remotesigning.ConsentFactors;
import vn.hocba.remotesigning.DisplayLabels;
import vn.hocba.remotesigning.RemoteSigningService;
import vn.hocba.remotesigning.RemoteSigningServices;
import vn.hocba.remotesigning.SigningAnswer;
import vn.hocba.remotesigning.SigningOrder;
import vn.hocba.remotesigning.TransactionId;

/** A session's calls to its signing service, with everything that the service is sent read from what was stored. */
@ApplicationScoped
class ServiceCalls {

    private final RemoteSigningServices services;
    private final SessionStore store;
    private final SadVault vault;

    ServiceCalls(RemoteSigningServices services, SessionStore store, SadVault vault) {
        this.services = services;
        this.store = store;
        this.vault = vault;
    }

    /** What the person is asked to consent to; read in the caller's transaction. */
    Uni<AuthorisationRequest> authorisation(StoredSession session, ConsentFactors factors) {
        var school = session.key().schoolId();
        return store.digests(session)
                .flatMap(digests -> Panache.getSession()
                        .flatMap(database -> database.createQuery(
                                        "from SigningRequestEntity where schoolId = :school and id = :id",
                                        SigningRequestEntity.class)
                                .setParameter("school", school)
                                .setParameter("id", session.requestId())
                                .getSingleResult()
                                .flatMap(request -> database.createQuery(
                                                "select label from SigningItemEntity where schoolId = :school"
                                                        + " and sessionId = :session order by position",
                                                String.class)
                                        .setParameter("school", school)
                                        .setParameter("session", session.key().id())
                                        .getResultList()
                                        .map(labels -> new AuthorisationRequest(
                                                transaction(session),
                                                session.credential().credential(),
                                                digests,
                                                session.algorithm(),
                                                request.description,
                                                new DisplayLabels(
                                                        request.signerName,
                                                        request.schoolName,
                                                        request.className,
                                                        labels),
                                                factors)))));
    }

    Uni<AuthorisationAnswer> authorise(StoredSession session, AuthorisationRequest request) {
        return Uni.createFrom().deferred(() -> service(session).authorise(request));
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

    Uni<AuthorisationAnswer> approval(StoredSession session, SigningSession.AwaitingApproval waiting) {
        return Uni.createFrom()
                .deferred(() -> service(session).approval(session.credential().credential(), waiting.handle()));
    }

    Uni<SigningAnswer> sign(
            StoredSession session,
            SigningSession.Submitting submitting,
            List<DataToBeSignedRepresentation> digests,
            SigningOrder.Mode mode) {
        return Uni.createFrom()
                .deferred(() -> service(session)
                        .sign(new SigningOrder(
                                session.credential().credential(),
                                vault.open(
                                        submitting.activation().sad(),
                                        session.key().id()),
                                digests,
                                session.algorithm(),
                                mode)));
    }

    Uni<SigningAnswer> result(StoredSession session, SigningSession.Submitted submitted) {
        return Uni.createFrom()
                .deferred(() -> service(session)
                        .result(session.credential().credential(), submitted.response(), session.items()));
    }

    private RemoteSigningService service(StoredSession session) {
        return services.provider(session.credential().provider());
    }
}
