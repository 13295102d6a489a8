package vn.hocba.sandbox.demo;

/** The demo cannot go on; the message says why in words that need no stack trace. */
public final class DemoFailure extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;

    public DemoFailure(String message) {
        this(message, 0);
    }

    /** @param status with which a server refused */
    public DemoFailure(String message, int status) {
        super(message);
        this.status = status;
    }

    /** The HTTP status with which a server refused; 0 if none did. */
    public int status() {
        return status;
    }
}
