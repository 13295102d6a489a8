package vn.hocba.signing;

/** What is stored of a request; whether something is moving in it is seen from its sessions. */
enum RequestState {
    /** Holds its transcripts: being signed, or stopped until the signer resumes or cancels. */
    ACTIVE,
    /** Every item is signed. */
    COMPLETED,
    /** Given up by the signer; unsigned transcripts are free again. */
    CANCELLED
}
