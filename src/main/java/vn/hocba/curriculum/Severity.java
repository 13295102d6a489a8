package vn.hocba.curriculum;

/** How much a {@link Finding} weighs when a transcript is locked. While it is being written every finding is only a warning. */
public enum Severity {
    /** Worth a second look; does not stop the lock. */
    WARNING,
    /** Stops the lock. */
    ERROR
}
