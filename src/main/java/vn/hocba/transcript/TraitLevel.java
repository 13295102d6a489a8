package vn.hocba.transcript;

/** Level of a quality or competence, Thông tư 27/2020/TT-BGDĐT. */
public enum TraitLevel {
    GOOD("T", "Tốt"),
    SATISFACTORY("D", "Đạt"),
    NEEDS_EFFORT("C", "Cần cố gắng");

    private final String code;
    private final String vietnameseName;

    TraitLevel(String code, String vietnameseName) {
        this.code = code;
        this.vietnameseName = vietnameseName;
    }

    /** T, D or C. */
    public String code() {
        return code;
    }

    /** The level as the circular words it. */
    public String vietnameseName() {
        return vietnameseName;
    }
}
