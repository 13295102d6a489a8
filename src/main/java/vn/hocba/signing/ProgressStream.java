package vn.hocba.signing;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import vn.hocba.workers.EventLoops;

/**
 * A request's views as they change, read from the database, so that any replica can serve them. Looks when a replica tells of a
 * change, and now and then in case nobody could; changes that follow each other fast are shown as one. Compares the request's
 * version between views, and ends after the view in which nothing moves any more.
 */
@ApplicationScoped
class ProgressStream {

    /** Before each look: a session takes its steps faster than people see them, and a view of 2,000 items is not cheap. */
    private static final Duration REST = Duration.ofMillis(100);

    private final ReadRequest read;
    private final EventLoops loops;
    private final RequestNotices notices;
    private final SigningRequestViews views;
    private final Duration look;
    private final Duration heartbeat;
    private final Clock clock;

    ProgressStream(
            ReadRequest read,
            EventLoops loops,
            RequestNotices notices,
            SigningRequestViews views,
            SigningConfiguration configuration,
            Clock clock) {
        this.read = read;
        this.loops = loops;
        this.notices = notices;
        this.views = views;
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
     * @param found as it is
     * @param last the event that the client saw last: it does not get that one again
     * @param until when the actor's token expires, and the stream ends at the latest
     */
    Multi<Progress> of(WholeRequest found, Optional<LastEvent> last, Instant until) {
        var left = Duration.between(clock.instant(), until);
        return of(found, last).select().first(left.isPositive() ? left : Duration.ofMillis(1));
    }

    private Multi<Progress> of(WholeRequest found, Optional<LastEvent> last) {
        var first = views.of(found);
        Multi<Progress> beginning = last.filter(event -> event.isOf(first)).isPresent()
                ? Multi.createFrom().empty()
                : Multi.createFrom().item(new Progress(first));
        return first.status().moving()
                ? Multi.createBy().concatenating().streams(beginning, following(found.key(), first.version()))
                : beginning;
    }

    private Multi<Progress> following(RowKey key, long version) {
        var seen = new AtomicLong(version);
        var told = new AtomicBoolean();
        // the first look is for what changed between the first view and now, when notices begin to be heard
        var looks = Multi.createBy()
                .merging()
                .streams(
                        notices.of(key.id()),
                        Multi.createFrom().item(true),
                        ticks(look).map(tick -> true))
                .invoke(() -> told.set(true));
        var changes = looks.onOverflow()
                .dropPreviousItems()
                .onItem()
                .transformToUniAndConcatenate(now -> next(key, seen, told));
        var heartbeats = ticks(heartbeat).map(tick -> HEARTBEAT);
        return Multi.createBy()
                .merging()
                .streams(changes, heartbeats)
                .onItem()
                .transformToMultiAndConcatenate(step -> step.last()
                        ? Multi.createFrom().items(step, END)
                        : Multi.createFrom().item(step))
                .select()
                .first(step -> !step.over());
    }

    private static Multi<Long> ticks(Duration every) {
        return Multi.createFrom().ticks().every(every).onOverflow().drop();
    }

    /** After a rest, what has changed, if anything: one look for all that was told of meanwhile. */
    private Uni<@Nullable Progress> next(RowKey key, AtomicLong seen, AtomicBoolean told) {
        return Uni.createFrom()
                .item(told)
                .onItem()
                .delayIt()
                .by(REST)
                .flatMap(any -> told.compareAndSet(true, false)
                        ? loops.inSession(() -> read.viewIfChanged(key, seen.get()))
                        : Uni.createFrom().nullItem())
                .map(view -> {
                    if (view == null) {
                        return null;
                    }
                    seen.set(view.version());
                    return new Progress(view);
                });
    }
}
