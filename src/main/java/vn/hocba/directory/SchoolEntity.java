package vn.hocba.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** Row of {@code school}. */
@SuppressWarnings("NullAway.Init") // filled by Hibernate
@Entity
@Table(name = "school")
class SchoolEntity {

    @Id
    UUID id;

    @Column(name = "code")
    String code;

    @Column(name = "department_code")
    String departmentCode;

    @Column(name = "name")
    String name;

    @Column(name = "place")
    String place;

    @Column(name = "tax_code")
    String taxCode;

    @Enumerated(EnumType.STRING)
    @Column(name = "level")
    SchoolLevel level;

    @Column(name = "created_at")
    Instant createdAt;

    School toRecord() {
        return new School(new SchoolId(id), code, departmentCode, name, place, taxCode, level);
    }
}
