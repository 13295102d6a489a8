package vn.hocba.signing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;
import vn.hocba.transcript.Slot;

/** Row of {@code signing_request}; read only, see {@link RequestStore} for the writes. */
@Entity
@Immutable
@Table(name = "signing_request")
@IdClass(RowKey.class)
class SigningRequestEntity {
    @Id
    @Column(name = "school_id")
    UUID schoolId;

    @Id
    UUID id;

    @Enumerated(EnumType.STRING)
    Slot slot;

    @Column(name = "signer_id")
    UUID signerId;

    @Column(name = "signer_subject")
    String signerSubject;

    @Column(name = "signer_name")
    String signerName;

    @Column(name = "school_name")
    String schoolName;

    @Column(name = "class_name")
    String className;

    String description;

    @Enumerated(EnumType.STRING)
    RequestState state;

    long version;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "closed_at")
    @Nullable
    Instant closedAt;

    static SigningRequestEntity of(NewRequest request) {
        var row = new SigningRequestEntity();
        row.schoolId = request.key().schoolId();
        row.id = request.key().id();
        row.slot = request.slot();
        row.signerId = request.signerId();
        row.signerSubject = request.signerSubject();
        row.signerName = request.signerName();
        row.schoolName = request.schoolName();
        row.className = request.className();
        row.description = request.description();
        row.state = RequestState.ACTIVE;
        row.createdAt = request.createdAt();
        return row;
    }
}
