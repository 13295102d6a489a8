package vn.hocba.pki.client;

import vn.hocba.pki.TimestampResponse;
import vn.hocba.pki.TimestampVerifier;

/** Why an authority gave no timestamp that can be used; split by what the caller can do about it. */
public abstract sealed class TimestampFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private TimestampFailure(String message) {
        super(message);
    }

    /** As many wishes are under way as are allowed; nothing was sent. Try later. */
    public static final class Busy extends TimestampFailure {
        private static final long serialVersionUID = 1L;

        Busy() {
            super("as many timestamps are under way as are allowed");
        }
    }

    /** No answer, or none of a timestamp authority: unreachable, too slow, another HTTP status. Try later, or another authority. */
    public static final class Unavailable extends TimestampFailure {
        private static final long serialVersionUID = 1L;

        Unavailable(String reason) {
            super(reason);
        }
    }

    /** The authority answered that it grants no timestamp. */
    public static final class Rejected extends TimestampFailure {
        private static final long serialVersionUID = 1L;

        private final boolean retryable;

        Rejected(TimestampResponse.Rejected answer) {
            super("the authority rejected the request, status " + answer.status() + ": " + answer.reason());
            this.retryable = answer.retryable();
        }

        /** Whether the authority says that it is its own, passing trouble. */
        public boolean retryable() {
            return retryable;
        }
    }

    /** The authority's token is not to be believed; another authority may do better. */
    public static final class Unusable extends TimestampFailure {
        private static final long serialVersionUID = 1L;

        private final transient TimestampVerifier.Verdict verdict;

        Unusable(TimestampVerifier.Verdict verdict) {
            super("the authority's token is not to be believed: " + verdict);
            this.verdict = verdict;
        }

        /** What stands against the token. */
        public TimestampVerifier.Verdict verdict() {
            return verdict;
        }
    }
}
