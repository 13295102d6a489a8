package vn.hocba.xades;

/** What can stand against preparing or completing a signature. */
public abstract sealed class XadesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private XadesException(String message) {
        super(message);
    }

    /** The slot is signed already, or one before it is not signed yet. */
    public static final class SlotNotReady extends XadesException {
        private static final long serialVersionUID = 1L;

        SlotNotReady(String message) {
            super(message);
        }
    }

    /** The document is not the one that was prepared: a referenced element has another digest. */
    public static final class DocumentChanged extends XadesException {
        private static final long serialVersionUID = 1L;

        DocumentChanged(String message) {
            super(message);
        }
    }

    /** The value is not the certificate's signature over the prepared SignedInfo. */
    public static final class SignatureDoesNotVerify extends XadesException {
        private static final long serialVersionUID = 1L;

        SignatureDoesNotVerify(String message) {
            super(message);
        }
    }

    /** Something may not be added to the signature: another one covers it, it is not there, or the level before is missing. */
    public static final class NotAugmentable extends XadesException {
        private static final long serialVersionUID = 1L;

        NotAugmentable(String message) {
            super(message);
        }
    }
}
