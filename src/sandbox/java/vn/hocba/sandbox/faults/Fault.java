package vn.hocba.sandbox.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One thing that goes wrong.
 *
 * @param name what it is counted under when it struck
 * @param operation the wire's name of the operation, such as {@code signatures/signHash} or {@code ocsp/issuing}, or
 *     its first or last part
 * @param status HTTP status of a {@link FaultKind#STATUS}
 * @param error error code in the body of a {@link FaultKind#STATUS}
 * @param retryAfter value of the header of that name
 * @param failInfo RFC 3161's word for why, with {@link FaultKind#REFUSAL}
 * @param at since when, with {@link FaultKind#REVOKED}; as of when, with {@link FaultKind#STALE}
 * @param delay before the operation, with {@link FaultKind#DELAY}
 * @param times how many calls it happens to
 * @param credentialId the only credential it happens to; empty for all
 */
public record Fault(
        String name,
        String operation,
        FaultKind kind,
        int status,
        String error,
        Optional<String> retryAfter,
        Optional<String> failInfo,
        Optional<Instant> at,
        Duration delay,
        int times,
        Optional<String> credentialId) {

    boolean concerns(String calledOperation, Optional<String> calledCredential) {
        boolean named = operation.equals(calledOperation)
                || calledOperation.endsWith("/" + operation)
                || calledOperation.startsWith(operation + "/");
        return named && (credentialId.isEmpty() || credentialId.equals(calledCredential));
    }
}
