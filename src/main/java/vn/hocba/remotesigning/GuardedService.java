package vn.hocba.remotesigning;

import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A service behind its provider's {@link CircuitBreaker}, whatever its wire. */
final class GuardedService implements RemoteSigningService {

    private final ProviderId provider;
    private final RemoteSigningService service;
    private final CircuitBreaker breaker;

    /** What was counted already: a login that fails fails every call that waited for it, as one and the same failure. */
    private final Set<RemoteSigningFailure> counted =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    GuardedService(ProviderId provider, RemoteSigningService service, CircuitBreaker breaker) {
        this.provider = provider;
        this.service = service;
        this.breaker = breaker;
    }

    @Override
    public Uni<List<Credential>> credentials(String holder) {
        return guarded(() -> service.credentials(holder), false);
    }

    @Override
    public Uni<Credential> credential(CredentialId id) {
        return guarded(() -> service.credential(id), false);
    }

    @Override
    public Uni<Optional<ChallengeId>> challenge(CredentialId id, String factorId) {
        return guarded(() -> service.challenge(id, factorId), false);
    }

    @Override
    public Uni<AuthorisationAnswer> authorise(AuthorisationRequest request) {
        // some services hold this call open for the person, who may never answer
        return guarded(() -> service.authorise(request), true);
    }

    @Override
    public Optional<ApprovalHandle> recall(CredentialId id, TransactionId transaction) {
        return service.recall(id, transaction);
    }

    @Override
    public Optional<ResponseId> recall(SignatureActivationData consent) {
        return service.recall(consent);
    }

    @Override
    public Uni<URI> consentPage(AuthorisationRequest request, PageVisit visit) {
        return guarded(() -> service.consentPage(request, visit), false);
    }

    @Override
    public Uni<AuthorisationAnswer> redeem(CredentialId id, PageCode code, PageVisit visit) {
        return guarded(() -> service.redeem(id, code, visit), false);
    }

    @Override
    public Uni<AuthorisationAnswer> approval(CredentialId id, ApprovalHandle handle) {
        return guarded(() -> service.approval(id, handle), false);
    }

    @Override
    public Uni<SigningAnswer> sign(SigningOrder order) {
        return guarded(() -> service.sign(order), false);
    }

    @Override
    public Uni<SigningAnswer> result(CredentialId id, ResponseId response, int expected) {
        return guarded(() -> service.result(id, response, expected), false);
    }

    @Override
    public Optional<FixedCallbacks> fixedCallbacks() {
        return service.fixedCallbacks();
    }

    @Override
    public Uni<AuthorisationAnswer.Granted> extend(SigningOrder next) {
        return guarded(() -> service.extend(next), false);
    }

    private <T> Uni<T> guarded(Supplier<Uni<T>> call, boolean waitsForAPerson) {
        return Uni.createFrom()
                .deferred(() -> breaker.refuses()
                        .map(until -> Uni.createFrom()
                                .<T>failure(new RemoteSigningFailure.Overloaded(
                                        "no calls are made to provider '" + provider + "' for now", until)))
                        .orElseGet(() -> call.get()
                                .onItemOrFailure()
                                .invoke((answer, failure) -> note(failure, waitsForAPerson))));
    }

    private void note(@Nullable Throwable failure, boolean waitsForAPerson) {
        switch (failure) {
            case null -> breaker.answered();
            case RemoteSigningFailure ours when !ours.wasAttempted() -> {}
            case RemoteSigningFailure.Overloaded declined -> breaker.declined(declined.notBefore());
            case RemoteSigningFailure.NothingSent unreachable -> failed(unreachable);
            case RemoteSigningFailure.AnswerLost lost -> {
                if (!waitsForAPerson) {
                    failed(lost);
                }
            }
            case RemoteSigningFailure answer -> breaker.answered();
            // our own fault: tells nothing of the provider
            default -> {}
        }
    }

    private void failed(RemoteSigningFailure failure) {
        if (counted.add(failure)) {
            breaker.failed();
        }
    }
}
