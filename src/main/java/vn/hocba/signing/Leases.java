package vn.hocba.signing;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The sessions that this process is working on; the dispatcher renews their leases while they are here. Those that it took itself
 * stand in a {@link Lane}; those that a signer's own request brought take no place from anybody.
 */
@ApplicationScoped
class Leases {

    private final UUID owner = UUID.randomUUID();
    private final Map<RowKey, Held> held = new HashMap<>();

    private record Held(Optional<Lane> lane, Runnable next) {}

    /** This process, in the leases of all its sessions; another life of it is another owner. */
    UUID owner() {
        return owner;
    }

    /** Outside of all lanes. @return whether it was not held before */
    synchronized boolean hold(RowKey session) {
        return held.putIfAbsent(session, new Held(Optional.empty(), Leases::nothing)) == null;
    }

    /**
     * In a lane.
     *
     * @param next runs when whoever holds the session already lets it go: the claim that led here is in the database, and would
     *     otherwise be forgotten until its lease runs out
     * @return whether it was not held before
     */
    synchronized boolean hold(RowKey session, Lane lane, Runnable next) {
        var already = held.putIfAbsent(session, new Held(Optional.of(lane), Leases::nothing));
        if (already != null) {
            held.put(session, new Held(already.lane(), next));
        }
        return already == null;
    }

    /** What is held goes on to a step of another lane. */
    synchronized void change(RowKey session, Lane lane) {
        held.computeIfPresent(session, (key, was) -> new Held(Optional.of(lane), was.next()));
    }

    void letGo(RowKey session) {
        remove(session).run();
    }

    private synchronized Runnable remove(RowKey session) {
        var was = held.remove(session);
        notifyAll();
        return was == null ? Leases::nothing : was.next();
    }

    private static void nothing() {}

    /** Waits until nothing is held, or for so long. @return how many still are */
    synchronized int awaitNone(Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        try {
            for (long left = end - System.nanoTime(); left > 0 && !held.isEmpty(); left = end - System.nanoTime()) {
                wait(left / 1_000_000 + 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return held.size();
    }

    /** How many of each school stand in a lane; schools without any are not named. */
    synchronized Map<UUID, Integer> bySchool(Lane lane) {
        var places = new HashMap<UUID, Integer>();
        held.forEach((session, one) -> {
            if (one.lane().equals(Optional.of(lane))) {
                places.merge(session.schoolId(), 1, Integer::sum);
            }
        });
        return places;
    }

    synchronized List<RowKey> held() {
        return List.copyOf(held.keySet());
    }
}
