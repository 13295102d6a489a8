package vn.hocba.transcript;

/** The year's overall result in primary school, Thông tư 27/2020/TT-BGDĐT, Điều 9. */
public enum YearResult {
    EXCELLENT("Hoàn thành xuất sắc"),
    COMPLETED_WELL("Hoàn thành tốt"),
    COMPLETED("Hoàn thành"),
    NOT_COMPLETED("Chưa hoàn thành");

    private final String vietnameseName;

    YearResult(String vietnameseName) {
        this.vietnameseName = vietnameseName;
    }

    /** The result as the circular words it. */
    public String vietnameseName() {
        return vietnameseName;
    }
}
