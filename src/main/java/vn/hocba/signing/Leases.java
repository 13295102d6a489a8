package vn.hocba.signing;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions that this process is working on; the dispatcher renews their leases while they are here. */
@ApplicationScoped
class Leases {

    private final UUID owner = UUID.randomUUID();
    private final Set<RowKey> held = ConcurrentHashMap.newKeySet();

    /** This process, in the leases of all its sessions; another life of it is another owner. */
    UUID owner() {
        return owner;
    }

    /** @return whether it was not held before */
    boolean hold(RowKey session) {
        return held.add(session);
    }

    void letGo(RowKey session) {
        held.remove(session);
        synchronized (held) {
            held.notifyAll();
        }
    }

    /** Waits until nothing is held, or for so long. */
    void awaitNone(Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        synchronized (held) {
            try {
                for (long left = end - System.nanoTime(); left > 0 && !held.isEmpty(); left = end - System.nanoTime()) {
                    held.wait(left / 1_000_000 + 1);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    int count() {
        return held.size();
    }

    List<RowKey> held() {
        return List.copyOf(held);
    }
}
