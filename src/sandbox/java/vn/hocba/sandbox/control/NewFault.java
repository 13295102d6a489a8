package vn.hocba.sandbox.control;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.hocba.sandbox.faults.Fault;
import vn.hocba.sandbox.faults.FaultKind;
import vn.hocba.sandbox.http.Refusal;
import vn.hocba.sandbox.http.Reply;
import vn.hocba.sandbox.tsa.FailInfo;

/**
 * {@code POST /control/faults}.
 *
 * @param name what it is counted under when it struck; operation and kind when absent
 * @param failInfo of a timestamp authority's {@code refusal}, {@code systemFailure} when absent
 * @param at ISO 8601 instant: since when {@code revoked}, as of when {@code stale}
 * @param ms how long a {@code delay} lasts
 * @param times one when absent
 */
record NewFault(
        @Nullable String name,
        @Nullable String operation,
        @Nullable String kind,
        @Nullable Integer status,
        @Nullable String error,
        @Nullable String retryAfter,
        @Nullable String failInfo,
        @Nullable String at,
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
        FaultKind known = Optional.ofNullable(kind)
                .flatMap(FaultKind::named)
                .orElseThrow(() -> new Refusal(Reply.text(400, "Unknown kind: " + kind)));
        if (!known.fits(operation)) {
            throw new Refusal(Reply.text(400, known.wireName() + " cannot happen to " + operation));
        }
        if (failInfo != null && FailInfo.named(failInfo).isEmpty()) {
            throw new Refusal(Reply.text(400, "Unknown failInfo: " + failInfo));
        }
        return new Fault(
                name == null ? operation + " " + known.wireName() : name,
                operation,
                known,
                status == null ? 503 : status,
                error == null ? "server_error" : error,
                Optional.ofNullable(retryAfter),
                Optional.ofNullable(failInfo),
                Moment.optional("at", at),
                Duration.ofMillis(ms == null ? 0 : ms),
                times == null ? 1 : times,
                Optional.ofNullable(credentialID));
    }
}
