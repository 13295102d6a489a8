package vn.hocba.directory;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** Which grades a school teaches (cấp học). */
public enum SchoolLevel {
    /** Tiểu học, grades 1-5. */
    PRIMARY,
    /** Trung học cơ sở, grades 6-9. */
    LOWER_SECONDARY,
    /** Trung học phổ thông, grades 10-12. */
    UPPER_SECONDARY,
    /** Giáo dục thường xuyên. */
    CONTINUING;

    /** Name in JSON, snake_case. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static SchoolLevel fromJson(String wireName) {
        return Arrays.stream(values())
                .filter(level -> level.wireName().equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown level"));
    }
}
