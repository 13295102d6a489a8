package vn.hocba.idempotency;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Row of {@code idempotent_response}. */
@SuppressWarnings("NullAway.Init") // filled by Hibernate
@Entity
@Table(name = "idempotent_response")
class StoredResponse {

    @Embeddable
    record Id(
            @Column(name = "organisation") String organisation,
            @Column(name = "subject") String subject,
            @Column(name = "idempotency_key") String key)
            implements Serializable {}

    @EmbeddedId
    Id id;

    @Column(name = "fingerprint")
    String fingerprint;

    @Column(name = "status")
    int status;

    @Column(name = "location")
    @Nullable
    String location;

    @Column(name = "etag")
    @Nullable
    String etag;

    @Column(name = "body")
    @Nullable
    String body;

    /** Whether the body is encrypted. */
    @Column(name = "sealed")
    boolean sealed;

    @Column(name = "created_at")
    Instant createdAt;
}
