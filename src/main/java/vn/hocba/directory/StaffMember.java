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

    public StaffMember {
        roles = Set.copyOf(roles);
    }

    /** As the actor may see it: the personal number is for the person, the school's leadership and administrators. */
    StaffMember shownTo(Actor actor) {
        return PersonalNumbers.areFor(actor) || accountId.equals(actor.subject())
                ? this
                : new StaffMember(
                        id, schoolId, accountId, fullName, PersonalNumbers.masked(personalNumber), title, roles);
    }
}
