package vn.hocba.directory;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import vn.hocba.problem.FieldError;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;

/** Opaque text for "after this id". */
final class Cursor {

    private static final int LENGTH = 16;

    private Cursor() {}

    static String encode(UUID id) {
        byte[] bytes = ByteBuffer.allocate(LENGTH)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static UUID decode(String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            if (bytes.length == LENGTH) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                return new UUID(buffer.getLong(), buffer.getLong());
            }
        } catch (IllegalArgumentException notOurs) {
            // answered like a wrong length
        }
        throw new ProblemException(
                ProblemType.INVALID_PARAMETER,
                List.of(FieldError.parameter(
                        "cursor",
                        "wrong-format",
                        "Con trỏ trang không hợp lệ; hãy dùng giá trị “next” của trang trước.",
                        "Not a cursor; use the “next” of the page before.")));
    }
}
