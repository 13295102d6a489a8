package vn.hocba.transcript;

/** Gender with the ministry's code: 0 unknown, 1 male, 2 female. */
public enum Gender {
    UNKNOWN(0),
    MALE(1),
    FEMALE(2);

    private final int code;

    Gender(int code) {
        this.code = code;
    }

    /** The ministry's code. */
    public int code() {
        return code;
    }
}
