package vn.hocba.signing;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** How long a provider's last orders took, from being sent to their signatures standing in the documents. Thread-safe. */
final class OrderTimes {

    /** Orders that are remembered: what was longer ago does not tell how it is today. */
    static final int REMEMBERED = 64;

    private static final double NANOS = 1e9;

    private final Deque<Order> last = new ArrayDeque<>();

    private record Order(int digests, double seconds) {}

    /**
     * What an order takes, whatever its size, and each digest of it.
     *
     * @param perOrder seconds, not negative
     * @param perDigest seconds, not negative
     */
    record Cost(double perOrder, double perDigest) {

        /** Of orders with so many digests together. */
        Duration of(int orders, int digests) {
            return Duration.ofNanos((long) ((orders * perOrder + digests * perDigest) * NANOS));
        }
    }

    /** One that went as it should, without a failure or a pause in between. */
    synchronized void add(int digests, Duration took) {
        if (last.size() == REMEMBERED) {
            last.removeFirst();
        }
        last.addLast(new Order(digests, took.toNanos() / NANOS));
    }

    /** The straight line through the remembered orders, as near to all of them as one can be; empty before the first. */
    synchronized Optional<Cost> cost() {
        if (last.isEmpty()) {
            return Optional.empty();
        }
        double digests = mean(Order::digests);
        double seconds = mean(Order::seconds);
        double spread = mean(order -> square(order.digests() - digests));
        if (spread == 0) {
            // all alike: nobody knows which part goes with the digests
            return Optional.of(new Cost(seconds / 2, seconds / 2 / digests));
        }
        double perDigest =
                Math.max(0, mean(order -> (order.digests() - digests) * (order.seconds() - seconds)) / spread);
        double perOrder = seconds - perDigest * digests;
        return Optional.of(perOrder < 0 ? new Cost(0, seconds / digests) : new Cost(perOrder, perDigest));
    }

    private interface Part {
        double of(Order order);
    }

    private double mean(Part part) {
        return last.stream().mapToDouble(part::of).average().orElse(0);
    }

    private static double square(double value) {
        return value * value;
    }
}
