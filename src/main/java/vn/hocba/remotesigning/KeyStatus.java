package vn.hocba.remotesigning;

/** Whether the service will use the key at all (CSC v2, {@code key.status}). */
public enum KeyStatus {
    ENABLED,
    DISABLED,
    /** The service said something that we do not know; it is not a reason to assume that signing works. */
    UNKNOWN
}
