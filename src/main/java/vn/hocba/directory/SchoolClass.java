package vn.hocba.directory;

/**
 * A class in one school year.
 *
 * @param grade 1-12
 * @param name such as 4A
 * @param schoolYear such as 2025-2026
 * @param homeroomTeacherId who enters and signs its transcripts now
 * @param version counts the changes; the ETag
 */
public record SchoolClass(
        ClassId id,
        SchoolId schoolId,
        int grade,
        String name,
        String schoolYear,
        StaffId homeroomTeacherId,
        int version) {}
