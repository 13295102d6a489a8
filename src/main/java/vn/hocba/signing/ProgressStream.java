package vn.hocba.signing;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import vn.hocba.access.Actor;
import vn.hocba.workers.EventLoops;

/**
 * A request's views as they change, read from the database, so that any replica can serve them. Looks when a replica tells of a
 * change, and now and then in case nobody could; changes that follow each other fast are shown as one. Compares the request's
 * version between views, and ends after the view in which nothing moves any more.
 */
@ApplicationScoped
class ProgressStream {

    /** Between two looks: a session takes its steps faster than people see them, and a view of 2,000 items is not cheap. */
    private static final Duration REST = Duration.ofMillis(100);

    private final ReadRequest read;
    private final EventLoops loops;
    private final RequestNotices notices;
    private final Duration look;
    private final Duration heartbeat;
    private final Clock clock;

    ProgressStream(
            ReadRequest read,
            EventLoops loops,
            RequestNotices notices,
            SigningConfiguration configuration,
            Clock clock) {
        this.read = read;
        this.loops = loops;
        this.notices = notices;
        this.look = configuration.streams().look();
        this.heartbeat = configuration.streams().heartbeat();
        this.clock = clock;
    }

    /**
     * A step of the stream.
     *
     * @param view absent for a heartbeat
     * @param over nothing follows, and this is not sent
     */
    record Progress(@Nullable SigningRequestView view, boolean over) {
        Progress(SigningRequestView view) {
            this(view, false);
        }

        boolean last() {
            return view != null && !view.status().moving();
        }
    }

    private static final Progress HEARTBEAT = new Progress(null, false);
    private static final Progress END = new Progress(null, true);

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
        // the first look is for what changed between the first view and now, when notices begin to be heard
        var looks = Multi.createBy()
                .merging()
                .streams(
                        notices.of(key.id()),
                        Multi.createFrom().item(true),
                        ticks(look).map(tick -> true));
        var changes =
                looks.onOverflow().dropPreviousItems().onItem().transformToMultiAndConcatenate(now -> next(key, seen));
        var heartbeats = ticks(heartbeat).map(tick -> HEARTBEAT);
        var progress = Multi.createBy()
                .merging()
                .streams(changes, heartbeats)
                .onItem()
                .transformToMultiAndConcatenate(step -> step.last()
                        ? Multi.createFrom().items(step, END)
                        : Multi.createFrom().item(step))
                .select()
                .first(step -> !step.over());
        Multi<Progress> beginning =
                known ? Multi.createFrom().empty() : Multi.createFrom().item(new Progress(first));
        return first.status().moving() ? Multi.createBy().concatenating().streams(beginning, progress) : beginning;
    }

    private static Multi<Long> ticks(Duration every) {
        return Multi.createFrom().ticks().every(every).onOverflow().drop();
    }

    /** What has changed, if anything; over when the next look may follow. */
    private Multi<Progress> next(RowKey key, AtomicLong seen) {
        var changed = loops.inSession(() -> read.viewIfChanged(key, seen.get()))
                .onItem()
                .ifNotNull()
                .invoke(view -> seen.set(view.version()))
                .onItem()
                .ifNotNull()
                .transform(Progress::new);
        var rest = Uni.createFrom().<Progress>nullItem().onItem().delayIt().by(REST);
        return Multi.createBy().concatenating().streams(changed.toMulti(), rest.toMulti());
    }
}
