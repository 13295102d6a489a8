package vn.hocba.signing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import vn.hocba.problem.ProblemException;
import vn.hocba.remotesigning.ChallengeId;
import vn.hocba.remotesigning.Credential;
import vn.hocba.remotesigning.CredentialReference;
import vn.hocba.remotesigning.ProviderId;
import vn.hocba.remotesigning.RemoteSigningFailure;
import vn.hocba.remotesigning.RemoteSigningServices;
import vn.hocba.workers.EventLoops;

/** Asks signing services about credentials while a caller waits. */
@ApplicationScoped
class CredentialDesk {

    private final RemoteSigningServices services;
    private final Clock clock;

    CredentialDesk(RemoteSigningServices services, Clock clock) {
        this.services = services;
        this.clock = clock;
    }

    /** @throws ProblemException through the {@code Uni} when the service does not answer, or does not know it */
    Uni<Credential> credential(CredentialReference reference) {
        return asking(Uni.createFrom()
                .deferred(() -> services.provider(reference.provider()).credential(reference.credential())));
    }

    /**
     * The credentials of a holder.
     *
     * @param holder personal number or tax code
     */
    Uni<List<Credential>> credentials(ProviderId provider, String holder) {
        return asking(
                Uni.createFrom().deferred(() -> services.provider(provider).credentials(holder)));
    }

    /** Has the service send a one-time password. @return what it calls it, if anything */
    Uni<Optional<ChallengeId>> challenge(CredentialReference reference, String factorId) {
        return asking(Uni.createFrom()
                .deferred(() -> services.provider(reference.provider()).challenge(reference.credential(), factorId)));
    }

    private <T> Uni<T> asking(Uni<T> call) {
        return EventLoops.backHere(call)
                .onFailure(RemoteSigningFailure.class)
                .transform(failure -> ServiceProblem.ofQuestion(failure, clock));
    }
}
