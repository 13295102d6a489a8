package vn.hocba.signing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import vn.hocba.problem.ProblemException;

/**
 * Sees that what the signing service answered is stored. The answer exists nowhere but in this process, so a database that
 * is away is waited for, with growing pauses, for the length of a lease.
 */
@ApplicationScoped
class AnswerKeeper {

    private final SigningConfiguration configuration;

    AnswerKeeper(SigningConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * Subscribes to the transaction until it commits. Attempts after the first begin on a timer's thread.
     *
     * @return fails at once when somebody else moved the session or the caller is at fault, otherwise with the last failure
     */
    <T> Uni<T> untilStored(Uni<T> transaction) {
        return transaction
                .onFailure(failure ->
                        !(failure instanceof StaleSessionException) && !(failure instanceof ProblemException))
                .retry()
                .withBackOff(configuration.firstRetry(), configuration.longestRetry())
                .expireIn(configuration.lease().toMillis());
    }
}
