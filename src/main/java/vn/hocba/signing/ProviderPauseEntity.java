package vn.hocba.signing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** Row of {@code provider_pause}; read only, see {@link ProviderPauses} for the writes. */
@Entity
@Immutable
@Table(name = "provider_pause")
class ProviderPauseEntity {
    @Id
    long id;

    String provider;
    boolean paused;

    @Nullable
    Instant until;

    @Nullable
    String reason;

    @Column(name = "actor_name")
    String actorName;

    Instant at;
}
