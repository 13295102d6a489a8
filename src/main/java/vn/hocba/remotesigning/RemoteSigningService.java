package vn.hocba.remotesigning;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A remote signing service, whatever its wire (architecture of EN 419 241-1, protocol family of TS 119 432). The two waits are
 * independent: for the person ({@link #authorise}, {@link #approval}) and for the hardware ({@link #sign}, {@link #result}).
 *
 * <p>Each method fails with {@link RemoteSigningFailure} only, and an {@code IllegalArgumentException} for a request that makes
 * no sense. Nothing is repeated on its own, but for a renewed service login before the request was accepted: whether a call may
 * be repeated is the caller's decision, told by the failure's type. Calls start on subscription; each subscription is a call.
 * Answers arrive on an event loop: compute elsewhere.
 */
public interface RemoteSigningService {

    /**
     * The credentials of a holder, unusable ones included (clauses 11.6 and 11.7).
     *
     * @param holder personal number (12 digits) of a person or tax code of an organisation; unknown holders have none
     */
    Uni<List<Credential>> credentials(String holder);

    /** One credential (clause 11.7). An unknown id fails as {@link RemoteSigningFailure.UnknownCredential}. */
    Uni<Credential> credential(CredentialId id);

    /**
     * Has the service send a one-time password to the holder (clause 11.10).
     *
     * @param factorId a {@link Factor#id()} with {@link Factor#needsChallenge()}
     * @return what has to go with the {@link AuthorisationRequest} that the password is for, if this wire wants anything
     */
    Uni<Optional<ChallengeId>> challenge(CredentialId id, String factorId);

    /**
     * Asks the holder to consent (clause 11.8). <strong>The person may be disturbed by it</strong>: after
     * {@link RemoteSigningFailure.AnswerLost} it must not be called again without the person's will.
     */
    Uni<AuthorisationAnswer> authorise(AuthorisationRequest request);

    /**
     * The handle under which the service can be asked what became of a request for consent whose answer was lost; empty where the
     * wire knows such requests only by names of its own. Makes no call.
     */
    default Optional<ApprovalHandle> recall(CredentialId id, TransactionId transaction) {
        return Optional.empty();
    }

    /**
     * The id under which {@link #result} tells the signatures that a consent allows, where they are made with the consent and
     * {@link #sign} merely asks for them; empty where it is an order. Makes no call.
     */
    default Optional<ResponseId> recall(SignatureActivationData consent) {
        return Optional.empty();
    }

    /**
     * The address of the provider's page where the holder consents to the request, for the holder's browser; of credentials with
     * {@link ConsentMode.OnPage}. Nobody is asked by it, and it may be had again: the address may be good for a minute only.
     */
    default Uni<URI> consentPage(AuthorisationRequest request, PageVisit visit) {
        return Uni.createFrom().failure(RemoteSigningService::noPage);
    }

    /**
     * Exchanges what the page gave for the authorisation. <strong>It uses the code up</strong>: after
     * {@link RemoteSigningFailure.AnswerLost} the person has to consent anew. A code that the provider does not take fails as
     * {@link RemoteSigningFailure.UserAction}.
     */
    default Uni<AuthorisationAnswer> redeem(CredentialId id, PageCode code, PageVisit visit) {
        return Uni.createFrom().failure(RemoteSigningService::noPage);
    }

    private static RemoteSigningFailure noPage() {
        return new RemoteSigningFailure.Permanent("the service has no page for consent", null);
    }

    /** Asks whether the holder has decided (clause 11.9). May be repeated. */
    Uni<AuthorisationAnswer> approval(CredentialId id, ApprovalHandle handle);

    /**
     * Has digests signed (clause 11.13). <strong>It may use up the authorisation</strong>: after
     * {@link RemoteSigningFailure.AnswerLost} nobody can tell whether it did.
     */
    Uni<SigningAnswer> sign(SigningOrder order);

    /**
     * Asks for the result of an order (clause 11.15). May be repeated.
     *
     * @param expected how many signatures: the number of digests of the order
     */
    Uni<SigningAnswer> result(CredentialId id, ResponseId response, int expected);

    /** How it calls back at one address for all orders; empty where each order may carry one of its own, or nobody calls. */
    default Optional<FixedCallbacks> fixedCallbacks() {
        return Optional.empty();
    }

    /**
     * Exchanges an unexpired authorisation for one that carries on with these digests, without asking the person again, where the
     * service has that (clause 11.11; CSC v2 credentials/extendTransaction).
     */
    default Uni<AuthorisationAnswer.Granted> extend(SigningOrder next) {
        return Uni.createFrom()
                .failure(() -> new RemoteSigningFailure.Permanent("the service cannot extend an authorisation", null));
    }
}
