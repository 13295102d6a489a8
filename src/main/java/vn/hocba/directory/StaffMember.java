package vn.hocba.directory;

import java.util.Set;
import vn.hocba.access.Actor;
import vn.hocba.access.Role;

/**
 * A person who works at a school.
 *
 * @param accountId the {@code sub} of the person's tokens
 * @param personalNumber 12 digits; subject of the person's certificates. Colleagues are shown the last four only
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

    private static final int SHOWN_DIGITS = 4;

    public StaffMember {
        roles = Set.copyOf(roles);
    }

    /** As the actor may see it: the personal number is for the person, the school's leadership and administrators. */
    StaffMember shownTo(Actor actor) {
        boolean whole = actor.hasAny(Role.PLATFORM_OPERATOR, Role.SCHOOL_ADMINISTRATOR, Role.PRINCIPAL)
                || accountId.equals(actor.subject());
        return whole ? this : new StaffMember(id, schoolId, accountId, fullName, masked(personalNumber), title, roles);
    }

    private static String masked(String number) {
        int hidden = Math.max(0, number.length() - SHOWN_DIGITS);
        return "*".repeat(hidden) + number.substring(hidden);
    }
}
