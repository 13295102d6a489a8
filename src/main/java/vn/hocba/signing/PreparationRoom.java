package vn.hocba.signing;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.Supplier;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;

/**
 * Bounds how many transcripts are prepared for signing at once in this process: a batch holds the XML of all of them in memory.
 */
@ApplicationScoped
class PreparationRoom {

    private static final Duration COME_AGAIN = Duration.ofSeconds(5);

    private final int most;
    private int taken;

    @Inject
    PreparationRoom(SigningConfiguration configuration) {
        this(configuration.preparation().most());
    }

    PreparationRoom(int most) {
        this.most = most;
    }

    /**
     * Prepares so many; a batch that is larger than all the room has it to itself.
     *
     * @throws ProblemException {@link ProblemType#TOO_MANY_REQUESTS} through the {@code Uni} while there is no room
     */
    <T> Uni<T> take(int transcripts, Supplier<Uni<T>> work) {
        int room = Math.min(transcripts, most);
        return Uni.createFrom()
                .deferred(() -> enter(room)
                        ? work.get().onTermination().invoke(() -> leave(room))
                        : Uni.createFrom()
                                .failure(() -> new ProblemException(ProblemType.TOO_MANY_REQUESTS)
                                        .withRetryAfter(COME_AGAIN)));
    }

    private synchronized boolean enter(int room) {
        if (taken + room > most) {
            return false;
        }
        taken += room;
        return true;
    }

    private synchronized void leave(int room) {
        taken -= room;
    }
}
