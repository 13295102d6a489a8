package vn.hocba.pki;

import java.io.IOException;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampResponse;

/** What a timestamp authority answered (RFC 3161 section 2.4.2). */
public sealed interface TimestampResponse {

    /** A token, not checked yet. */
    record Granted(TimestampToken token) implements TimestampResponse {}

    /**
     * No token.
     *
     * @param retryable whether the same wish may be granted later: the authority says that it is its own trouble
     */
    record Rejected(int status, String reason, boolean retryable) implements TimestampResponse {}

    /** @throws IllegalArgumentException when the bytes are no such answer */
    static TimestampResponse parse(byte[] der) {
        try {
            TimeStampResponse response = new TimeStampResponse(der);
            if (response.getTimeStampToken() != null && response.getStatus() <= 1) {
                return new Granted(
                        TimestampToken.parse(response.getTimeStampToken().getEncoded()));
            }
            PKIFailureInfo failure = response.getFailInfo();
            boolean own = failure == null
                    || (failure.intValue() & (PKIFailureInfo.systemFailure | PKIFailureInfo.timeNotAvailable)) != 0;
            return new Rejected(response.getStatus(), String.valueOf(response.getStatusString()), own);
        } catch (IOException | TSPException | RuntimeException e) {
            // the library answers odd input with exceptions of every kind
            throw new IllegalArgumentException("not a timestamp response", e);
        }
    }
}
