package vn.hocba.sandbox.signing;

/** The core does not do what was asked; each wire has its own words for the reason. */
public final class SigningRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Why; the names say what the caller did. */
    public enum Reason {
        UNKNOWN_CREDENTIAL,
        CREDENTIAL_DISABLED,
        CERTIFICATE_NOT_VALID,
        TOO_MANY_SIGNATURES,
        WRONG_FACTOR,
        FACTOR_LOCKED,
        UNKNOWN_HANDLE,
        APPROVAL_REFUSED,
        APPROVAL_EXPIRED,
        /** never issued, spent, or of another credential */
        INVALID_ACTIVATION,
        ACTIVATION_EXPIRED,
        /** not bound, or signed already */
        DIGEST_NOT_AUTHORISED
    }

    private final Reason reason;

    SigningRefused(Reason reason) {
        this(reason, "");
    }

    SigningRefused(Reason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** What the person said, where one refused; the factor that is wrong or locked; whose certificate; else empty. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
