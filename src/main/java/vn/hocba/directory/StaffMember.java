package vn.hocba.directory;

import java.util.Set;
import vn.hocba.access.Role;

/**
 * A person who works at a school.
 *
 * @param accountId the {@code sub} of the person's tokens
 * @param personalNumber 12 digits; subject of the person's certificates
 * @param title as documents show it, such as Hiệu trưởng
 */
public record StaffMember(
        StaffId id,
        SchoolId schoolId,
        String accountId,
        String fullName,
        String personalNumber,
        String title,
        Set<Role> roles) {

    public StaffMember {
        roles = Set.copyOf(roles);
    }
}
