package vn.hocba.verification;

/** The verdict on a file in one word. */
public enum Verdict {
    /** Every slot is signed and every signature passed. */
    VALID,
    /** Every signature passed, but not every slot is signed. */
    INCOMPLETE,
    /** A signature failed for good: do not accept the file. */
    INVALID,
    /** A signature can be neither confirmed nor refused with what is known. */
    UNDETERMINED,
    /** Not a transcript of a layout, or with a signature of a shape, that is verified here; says nothing about its validity. */
    UNSUPPORTED
}
