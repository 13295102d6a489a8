package vn.hocba.document;

/** The bytes are not a file of a layout that this product writes; says nothing about whether its signatures are valid. */
public final class UnsupportedDocumentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int offset;

    public UnsupportedDocumentException(String reason, int offset) {
        super(reason + " (at byte " + offset + ")");
        this.offset = offset;
    }

    /** Where in the file the reason lies, in bytes from 0. */
    public int offset() {
        return offset;
    }
}
