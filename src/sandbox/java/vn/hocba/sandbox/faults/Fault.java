package vn.hocba.sandbox.faults;

import java.time.Duration;
import java.util.Optional;

/**
 * One thing that goes wrong.
 *
 * @param operation the wire's name of the operation, such as {@code signatures/signHash}, or its last part
 * @param status HTTP status of a {@link FaultKind#STATUS}
 * @param error error code in the body of a {@link FaultKind#STATUS}
 * @param retryAfter value of the header of that name
 * @param delay before the operation, with {@link FaultKind#DELAY}
 * @param times how many calls it happens to
 * @param credentialId the only credential it happens to; empty for all
 */
public record Fault(
        String operation,
        FaultKind kind,
        int status,
        String error,
        Optional<String> retryAfter,
        Duration delay,
        int times,
        Optional<String> credentialId) {

    boolean concerns(String calledOperation, Optional<String> calledCredential) {
        boolean named = operation.equals(calledOperation) || calledOperation.endsWith("/" + operation);
        return named && (credentialId.isEmpty() || credentialId.equals(calledCredential));
    }
}
