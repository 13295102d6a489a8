package vn.hocba.draft;

import java.util.Locale;

/** Why a transcript's state does not allow what was asked. */
public enum Refusal {
    NOT_FOUND("Không tìm thấy học bạ.", "The transcript does not exist."),
    NOT_LOCKED("Học bạ chưa khóa.", "The transcript is not locked."),
    ALREADY_LOCKED("Học bạ đã khóa.", "The transcript is locked already."),
    SIGNING_NOT_BEGUN(
            "Học bạ chưa có chữ ký nào: hãy đề nghị quản trị trường mở khóa.",
            "Nobody has signed yet: ask the school administrator to unlock it."),
    SIGNING_BEGAN(
            "Đã bắt đầu ký: người ký tiếp theo có thể trả lại học bạ kèm lý do.",
            "Signing has begun: the next signer can return it with a reason."),
    HELD_BY_SIGNING_REQUEST(
            "Một yêu cầu ký đang xử lý học bạ này.", "A signing request is working on this transcript."),
    EARLIER_SLOT_OPEN("Chưa đến lượt ký ở vị trí này.", "An earlier slot is not signed yet."),
    WAITING_FOR_TIMESTAMP(
            "Chữ ký trước đang chờ dấu thời gian; sẽ ký được ngay khi có.",
            "The signature before still waits for its timestamp; it can be signed as soon as that is there."),
    ALREADY_SIGNED("Vị trí này đã ký.", "This slot is signed already."),
    WRONG_SIGNER("Bạn không phải là người ký ở vị trí này.", "You are not the signer of this slot."),
    ALREADY_ISSUED(
            "Học bạ đã phát hành, không sửa được nữa.", "The transcript is issued and cannot be changed any more."),
    LOCKED_BEFORE(
            "Học bạ từng được khóa nên không xóa được; hãy sửa lại nội dung.",
            "It was locked before, so it is kept; correct its content instead."),
    CHANGED("Học bạ vừa có thay đổi; hãy thử lại.", "The transcript was changed at the same time; try again."),
    NOT_HELD("Yêu cầu ký này không còn giữ học bạ.", "This signing request does not hold the transcript any more.");

    private final String vi;
    private final String en;

    Refusal(String vi, String en) {
        this.vi = vi;
        this.en = en;
    }

    /** Stable kebab-case name. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For a teacher. */
    public String vi() {
        return vi;
    }

    /** The same in English. */
    public String en() {
        return en;
    }
}
