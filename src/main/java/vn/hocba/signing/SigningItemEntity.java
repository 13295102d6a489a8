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

/** Row of {@code signing_item}; read only, and by projection. */
@Entity
@Immutable
@Table(name = "signing_item")
@IdClass(RowKey.class)
class SigningItemEntity {
    @Id
    @Column(name = "school_id")
    UUID schoolId;

    @Id
    UUID id;

    @Column(name = "request_id")
    UUID requestId;

    @Column(name = "session_id")
    UUID sessionId;

    int position;

    @Column(name = "transcript_id")
    UUID transcriptId;

    int revision;

    @Enumerated(EnumType.STRING)
    Slot slot;

    String label;

    @Enumerated(EnumType.STRING)
    ItemState state;

    byte[] digest;

    @Column(name = "raw_signature")
    byte @Nullable [] rawSignature;

    @Nullable
    String failure;

    @Column(name = "signed_at")
    @Nullable
    Instant signedAt;
}
