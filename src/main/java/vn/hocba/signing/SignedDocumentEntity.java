package vn.hocba.signing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** Row of {@code signed_document}: the XML of one revision with so many slots filled; read only, native statements write. */
@Entity
@Immutable
@Table(name = "signed_document")
@IdClass(RowKey.class)
class SignedDocumentEntity {
    @Id
    @Column(name = "school_id")
    UUID schoolId;

    @Id
    UUID id;

    @Column(name = "transcript_id")
    UUID transcriptId;

    int revision;
    int signatures;
    int edition;
    boolean latest;
    byte[] xml;
    byte[] sha256;

    @Column(name = "created_at")
    Instant createdAt;
}
