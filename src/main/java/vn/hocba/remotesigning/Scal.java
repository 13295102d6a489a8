package vn.hocba.remotesigning;

/** Sole control assurance level of a credential (EN 419 241-1; CSC v2, {@code SCAL}). */
public enum Scal {
    /** The authorisation is not bound to what is signed. */
    SCAL1,
    /** The authorisation names the digests: no others can be signed with it. */
    SCAL2
}
