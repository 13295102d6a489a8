package vn.hocba.remotesigning;

import java.util.Optional;

/**
 * How a service calls back that has one address for all orders, registered with it, and says in the body what the call is about. A
 * call is a hint to ask, no more: nothing else of it is read.
 */
public interface FixedCallbacks {

    /**
     * The name of the transaction that a call is about, as the service gave it or we did; empty for whatever is no such call, or
     * could name none. Never throws.
     *
     * @param body what was sent, or its beginning
     */
    Optional<ApprovalHandle> transaction(byte[] body);

    /** The JSON that the service expects as an answer, whatever it said; empty where it expects none. */
    default Optional<byte[]> receipt() {
        return Optional.empty();
    }

    /** The JSON with a token of ours, where the service asks for one before it calls; empty where it asks for none. */
    default Optional<byte[]> token() {
        return Optional.empty();
    }
}
