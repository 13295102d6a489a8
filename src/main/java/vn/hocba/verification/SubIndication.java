package vn.hocba.verification;

/** Why a signature is not TOTAL_PASSED (ETSI EN 319 102-1 table 6); each belongs to one indication. */
public enum SubIndication {
    /** Not shaped as a signature that is accepted. */
    FORMAT_FAILURE(Indication.TOTAL_FAILED),
    /** A signed element has another digest: it was changed. */
    HASH_FAILURE(Indication.TOTAL_FAILED),
    /** The signature value does not verify with the certificate's key. */
    SIG_CRYPTO_FAILURE(Indication.TOTAL_FAILED),
    /** The certificate was revoked before the signature could have been made. */
    REVOKED(Indication.TOTAL_FAILED),
    /** The certificate was not valid yet. */
    NOT_YET_VALID(Indication.TOTAL_FAILED),
    /** What the signature says does not fit its place: slot, coverage, kind of signer, signing time. */
    SIG_CONSTRAINTS_FAILURE(Indication.INDETERMINATE),
    /** The certificate or its chain may not be used for this. */
    CHAIN_CONSTRAINTS_FAILURE(Indication.INDETERMINATE),
    /** The chain could not be checked, for instance because nobody says whether it was revoked. */
    CERTIFICATE_CHAIN_GENERAL_FAILURE(Indication.INDETERMINATE),
    /** An algorithm or key size that is not accepted. */
    CRYPTO_CONSTRAINTS_FAILURE(Indication.INDETERMINATE),
    /** An algorithm or key size past its end, and nothing proves that the signature is older. */
    CRYPTO_CONSTRAINTS_FAILURE_NO_POE(Indication.INDETERMINATE),
    /** The signer's certificate cannot be told. */
    NO_SIGNING_CERTIFICATE_FOUND(Indication.INDETERMINATE),
    /** No chain to a trust anchor. */
    NO_CERTIFICATE_CHAIN_FOUND(Indication.INDETERMINATE),
    /** Revoked by now, and nothing proves that the signature is older. */
    REVOKED_NO_POE(Indication.INDETERMINATE),
    /** An authority's certificate revoked by now, and nothing proves that the signature is older. */
    REVOKED_CA_NO_POE(Indication.INDETERMINATE),
    /** Expired by now, and nothing proves that the signature is older. */
    OUT_OF_BOUNDS_NO_POE(Indication.INDETERMINATE),
    /** Revocation data are outdated; newer ones may decide. */
    TRY_LATER(Indication.INDETERMINATE),
    /** Timestamps, or the claimed signing time and a timestamp, contradict each other in time. */
    TIMESTAMP_ORDER_FAILURE(Indication.INDETERMINATE),
    /** A referenced element is not there. */
    SIGNED_DATA_NOT_FOUND(Indication.INDETERMINATE);

    private final Indication indication;

    SubIndication(Indication indication) {
        this.indication = indication;
    }

    /** The indication that it belongs to. */
    public Indication indication() {
        return indication;
    }
}
