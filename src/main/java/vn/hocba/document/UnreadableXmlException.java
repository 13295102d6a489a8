package vn.hocba.document;

/** The bytes are not XML that may be read at all: malformed, with a DOCTYPE, in a foreign encoding or over the bounds. */
public final class UnreadableXmlException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why it may not be read. */
    public enum Reason {
        MALFORMED,
        DOCTYPE,
        ENCODING,
        TOO_LARGE
    }

    private final Reason reason;

    public UnreadableXmlException(Reason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
