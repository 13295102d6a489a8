package vn.hocba.directory;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import vn.hocba.access.Role;

/** Row of {@code staff_member}. */
@SuppressWarnings("NullAway.Init") // filled by Hibernate
@Entity
@Table(name = "staff_member")
class StaffEntity {

    @EmbeddedId
    SchoolKey key;

    @Column(name = "account_id")
    String accountId;

    @Column(name = "full_name")
    String fullName;

    @Column(name = "personal_number")
    String personalNumber;

    @Column(name = "title")
    String title;

    @Column(name = "roles", columnDefinition = "text[]")
    String[] roles;

    @Column(name = "created_at")
    Instant createdAt;

    StaffMember toRecord() {
        Set<Role> known = EnumSet.noneOf(Role.class);
        for (String name : roles) {
            Role.named(name).ifPresent(known::add);
        }
        return new StaffMember(
                new StaffId(key.id()), new SchoolId(key.schoolId()), accountId, fullName, personalNumber, title, known);
    }
}
