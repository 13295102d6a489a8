package vn.hocba.signing;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import vn.hocba.access.Actor;
import vn.hocba.workers.EventLoops;

/**
 * A request's views as they change, read from the database, so that any replica can serve them. Compares the request's
 * version between views, and ends after the view in which nothing moves any more.
 */
@ApplicationScoped
class ProgressStream {

    private final ReadRequest read;
    private final EventLoops loops;
    private final Duration look;
    private final long looksPerHeartbeat;
    private final Clock clock;

    ProgressStream(ReadRequest read, EventLoops loops, SigningConfiguration configuration, Clock clock) {
        this.read = read;
        this.loops = loops;
        this.look = configuration.streams().look();
        this.looksPerHeartbeat = Math.max(1, configuration.streams().heartbeat().toMillis() / look.toMillis());
        this.clock = clock;
    }

    /** @param view absent for a heartbeat */
    record Progress(@Nullable SigningRequestView view) {
        boolean last() {
            return view != null && !view.status().moving();
        }
    }

    /**
     * The request as it is, and as it changes.
     *
     * @param seen the event that the client saw last: it does not get that one again
     * @param until when the actor's token expires, and the stream ends at the latest
     */
    Multi<Progress> of(Actor actor, UUID id, Optional<LastEvent> seen, Instant until) {
        var left = Duration.between(clock.instant(), until);
        return of(actor, id, seen).select().first(left.isPositive() ? left : Duration.ofMillis(1));
    }

    private Multi<Progress> of(Actor actor, UUID id, Optional<LastEvent> seen) {
        return loops.inSession(() -> read.ownOrOfSchool(actor, id)
                        .flatMap(own -> read.view(own).map(view -> new First(own.key(), view))))
                .onItem()
                .transformToMulti(first -> from(
                        first.view(),
                        first.key(),
                        seen.filter(event -> event.isOf(first.view())).isPresent()));
    }

    private record First(RowKey key, SigningRequestView view) {}

    private Multi<Progress> from(SigningRequestView first, RowKey key, boolean known) {
        var seen = new AtomicLong(first.version());
        var quiet = new AtomicLong();
        var ended = new AtomicBoolean(!first.status().moving());
        var changes = Multi.createFrom()
                .ticks()
                .every(look)
                .onOverflow()
                .drop()
                .select()
                .first(tick -> !ended.get())
                .onItem()
                .transformToUniAndConcatenate(tick -> next(key, seen, quiet))
                .flatMap(found -> Multi.createFrom().optional(found))
                .invoke(progress -> ended.set(progress.last()));
        Multi<Progress> beginning =
                known ? Multi.createFrom().empty() : Multi.createFrom().item(new Progress(first));
        return ended.get() ? beginning : Multi.createBy().concatenating().streams(beginning, changes);
    }

    private Uni<Optional<Progress>> next(RowKey key, AtomicLong seen, AtomicLong quiet) {
        return loops.inSession(() -> read.version(key)).flatMap(version -> {
            if (version == seen.get()) {
                boolean heartbeat = quiet.incrementAndGet() % looksPerHeartbeat == 0;
                return Uni.createFrom().item(heartbeat ? Optional.of(new Progress(null)) : Optional.empty());
            }
            return loops.inSession(() -> read.view(key)).map(view -> {
                seen.set(view.version());
                return Optional.of(new Progress(view));
            });
        });
    }
}
