package vn.hocba.signing;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hocba.remotesigning.ApprovalHandle;
import vn.hocba.remotesigning.ResponseId;
import vn.hocba.signing.SigningSession.Activation;
import vn.hocba.signing.SigningSession.Attempt;

/**
 * A {@link SigningSession} as columns of its row. What a state does not name is null, so the signature activation data
 * leaves the database with the state that needed it.
 *
 * @param since when the state was entered
 * @param dueAt when the dispatcher may take the next step; null while the step is not ours
 */
record SessionColumns(
        StateName state,
        Instant since,
        int failures,
        int useless,
        @Nullable Instant dueAt,
        @Nullable String approvalHandle,
        @Nullable Activation activation,
        boolean answerLost,
        @Nullable String responseId,
        @Nullable String endReason,
        @Nullable String endDetail) {

    /** The stored names of the states. */
    enum StateName {
        PREPARED,
        AUTHORISING,
        AWAITING_FACTORS,
        CHECKING_FACTORS,
        AWAITING_APPROVAL,
        AUTHORISED,
        SUBMITTING,
        SUBMITTED,
        SIGNATURES_RECEIVED,
        EXTENDING,
        COMPLETED,
        REFUSED,
        EXPIRED,
        CANCELLED,
        FAILED,
        ANSWER_UNKNOWN;

        boolean ended() {
            return compareTo(COMPLETED) >= 0;
        }

        /** Whether the person has consented and signatures are still to come. */
        boolean consented() {
            return compareTo(AUTHORISED) >= 0 && !ended();
        }
    }

    static SessionColumns of(SigningSession session, Instant now) {
        var attempt = attemptIn(session);
        return new SessionColumns(
                nameOf(session),
                sinceIn(session, now),
                attempt == null ? 0 : attempt.failures(),
                attempt == null ? 0 : attempt.useless(),
                attempt == null ? null : attempt.notBefore(),
                session instanceof SigningSession.AwaitingApproval waiting
                        ? waiting.handle().value()
                        : null,
                activationIn(session),
                answerLostIn(session),
                session instanceof SigningSession.Submitted submitted
                        ? submitted.response().value()
                        : null,
                endReasonIn(session),
                session instanceof SigningSession.Failed failed ? failed.detail() : null);
    }

    static SessionColumns of(SigningSessionEntity row) {
        var activation = row.sadSealed == null || row.sadExpires == null
                ? null
                : new Activation(new SealedSad(row.sadSealed), row.sadExpires);
        return new SessionColumns(
                row.state,
                row.stateSince,
                row.failures,
                row.uselessAnswers,
                row.dueAt,
                row.approvalHandle,
                activation,
                row.answerLost,
                row.responseId,
                row.endReason,
                row.endDetail);
    }

    private static StateName nameOf(SigningSession session) {
        return switch (session) {
            case SigningSession.Prepared s -> StateName.PREPARED;
            case SigningSession.Authorising s -> StateName.AUTHORISING;
            case SigningSession.AwaitingFactors s -> StateName.AWAITING_FACTORS;
            case SigningSession.CheckingFactors s -> StateName.CHECKING_FACTORS;
            case SigningSession.AwaitingApproval s -> StateName.AWAITING_APPROVAL;
            case SigningSession.Authorised s -> StateName.AUTHORISED;
            case SigningSession.Submitting s -> StateName.SUBMITTING;
            case SigningSession.Submitted s -> StateName.SUBMITTED;
            case SigningSession.SignaturesReceived s -> StateName.SIGNATURES_RECEIVED;
            case SigningSession.Extending s -> StateName.EXTENDING;
            case SigningSession.Completed s -> StateName.COMPLETED;
            case SigningSession.Refused s -> StateName.REFUSED;
            case SigningSession.Expired s -> StateName.EXPIRED;
            case SigningSession.Cancelled s -> StateName.CANCELLED;
            case SigningSession.Failed s -> StateName.FAILED;
            case SigningSession.AnswerUnknown s -> StateName.ANSWER_UNKNOWN;
        };
    }

    private static Instant sinceIn(SigningSession session, Instant now) {
        return switch (session) {
            case SigningSession.Authorising s -> s.since();
            case SigningSession.CheckingFactors s -> s.since();
            case SigningSession.AwaitingApproval s -> s.since();
            case SigningSession.Submitting s -> s.since();
            case SigningSession.Submitted s -> s.since();
            case SigningSession.Ended s -> s.at();
            default -> now;
        };
    }

    /**
     * A call under way is due at once: only when its owner's lease has run out does the dispatcher find it. What is left of a consent is
     * due to be forgotten.
     */
    private static @Nullable Attempt attemptIn(SigningSession session) {
        return switch (session) {
            case SigningSession.Prepared s -> s.attempt();
            case SigningSession.Authorising s -> new Attempt(s.attempt().failures(), s.since());
            case SigningSession.AwaitingFactors s -> null;
            case SigningSession.CheckingFactors s -> new Attempt(0, s.since());
            case SigningSession.AwaitingApproval s -> s.poll();
            case SigningSession.Authorised s -> s.attempt();
            case SigningSession.Submitting s ->
                new Attempt(s.attempt().failures(), s.attempt().useless(), s.since());
            case SigningSession.Submitted s -> s.poll();
            case SigningSession.SignaturesReceived s -> s.attempt();
            case SigningSession.Extending s -> s.attempt();
            case SigningSession.Failed s ->
                s.unspent().map(unspent -> new Attempt(0, unspent.expires())).orElse(null);
            case SigningSession.Ended s -> null;
        };
    }

    private static @Nullable Activation activationIn(SigningSession session) {
        return switch (session) {
            case SigningSession.Authorised s -> s.activation();
            case SigningSession.Submitting s -> s.activation();
            case SigningSession.Submitted s -> s.used().orElse(null);
            case SigningSession.SignaturesReceived s -> s.used().orElse(null);
            case SigningSession.Extending s -> s.activation();
            case SigningSession.Failed s -> s.unspent().orElse(null);
            default -> null;
        };
    }

    private static boolean answerLostIn(SigningSession session) {
        return switch (session) {
            case SigningSession.Authorised s -> s.answerLost();
            case SigningSession.Submitting s -> s.answerLost();
            default -> false;
        };
    }

    private static @Nullable String endReasonIn(SigningSession session) {
        return switch (session) {
            case SigningSession.Failed s -> s.reason().name();
            case SigningSession.AnswerUnknown s -> s.call();
            default -> null;
        };
    }

    SigningSession session() {
        return switch (state) {
            case PREPARED -> new SigningSession.Prepared(attempt());
            case AUTHORISING -> new SigningSession.Authorising(attempt(), since);
            case AWAITING_FACTORS -> new SigningSession.AwaitingFactors();
            case CHECKING_FACTORS -> new SigningSession.CheckingFactors(since);
            case AWAITING_APPROVAL ->
                new SigningSession.AwaitingApproval(
                        new ApprovalHandle(requireNonNull(approvalHandle)), attempt(), since);
            case AUTHORISED -> new SigningSession.Authorised(requireNonNull(activation), answerLost, attempt());
            case SUBMITTING -> new SigningSession.Submitting(requireNonNull(activation), answerLost, attempt(), since);
            case SUBMITTED ->
                new SigningSession.Submitted(
                        new ResponseId(requireNonNull(responseId)), Optional.ofNullable(activation), attempt(), since);
            case SIGNATURES_RECEIVED ->
                new SigningSession.SignaturesReceived(Optional.ofNullable(activation), attempt());
            case EXTENDING -> new SigningSession.Extending(requireNonNull(activation), attempt());
            case COMPLETED -> new SigningSession.Completed(since);
            case REFUSED -> new SigningSession.Refused(since);
            case EXPIRED -> new SigningSession.Expired(since);
            case CANCELLED -> new SigningSession.Cancelled(since);
            case FAILED ->
                new SigningSession.Failed(
                        FailureReason.valueOf(requireNonNull(endReason)),
                        endDetail == null ? "" : endDetail,
                        Optional.ofNullable(activation),
                        since);
            case ANSWER_UNKNOWN -> new SigningSession.AnswerUnknown(requireNonNull(endReason), since);
        };
    }

    private Attempt attempt() {
        return new Attempt(failures, useless, dueAt == null ? since : dueAt);
    }
}
