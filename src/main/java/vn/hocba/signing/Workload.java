package vn.hocba.signing;

import java.time.Duration;
import java.util.List;

/**
 * Signatures that a provider has still to make.
 *
 * @param orders in which they are asked for
 * @param digests in all of them
 */
record Workload(int orders, int digests) {

    static final Workload NONE = new Workload(0, 0);

    /** What is left of sessions that have not ended. */
    static Workload of(List<SigningSessionEntity> sessions) {
        return sessions.stream()
                .filter(session -> !session.state.ended())
                .map(session -> in(session.items - session.received, session.orderSize))
                .reduce(NONE, Workload::plus);
    }

    /** So many digests in orders of at most so many. */
    static Workload in(int digests, int orderSize) {
        return new Workload(digests / orderSize + (digests % orderSize == 0 ? 0 : 1), digests);
    }

    Workload plus(Workload other) {
        return new Workload(orders + other.orders, digests + other.digests);
    }

    /** What is left when that is done; never less than nothing. */
    Workload minus(Workload other) {
        return new Workload(Math.max(0, orders - other.orders), Math.max(0, digests - other.digests));
    }

    /**
     * How long it takes until this is done: what is ahead goes to the provider several at a time, this itself one order after the
     * other. While fewer orders are ahead than are made at once, a place is free.
     *
     * @param atOnce orders that are made side by side, at least 1
     */
    Duration doneAfter(Workload ahead, int atOnce, OrderTimes.Cost cost) {
        var own = cost.of(orders, digests);
        return ahead.orders < atOnce
                ? own
                : cost.of(ahead.orders, ahead.digests).dividedBy(atOnce).plus(own);
    }
}
