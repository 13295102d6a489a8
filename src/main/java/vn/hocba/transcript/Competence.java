package vn.hocba.transcript;

/** The core competences (năng lực cốt lõi), three general and seven specific, Thông tư 27/2020/TT-BGDĐT. */
public enum Competence {
    AUTONOMY_AND_LEARNING(Kind.GENERAL, "Tự chủ và tự học"),
    COMMUNICATION_AND_COOPERATION(Kind.GENERAL, "Giao tiếp và hợp tác"),
    PROBLEM_SOLVING_AND_CREATIVITY(Kind.GENERAL, "Giải quyết vấn đề và sáng tạo"),
    LANGUAGE(Kind.SPECIFIC, "Ngôn ngữ"),
    CALCULATION(Kind.SPECIFIC, "Tính toán"),
    SCIENCE(Kind.SPECIFIC, "Khoa học"),
    TECHNOLOGY(Kind.SPECIFIC, "Công nghệ"),
    INFORMATICS(Kind.SPECIFIC, "Tin học"),
    AESTHETICS(Kind.SPECIFIC, "Thẩm mĩ"),
    PHYSICAL(Kind.SPECIFIC, "Thể chất");

    /** Năng lực chung or năng lực đặc thù. */
    public enum Kind {
        GENERAL,
        SPECIFIC
    }

    private final Kind kind;
    private final String vietnameseName;

    Competence(Kind kind, String vietnameseName) {
        this.kind = kind;
        this.vietnameseName = vietnameseName;
    }

    /** General or specific. */
    public Kind kind() {
        return kind;
    }

    /** The competence as the circular words it. */
    public String vietnameseName() {
        return vietnameseName;
    }
}
