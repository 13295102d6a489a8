package vn.hocba.directory;

/**
 * A school.
 *
 * @param code the ministry's school code; also the {@code organisation} in its people's tokens
 * @param departmentCode code of the provincial department (Sở GDĐT)
 * @param place place of issue, as documents show it
 * @param taxCode subject of the school seal's certificate
 */
public record School(
        SchoolId id,
        String code,
        String departmentCode,
        String name,
        String place,
        String taxCode,
        SchoolLevel level) {}
