package vn.hocba.signing;

/** Whose move it is in a session; shown to users, so that nobody waits for somebody who waits for them. */
public enum Turn {
    /** The signer: gives PIN or OTP, or decides on the phone or on the service's page. */
    SIGNER,
    /** The signing service: a call to it is under way, or it is working. */
    SERVICE,
    /** This API: the dispatcher takes the next step. */
    US,
    /** Nobody: the session has ended. */
    NOBODY
}
