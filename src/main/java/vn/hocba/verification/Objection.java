package vn.hocba.verification;

/**
 * The first thing that stands against a signature.
 *
 * @param subIndication what kind
 * @param vi what a teacher is told
 * @param en the same in English
 * @param unsupported whether it is only that the signature's shape is not one of those that are verified here; nothing is said
 *     about its validity then
 */
public record Objection(SubIndication subIndication, String vi, String en, boolean unsupported) {

    /** An objection on its way out of the checks. */
    static final class Raised extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Objection objection;

        Raised(SubIndication subIndication, String vi, String en) {
            this(new Objection(subIndication, vi, en, false));
        }

        private Raised(Objection objection) {
            super(objection.en(), null, false, false);
            this.objection = objection;
        }

        Objection objection() {
            return objection;
        }
    }

    /** It is no XAdES signature: something is missing, stands twice, cannot be read, or contradicts itself. */
    static Raised format(String en) {
        return new Raised(
                SubIndication.FORMAT_FAILURE,
                "Chữ ký không đúng cấu trúc (" + en + ").",
                "The signature is malformed: " + en + ".");
    }

    /** The standards may allow it, but it is none of the shapes that are verified here. */
    static Raised unsupported(String en) {
        return new Raised(new Objection(
                SubIndication.SIG_CONSTRAINTS_FAILURE,
                "Chữ ký có cấu trúc không được hỗ trợ (" + en + ").",
                "The signature's shape is not supported: " + en + ".",
                true));
    }
}
