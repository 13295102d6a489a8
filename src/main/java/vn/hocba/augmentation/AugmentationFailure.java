package vn.hocba.augmentation;

import java.util.Locale;

/** Why a try did not succeed; the next one may. */
final class AugmentationFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What a reader of the API is told. Stable names: they are never renamed. */
    enum Code {
        /** No authority answered. */
        TIMESTAMP_AUTHORITY_UNAVAILABLE,
        /** An authority answered that it grants no timestamp. */
        TIMESTAMP_REJECTED,
        /** What an authority gave is not to be believed. */
        TIMESTAMP_NOT_BELIEVED,
        /** As many timestamps were asked for at once as are allowed. */
        TOO_MANY_AT_ONCE,
        /** The chain of a signer or timestamp authority does not hold. */
        CERTIFICATE_NOT_TRUSTED,
        /** Nobody says freshly whether a certificate was revoked. */
        REVOCATION_DATA_UNAVAILABLE,
        /** A signing request holds the transcript, and its signature will cover this one. */
        HELD_BY_SIGNING_REQUEST,
        /** The document changed each time. */
        DOCUMENT_CHANGED,
        /** Anything else; the log says what. */
        INTERNAL_ERROR;

        /** Kebab-case. */
        String wire() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Code code;

    AugmentationFailure(Code code, String detail) {
        super(detail);
        this.code = code;
    }

    Code code() {
        return code;
    }
}
