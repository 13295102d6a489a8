package vn.hocba.signing;

/** What is stored of one item; what it waits for is told by its session. */
enum ItemState {
    /** Its signature is prepared and its digest fixed. */
    PREPARED,
    /** The service's raw signature is stored, and not yet verified. */
    RECEIVED,
    /** Verified and embedded in the transcript's XML. */
    SIGNED,
    /** The raw signature does not verify; nothing was embedded. */
    FAILED,
    /** Given up unsigned when the request was cancelled. */
    RELEASED
}
