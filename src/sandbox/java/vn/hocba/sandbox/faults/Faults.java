package vn.hocba.sandbox.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import vn.hocba.sandbox.http.Json;
import vn.hocba.sandbox.http.Reply;

/** The faults that are waiting to happen, in the order in which they were ordered. */
public final class Faults {

    private static final class Ordered {
        private final Fault fault;
        private int left;

        Ordered(Fault fault) {
            this.fault = fault;
            this.left = fault.times();
        }
    }

    private final List<Ordered> ordered = new ArrayList<>();

    public synchronized void order(Fault fault) {
        ordered.add(new Ordered(fault));
    }

    public synchronized void clear() {
        ordered.clear();
    }

    /** Faults that have not happened as often as ordered. */
    public synchronized int waiting() {
        return ordered.size();
    }

    private synchronized Optional<Fault> next(String operation, Optional<String> credentialId) {
        Optional<Ordered> next = ordered.stream()
                .filter(candidate -> candidate.fault.concerns(operation, credentialId))
                .findFirst();
        next.ifPresent(happening -> happening.left--);
        ordered.removeIf(candidate -> candidate.left <= 0);
        return next.map(happening -> happening.fault);
    }

    /** The fault did not happen to this call after all, and waits for the next. */
    private synchronized void postpone(Fault fault) {
        ordered.addFirst(new Ordered(fault.once()));
    }

    /** Runs the operation, or lets it go wrong. */
    public Reply around(String operation, Optional<String> credentialId, Supplier<Reply.Answer> work) {
        return around(operation, credentialId, fault -> work.get());
    }

    /** As the other; a fault that only the operation itself knows how to make is handed to it. */
    public Reply around(
            String operation, Optional<String> credentialId, Function<Optional<Fault>, Reply.Answer> operationWork) {
        Optional<Fault> fault = next(operation, credentialId);
        return fault.isEmpty() ? operationWork.apply(fault) : apply(fault.get(), operationWork);
    }

    private Reply apply(Fault fault, Function<Optional<Fault>, Reply.Answer> operationWork) {
        Supplier<Reply.Answer> work = () -> operationWork.apply(Optional.empty());
        return switch (fault.kind()) {
            case STATUS -> status(fault);
            case DROP_BEFORE -> new Reply.Dropped();
            case DROP_AFTER -> {
                Reply.Answer _ = work.get();
                yield new Reply.Dropped();
            }
            case DELAY -> {
                pause(fault);
                yield work.get();
            }
            case DRIP -> new Reply.Dripped(work.get());
            case HALF_OPEN -> {
                Reply.Answer _ = work.get();
                yield new Reply.Silent();
            }
            case MALFORMED, SHORT, SURPLUS, WRONG_SIGNATURE, SHUFFLED, DUPLICATE -> {
                Reply.Answer answer = work.get();
                Optional<Reply.Answer> spoilt = spoilt(fault.kind(), answer);
                if (spoilt.isEmpty()) {
                    postpone(fault);
                }
                yield spoilt.orElse(answer);
            }
            case REFUSAL,
                    WRONG_IMPRINT,
                    WRONG_NONCE,
                    WRONG_PURPOSE,
                    WRONG_SIGNER,
                    WRONG_CERTIFICATE,
                    REVOKED,
                    UNKNOWN,
                    STALE -> operationWork.apply(Optional.of(fault));
        };
    }

    /** Empty if there is nothing to spoil: no signature yet, or no more than word of an error. */
    private static Optional<Reply.Answer> spoilt(FaultKind kind, Reply.Answer answer) {
        if (kind != FaultKind.MALFORMED) {
            return SignatureTampering.tamper(kind, answer);
        }
        byte[] body = answer.body();
        return Json.parse(body).filter(json -> json.path("error").isTextual()).isPresent()
                ? Optional.empty()
                : Optional.of(
                        new Reply.Answer(answer.status(), answer.headers(), Arrays.copyOf(body, body.length / 2)));
    }

    private static Reply.Answer status(Fault fault) {
        Reply.Answer answer = Reply.json(
                fault.status(), Map.of("error", fault.error(), "error_description", "Ordered through the control API"));
        return fault.retryAfter()
                .map(seconds -> answer.with("Retry-After", seconds))
                .orElse(answer);
    }

    private static void pause(Fault fault) {
        try {
            Thread.sleep(fault.delay());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
