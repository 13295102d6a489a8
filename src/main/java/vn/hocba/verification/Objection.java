package vn.hocba.verification;

/**
 * The first thing that stands against a signature.
 *
 * @param subIndication what kind
 * @param vi what a teacher is told
 * @param en the same in English
 */
public record Objection(SubIndication subIndication, String vi, String en) {

    /** An objection on its way out of the checks. */
    static final class Raised extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Objection objection;

        Raised(SubIndication subIndication, String vi, String en) {
            super(en, null, false, false);
            this.objection = new Objection(subIndication, vi, en);
        }

        Objection objection() {
            return objection;
        }
    }

    /** The signature is not shaped as one that is accepted. */
    static Raised format(String en) {
        return new Raised(
                SubIndication.FORMAT_FAILURE,
                "Chữ ký không đúng cấu trúc được chấp nhận (" + en + ").",
                "The signature is not shaped as one that is accepted: " + en + ".");
    }
}
