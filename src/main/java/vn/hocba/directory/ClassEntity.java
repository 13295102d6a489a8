package vn.hocba.directory;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

/** Row of {@code school_class}. */
@SuppressWarnings("NullAway.Init") // filled by Hibernate
@Entity
@Table(name = "school_class")
class ClassEntity {

    @EmbeddedId
    SchoolKey key;

    @Column(name = "grade")
    int grade;

    @Column(name = "name")
    String name;

    @Column(name = "school_year")
    String schoolYear;

    @Column(name = "homeroom_teacher_id")
    UUID homeroomTeacherId;

    @Version
    @Column(name = "version")
    int version;

    @Column(name = "created_at")
    Instant createdAt;

    SchoolClass toRecord() {
        return new SchoolClass(
                new ClassId(key.id()),
                new SchoolId(key.schoolId()),
                grade,
                name,
                schoolYear,
                new StaffId(homeroomTeacherId),
                version);
    }
}
