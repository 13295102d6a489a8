package vn.hocba.directory;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.util.UUID;

/** Key of school data: everything of a school stands together. */
@Embeddable
record SchoolKey(
        @Column(name = "school_id") UUID schoolId,
        @Column(name = "id") UUID id) implements Serializable {

    static SchoolKey of(SchoolId school, UUID id) {
        return new SchoolKey(school.value(), id);
    }
}
