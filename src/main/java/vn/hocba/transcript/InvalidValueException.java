package vn.hocba.transcript;

/**
 * A value that can never be right, whatever else is said: refused by the constructors of this package.
 *
 * <p>Values that are merely incomplete or out of a circular's range are accepted here, so that a draft can hold them, and
 * are reported by the curriculum's validation instead.
 */
public final class InvalidValueException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String property;
    private final String vietnamese;

    InvalidValueException(String property, String vietnamese, String english) {
        super(english);
        this.property = property;
        this.vietnamese = vietnamese;
    }

    /** The component of the refusing record that holds the value; append it to the record's own JSON pointer. */
    public String property() {
        return property;
    }

    /** What is wrong, for a teacher. */
    public String vietnamese() {
        return vietnamese;
    }

    /** What is wrong, in English; the same as {@link #getMessage()}. */
    public String english() {
        return String.valueOf(getMessage());
    }
}
