package vn.hocba.sandbox.control;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hocba.sandbox.faults.Fault;
import vn.hocba.sandbox.faults.FaultKind;
import vn.hocba.sandbox.http.Refusal;
import vn.hocba.sandbox.http.Reply;

/**
 * {@code POST /control/faults}.
 *
 * @param ms how long a {@code delay} lasts
 * @param times one when absent
 */
record NewFault(
        @Nullable String operation,
        @Nullable String kind,
        @Nullable Integer status,
        @Nullable String error,
        @Nullable String retryAfter,
        @Nullable Long ms,
        @Nullable Integer times,
        @Nullable String credentialID) {

    private static final long LONGEST = Duration.ofMinutes(5).toMillis();

    Fault fault() {
        if (operation == null || operation.isBlank()) {
            throw new Refusal(Reply.text(400, "operation is required"));
        }
        if (ms != null && (ms < 0 || ms > LONGEST)) {
            throw new Refusal(Reply.text(400, "ms is a number from 0 to " + LONGEST));
        }
        return new Fault(
                operation,
                Optional.ofNullable(kind)
                        .flatMap(FaultKind::named)
                        .orElseThrow(() -> new Refusal(Reply.text(400, "Unknown kind: " + kind))),
                status == null ? 503 : status,
                error == null ? "server_error" : error,
                Optional.ofNullable(retryAfter),
                Duration.ofMillis(ms == null ? 0 : ms),
                times == null ? 1 : times,
                Optional.ofNullable(credentialID));
    }
}
