package vn.hocba.transcript;

/** Subjects and educational activities of the general education programme, with the names used on transcripts. */
public enum Subject {
    VIETNAMESE("Tiếng Việt"),
    MATHEMATICS("Toán"),
    ETHICS("Đạo đức"),
    NATURE_AND_SOCIETY("Tự nhiên và Xã hội"),
    SCIENCE("Khoa học"),
    HISTORY_AND_GEOGRAPHY("Lịch sử và Địa lí"),
    /** The pupil's first foreign language; the row says which. */
    FOREIGN_LANGUAGE_1("Ngoại ngữ 1"),
    INFORMATICS_AND_TECHNOLOGY("Tin học và Công nghệ"),
    PHYSICAL_EDUCATION("Giáo dục thể chất"),
    MUSIC("Âm nhạc"),
    FINE_ARTS("Mĩ thuật"),
    EXPERIENTIAL_ACTIVITIES("Hoạt động trải nghiệm"),
    /** Language of an ethnic minority; the row says which. */
    ETHNIC_MINORITY_LANGUAGE("Tiếng dân tộc thiểu số");

    private final String vietnameseName;

    Subject(String vietnameseName) {
        this.vietnameseName = vietnameseName;
    }

    /** The subject's name on the transcript. */
    public String vietnameseName() {
        return vietnameseName;
    }
}
