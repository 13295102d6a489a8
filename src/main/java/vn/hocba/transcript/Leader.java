package vn.hocba.transcript;

import java.util.regex.Pattern;

/**
 * The school leader who will sign; fixed when the transcript is locked, so that nobody else may fill the principal's slot.
 *
 * @param fullName the leader's name
 * @param title the title that is shown, {@code Hiệu trưởng} or {@code Phó Hiệu trưởng}
 * @param personalNumber the leader's personal number (CCCD), 12 digits
 */
public record Leader(String fullName, String title, String personalNumber) {
    private static final Pattern PERSONAL_NUMBER = Pattern.compile("[0-9]{12}");

    /** @throws InvalidValueException when a component is empty or the number malformed */
    public Leader {
        fullName = Text.required("fullName", fullName);
        title = Text.required("title", title);
        personalNumber = Text.matching(
                "personalNumber", personalNumber, PERSONAL_NUMBER, "số định danh 12 chữ số", "a number of 12 digits");
    }
}
