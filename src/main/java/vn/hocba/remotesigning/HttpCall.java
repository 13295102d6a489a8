package vn.hocba.remotesigning;

import java.net.URI;
import java.util.Map;

/**
 * A POST to a provider. Its content is secret: it never prints.
 *
 * @param target an absolute address
 * @param headers beyond those that the transport sets
 * @param body the bytes to send
 * @param connection which connection to use
 */
@SuppressWarnings("ArrayRecordComponent") // handed to the transport once, never compared
public record HttpCall(URI target, Map<String, String> headers, byte[] body, Connection connection) {

    /** Which connection to use. */
    public enum Connection {
        /**
         * For questions. A kept connection saves a handshake, but the service may close it just when we send: a lost answer,
         * which for a question is no harm.
         */
        KEPT,
        /** For calls that must not happen twice: a lost answer then means more than a connection that was closed while idle. */
        FRESH,
        /**
         * Fresh, and held open by the service while a person decides: waits for {@link ProviderSettings#consentTimeout()}, and takes
         * no place among the calls in flight.
         */
        HELD
    }

    public HttpCall {
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return "POST " + target;
    }
}
