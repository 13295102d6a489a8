package vn.hocba.sandbox.demo;

/** The demo cannot go on; the message says why in words that need no stack trace. */
final class DemoFailure extends Exception {

    private static final long serialVersionUID = 1L;

    DemoFailure(String message) {
        super(message);
    }
}
