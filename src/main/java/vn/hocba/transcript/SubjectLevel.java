package vn.hocba.transcript;

/** Level reached in a subject (Thông tư 27/2020/TT-BGDĐT, Điều 6), or exempt, which is a value of its own. */
public enum SubjectLevel {
    COMPLETED_WELL("T", "Hoàn thành tốt"),
    COMPLETED("H", "Hoàn thành"),
    NOT_COMPLETED("C", "Chưa hoàn thành"),
    EXEMPT("M", "Miễn");

    private final String code;
    private final String vietnameseName;

    SubjectLevel(String code, String vietnameseName) {
        this.code = code;
        this.vietnameseName = vietnameseName;
    }

    /** T, H or C as in the circular; M for exempt. */
    public String code() {
        return code;
    }

    /** The level as the circular words it. */
    public String vietnameseName() {
        return vietnameseName;
    }
}
