package vn.hocba.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import vn.hocba.testing.WirePoint.Phase;

/**
 * Sees what passes on the API's wires, sorts it by ceremony, and withholds each ceremony's message at the point chosen
 * for it. What belongs to a ceremony is told by marks: bytes of ids that nothing else contains.
 */
public final class WireWatch {

    /** A ceremony under observation; at most one per school at a time. */
    public static final class Lane {
        private final List<byte[]> marks = new CopyOnWriteArrayList<>();
        private final Map<String, Integer> counts = new HashMap<>();
        private final List<WirePoint> seen = new ArrayList<>();
        private final CompletableFuture<WirePoint> reached = new CompletableFuture<>();
        private final @Nullable WirePoint target;

        private Lane(@Nullable WirePoint target, Collection<String> ids) {
            this.target = target;
            ids.forEach(this::mark);
        }

        /** One more id that only this ceremony's messages contain; a UUID also in its binary form. */
        void mark(String id) {
            marks.add(id.getBytes(StandardCharsets.UTF_8));
            if (id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
                marks.add(HexFormat.of().parseHex(id.replace("-", "")));
            }
        }

        /** Done when the chosen point is reached and its message withheld. */
        public CompletableFuture<WirePoint> reached() {
            return reached;
        }

        /** Every point so far, in order. */
        public synchronized List<WirePoint> seen() {
            return List.copyOf(seen);
        }

        private synchronized int count(String what) {
            return counts.merge(what, 1, Integer::sum);
        }

        private synchronized boolean withholds(WirePoint point) {
            seen.add(point);
            if (!point.equals(target)) {
                return false;
            }
            reached.complete(point);
            return true;
        }
    }

    /** One message and its answer on their way, for the ceremonies that it belongs to. */
    public static final class Passage {
        private final String what;
        private final Map<Lane, Integer> occurrences;

        private Passage(String what, Map<Lane, Integer> occurrences) {
            this.what = what;
            this.occurrences = occurrences;
        }

        /** Whether it goes no further; then it never will. */
        boolean withheld(Phase phase) {
            boolean any = false;
            for (Map.Entry<Lane, Integer> entry : occurrences.entrySet()) {
                any |= entry.getKey().withholds(new WirePoint(what, entry.getValue(), phase));
            }
            return any;
        }

        /** Ids in the answer by which later messages will name the ceremony. */
        void mark(String id) {
            occurrences.keySet().forEach(lane -> lane.mark(id));
        }
    }

    private final List<Lane> lanes = new CopyOnWriteArrayList<>();

    /**
     * Observes one more ceremony.
     *
     * @param target null to let everything pass
     */
    public Lane observe(@Nullable WirePoint target, Collection<String> ids) {
        Lane lane = new Lane(target, ids);
        lanes.add(lane);
        return lane;
    }

    /** Lets everything pass unseen from now on; what is withheld stays so. */
    public void rest() {
        lanes.clear();
    }

    Passage passage(String what, Collection<Lane> of) {
        Map<Lane, Integer> occurrences = new HashMap<>();
        of.forEach(lane -> occurrences.put(lane, lane.count(what)));
        return new Passage(what, occurrences);
    }

    /** The ceremonies of which the message holds a mark. */
    Set<Lane> lanesOf(byte[] message) {
        Set<Lane> found = new LinkedHashSet<>();
        for (Lane lane : lanes) {
            if (lane.marks.stream().anyMatch(mark -> contains(message, mark))) {
                found.add(lane);
            }
        }
        return found;
    }

    /** The only ceremony, for messages that name none; empty if there are several. */
    Set<Lane> onlyLane() {
        List<Lane> all = List.copyOf(lanes);
        return all.size() == 1 ? Set.copyOf(all) : Set.of();
    }

    private static boolean contains(byte[] message, byte[] mark) {
        for (int start = 0; start <= message.length - mark.length; start++) {
            int i = 0;
            while (i < mark.length && message[start + i] == mark[i]) {
                i++;
            }
            if (i == mark.length) {
                return true;
            }
        }
        return false;
    }
}
