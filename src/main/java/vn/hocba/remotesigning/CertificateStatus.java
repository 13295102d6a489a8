package vn.hocba.remotesigning;

/** What the service says about the credential's certificate (CSC v2, {@code cert.status}); we check for ourselves too. */
public enum CertificateStatus {
    VALID,
    EXPIRED,
    REVOKED,
    SUSPENDED,
    /** The service did not say, or said something that we do not know. */
    UNKNOWN
}
