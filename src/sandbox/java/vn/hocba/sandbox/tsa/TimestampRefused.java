package vn.hocba.sandbox.tsa;

/** Thrown where a request gets a rejection instead of a timestamp. */
final class TimestampRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final FailInfo reason;

    TimestampRefused(FailInfo reason) {
        super(reason.wireName(), null, false, false);
        this.reason = reason;
    }

    FailInfo reason() {
        return reason;
    }
}
