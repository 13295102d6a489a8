package vn.hocba.transcript;

import org.jspecify.annotations.Nullable;

/**
 * Days of absence in the school year.
 *
 * @param absentWithLeave days absent with leave (có phép)
 * @param absentWithoutLeave days absent without leave (không phép)
 */
public record Attendance(
        @Nullable Integer absentWithLeave, @Nullable Integer absentWithoutLeave) {}
