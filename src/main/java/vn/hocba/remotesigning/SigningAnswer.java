package vn.hocba.remotesigning;

import java.time.Instant;
import java.util.List;

/** What a service says to an order, and to asking for its result (CSC v2 signHash and signPolling, clauses 11.13, 11.15). */
public sealed interface SigningAnswer {

    /**
     * Raw signature values. Their number and that no two are alike was checked; that they verify was not.
     *
     * @param values in the digests' order; RSA as big-endian integer, ECDSA as DER or r||s, as the service chose
     */
    record Signatures(List<byte[]> values) implements SigningAnswer {

        public Signatures {
            values = values.stream().map(byte[]::clone).toList();
        }

        @Override
        public List<byte[]> values() {
            return values.stream().map(byte[]::clone).toList();
        }
    }

    /**
     * The hardware is not ready.
     *
     * @param response with which to ask
     * @param nextPoll not to be asked before
     */
    record Pending(ResponseId response, Instant nextPoll) implements SigningAnswer {}
}
