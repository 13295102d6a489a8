package vn.hocba.signing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import vn.hocba.problem.ProblemException;

/**
 * Sees that what the signing service answered is stored. The answer exists nowhere but in this process, so a database that
 * is away is waited for, with growing pauses, for longer than a lease lasts: all replicas have seen the outage, and leave its
 * session to this one to renew.
 */
@ApplicationScoped
class AnswerKeeper {

    private final Duration firstRetry;
    private final Duration longestRetry;
    private final Duration keep;

    @Inject
    AnswerKeeper(SigningConfiguration configuration) {
        this(configuration.firstRetry(), configuration.longestRetry(), configuration.keep());
    }

    AnswerKeeper(Duration firstRetry, Duration longestRetry, Duration keep) {
        this.firstRetry = firstRetry;
        this.longestRetry = longestRetry;
        this.keep = keep;
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
                .withBackOff(firstRetry, longestRetry)
                .expireIn(keep.toMillis());
    }
}
