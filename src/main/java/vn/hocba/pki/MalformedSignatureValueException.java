package vn.hocba.pki;

/** A signing service's answer, or a file, holds bytes that cannot be a signature value of the algorithm and key in question. */
public final class MalformedSignatureValueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MalformedSignatureValueException(String reason) {
        super(reason);
    }
}
