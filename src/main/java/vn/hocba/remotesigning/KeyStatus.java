package vn.hocba.remotesigning;

/** Whether the service will use the key at all (CSC v2, {@code key.status}). */
public enum KeyStatus {
    ENABLED,
    DISABLED,
    /** The service said nothing, or something that we do not know: the signer is warned, and the service decides. */
    UNKNOWN
}
