package vn.hocba.remotesigning;

import java.time.Instant;
import java.util.Optional;
import vn.hocba.remotesigning.RemoteSigningFailure.AnswerLost;
import vn.hocba.remotesigning.RemoteSigningFailure.Overloaded;
import vn.hocba.remotesigning.RemoteSigningFailure.Permanent;

/** What an HTTP status says by itself, whatever the wire. */
public final class StatusFailures {

    private StatusFailures() {}

    /**
     * The failure that the status stands for; empty where the service's own words decide.
     *
     * @param where the method that answered
     * @param retryAt when an overloaded service may be asked again
     */
    public static Optional<RemoteSigningFailure> of(String where, ServiceError said, Instant retryAt) {
        return switch (said.status()) {
            case 429, 503 -> Optional.of(new Overloaded(where + ": the service is busy", retryAt, said));
            case 404, 405, 501 -> Optional.of(new Permanent(where + ": the service does not have this method", said));
            case 408 -> Optional.of(new AnswerLost(where + ": the service failed", said, null));
            default ->
                said.status() >= 500
                        ? Optional.of(new AnswerLost(where + ": the service failed", said, null))
                        : Optional.empty();
        };
    }
}
