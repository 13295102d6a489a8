package vn.hocba.signing;

/** The session is not any more in the state that was read: somebody else moved it, and what we were about to do is moot. */
final class StaleSessionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StaleSessionException(RowKey key) {
        super("session " + key.id() + " was moved by somebody else");
    }
}
