package vn.hocba.events;

/** Why an attempt did not succeed. */
public enum DeliveryFailure {
    /** The name in the address leads nowhere. */
    NAME_NOT_FOUND,
    /** It leads to an address, or names a port, that may not be called. */
    ADDRESS_NOT_ALLOWED,
    /** No connection, or no TLS over it. */
    NO_CONNECTION,
    /** A connection, but no certificate that is trusted for the address's host. */
    NOT_TRUSTED,
    /** No whole answer in time, or the connection broke before it. */
    NO_ANSWER,
    /** Another status than 2xx; redirects are not followed. */
    STATUS,
    /** Never tried again in time, because the receiver failed all the while. */
    GIVEN_UP
}
