package vn.hocba.augmentation;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import vn.hocba.augmentation.LevelsConfiguration.PastDeadline;
import vn.hocba.directory.Directory;
import vn.hocba.directory.SchoolId;
import vn.hocba.pki.client.TimestampClient;
import vn.hocba.transcript.Slot;
import vn.hocba.xades.SignatureLevel;

/** Which level a signature gets, and how long the next signer waits for it. */
@ApplicationScoped
class LevelPolicy {

    private final LevelsConfiguration configuration;
    private final TimestampClient timestamps;
    private final Directory directory;

    LevelPolicy(LevelsConfiguration configuration, TimestampClient timestamps, Directory directory) {
        this.configuration = configuration;
        this.timestamps = timestamps;
        this.directory = directory;
    }

    /** Without a timestamp authority signatures stay as they are, and nobody waits. */
    SignatureLevel wanted(Slot slot) {
        if (timestamps.authorities().isEmpty()) {
            return SignatureLevel.BASELINE_B;
        }
        return switch (slot) {
            case HOMEROOM_TEACHER -> configuration.homeroomTeacher();
            case PRINCIPAL -> configuration.principal();
            case SCHOOL_SEAL -> configuration.schoolSeal();
        };
    }

    /** Whether the next slot's signature covers this one, so that nothing can be added to it afterwards. */
    static boolean isCoveredByTheNext(Slot slot) {
        return switch (slot) {
            case HOMEROOM_TEACHER -> true;
            case PRINCIPAL, SCHOOL_SEAL -> false;
        };
    }

    /** From when on the next signer goes on without the level; empty for never. */
    Uni<Optional<Instant>> deadline(SchoolId school, Slot slot, Instant now) {
        if (!isCoveredByTheNext(slot)) {
            return Uni.createFrom().item(Optional.empty());
        }
        return pastDeadline(school).map(policy -> switch (policy) {
            case WAIT -> Optional.empty();
            case GO_ON_AT_B -> Optional.of(now.plus(configuration.deadline()));
        });
    }

    private Uni<PastDeadline> pastDeadline(SchoolId school) {
        return configuration.pastDeadlineOf().isEmpty()
                ? Uni.createFrom().item(configuration.pastDeadline())
                : directory
                        .school(school)
                        .map(found -> found.flatMap(known -> Optional.ofNullable(
                                        configuration.pastDeadlineOf().get(known.code())))
                                .orElse(configuration.pastDeadline()));
    }
}
