package vn.hocba.transcript;

/** Awards of primary school, Thông tư 27/2020/TT-BGDĐT, Điều 13. */
public enum AwardTitle {
    EXCELLENT_PUPIL("Học sinh Xuất sắc"),
    OUTSTANDING_PUPIL("Học sinh Tiêu biểu hoàn thành tốt trong học tập và rèn luyện"),
    /** Sudden progress, competitions and the like; the award's description says which. */
    OTHER("Khen thưởng khác");

    private final String vietnameseName;

    AwardTitle(String vietnameseName) {
        this.vietnameseName = vietnameseName;
    }

    /** The award as the circular words it. */
    public String vietnameseName() {
        return vietnameseName;
    }
}
