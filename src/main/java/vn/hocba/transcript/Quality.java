package vn.hocba.transcript;

/** The five main qualities (phẩm chất chủ yếu), Thông tư 27/2020/TT-BGDĐT. */
public enum Quality {
    PATRIOTISM("Yêu nước"),
    KINDNESS("Nhân ái"),
    DILIGENCE("Chăm chỉ"),
    HONESTY("Trung thực"),
    RESPONSIBILITY("Trách nhiệm");

    private final String vietnameseName;

    Quality(String vietnameseName) {
        this.vietnameseName = vietnameseName;
    }

    /** The quality as the circular words it. */
    public String vietnameseName() {
        return vietnameseName;
    }
}
