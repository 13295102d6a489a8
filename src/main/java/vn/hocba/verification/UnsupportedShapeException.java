package vn.hocba.verification;

/** The file is well-formed XML but not a transcript of a layout that is verified here; says nothing about validity. */
public final class UnsupportedShapeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnsupportedShapeException(String reason) {
        super(reason);
    }
}
