package vn.hocba.signing;

/** Why a session, or one item of it, ended without a signature in the document. */
public enum FailureReason {
    /** The service could not be reached, or was overloaded, for longer than we try on our own. */
    SERVICE_UNAVAILABLE("service-unavailable"),
    /** The service answered, but not in the form that its protocol prescribes. */
    MALFORMED_ANSWER("malformed-answer"),
    /** The service returned another number of signatures than digests were sent, and none of them is for this one. */
    SIGNATURE_COUNT_MISMATCH("signature-count-mismatch"),
    /** The service returned one signature for several digests, and none is for this one. */
    DUPLICATE_SIGNATURE("duplicate-signature"),
    /** The value does not verify against the prepared signature and the signer's certificate. */
    SIGNATURE_DOES_NOT_VERIFY("signature-does-not-verify"),
    /** The value is there, but the document that it was prepared over cannot take it: a fault of ours, to be prepared again. */
    NOT_EMBEDDABLE("not-embeddable"),
    /** The service will not sign with this credential: disabled, locked, revoked, or expired. */
    CREDENTIAL_UNUSABLE("credential-unusable"),
    /** The signer's account has no signatures left: no service tells beforehand how many there are. */
    SIGNATURES_USED_UP("signatures-used-up"),
    /** The service refused our request for a reason that trying again does not change. */
    SERVICE_REFUSED("service-refused");

    private final String code;

    FailureReason(String code) {
        this.code = code;
    }

    /** The word used in API responses and, where a problem type exists, in its URI. */
    public String code() {
        return code;
    }
}
