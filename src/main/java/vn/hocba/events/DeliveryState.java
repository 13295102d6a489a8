package vn.hocba.events;

/** Where a delivery stands. */
public enum DeliveryState {
    /** To be sent, for the first time or again. */
    WAITING,
    /** The receiver answered 2xx. */
    DELIVERED,
    /** Not tried any more, unless it is sent again by hand. */
    DEAD
}
