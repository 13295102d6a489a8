package vn.hocba.directory;

import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Row of {@code credential_binding}. */
@SuppressWarnings("NullAway.Init") // filled by Hibernate
@Entity
@Table(name = "credential_binding")
class BindingEntity {

    @EmbeddedId
    SchoolKey key;

    @Column(name = "staff_id")
    @Nullable
    UUID staffId;

    @Column(name = "provider")
    String provider;

    @Column(name = "credential_id")
    String credentialId;

    @Column(name = "valid_from")
    Instant validFrom;

    @Column(name = "valid_until")
    @Nullable
    Instant validUntil;

    @Column(name = "created_at")
    Instant createdAt;

    CredentialBinding toRecord() {
        return new CredentialBinding(
                new BindingId(key.id()),
                new SchoolId(key.schoolId()),
                staffId == null ? null : new StaffId(staffId),
                staffId == null,
                provider,
                credentialId,
                validFrom,
                validUntil);
    }
}
