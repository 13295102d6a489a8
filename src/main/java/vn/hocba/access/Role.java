package vn.hocba.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a person may do at all; what they may do it to is decided by their organisation and assignments. */
public enum Role {
    /** Giáo viên chủ nhiệm: enters, locks and signs the transcripts of the own class. */
    HOMEROOM_TEACHER,
    /** Hiệu trưởng or phó hiệu trưởng: signs for the school's leadership. */
    PRINCIPAL,
    /** Văn thư: issues with the school's seal. */
    SEAL_OFFICER,
    /** Quản trị trường: roster, unlocking. */
    SCHOOL_ADMINISTRATOR,
    /** Runs the platform: creates schools, their people and credential bindings; belongs to no school. */
    PLATFORM_OPERATOR;

    /** Name in tokens and JSON, snake_case. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role with that name in tokens. */
    public static Optional<Role> named(String wireName) {
        return Arrays.stream(values())
                .filter(role -> role.wireName().equals(wireName))
                .findFirst();
    }

    @JsonCreator
    static Role fromJson(String wireName) {
        return named(wireName).orElseThrow(() -> new IllegalArgumentException("unknown role"));
    }
}
