package vn.hocba.remotesigning;

import java.time.Instant;

/**
 * What a service says to a request for consent, and to asking again (CSC v2 credentials/authorize and authorizeCheck, clauses
 * 11.8 and 11.9). The wait for the person; it has nothing to do with the wait for signatures ({@link SigningAnswer}).
 */
public sealed interface AuthorisationAnswer {

    /**
     * The holder consented.
     *
     * @param sad the secret with which the service signs
     * @param expires when it ceases to work
     */
    record Granted(SignatureActivationData sad, Instant expires) implements AuthorisationAnswer {}

    /**
     * The holder has not decided.
     *
     * @param handle with which to ask again
     * @param nextPoll not to be asked before
     */
    record Waiting(ApprovalHandle handle, Instant nextPoll) implements AuthorisationAnswer {}

    /**
     * The holder said no.
     *
     * @param reason the service's words, for display; may be empty
     */
    record Refused(String reason) implements AuthorisationAnswer {}

    /** The holder did not decide in time, or the service knows the handle no longer. */
    record Expired() implements AuthorisationAnswer {}
}
