package vn.hocba.sandbox.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import vn.hocba.sandbox.http.Json;
import vn.hocba.sandbox.http.Reply;

/** The faults that are waiting to happen, in the order in which they were ordered. */
public final class Faults {

    /** Longer than any test waits; nothing is held for ever. */
    private static final int LONGEST_HOLD_MINUTES = 5;

    /** Bound while a call is under way whose signatures are to be foreign; true when one was made. */
    private static final ScopedValue<AtomicBoolean> FOREIGN_KEY = ScopedValue.newInstance();

    private static final class Ordered {
        private final Fault fault;
        private final CountDownLatch forgotten;
        private int left;

        Ordered(Fault fault, CountDownLatch forgotten) {
            this.fault = fault;
            this.forgotten = forgotten;
            this.left = fault.times();
        }
    }

    private final List<Ordered> ordered = new ArrayList<>();
    private final Map<String, Integer> struck = new TreeMap<>();
    private final AtomicInteger held = new AtomicInteger();

    /** Opened when all that was ordered until then is forgotten. */
    private CountDownLatch forgotten = new CountDownLatch(1);

    public synchronized void order(Fault fault) {
        ordered.add(new Ordered(fault, forgotten));
    }

    /** Forgets what was ordered, and lets go what is held. */
    public synchronized void clear() {
        ordered.clear();
        forgotten.countDown();
        forgotten = new CountDownLatch(1);
    }

    /** Faults that have not happened as often as ordered. */
    public synchronized int waiting() {
        return ordered.size();
    }

    /** The credentials that they are to happen to. */
    public synchronized Set<String> concerned() {
        return ordered.stream()
                .flatMap(one -> one.fault.credentialId().stream())
                .collect(Collectors.toSet());
    }

    /** How many of each name have happened, each counted once, to however many calls it happens. */
    public synchronized Map<String, Integer> struck() {
        return Map.copyOf(struck);
    }

    /** Calls that are held now. */
    public int held() {
        return held.get();
    }

    private synchronized Optional<Ordered> next(String operation, Optional<String> credentialId) {
        Optional<Ordered> next = ordered.stream()
                .filter(candidate -> candidate.fault.concerns(operation, credentialId))
                .findFirst();
        next.ifPresent(happening -> {
            if (happening.left == happening.fault.times()) {
                struck.merge(happening.fault.name(), 1, Integer::sum);
            }
            happening.left--;
        });
        ordered.removeIf(candidate -> candidate.left <= 0);
        return next;
    }

    /** The fault did not happen to this call after all, and waits for the next, unless it was forgotten during the call. */
    private synchronized void postpone(Ordered spared) {
        spared.left++;
        if (spared.left == spared.fault.times()) {
            struck.merge(spared.fault.name(), -1, Integer::sum);
        }
        if (spared.forgotten.getCount() == 0) {
            return;
        }
        if (!ordered.contains(spared)) {
            ordered.addFirst(spared);
        }
    }

    /** Runs the operation, or lets it go wrong. */
    public Reply around(String operation, Optional<String> credentialId, Supplier<Reply.Answer> work) {
        return around(operation, credentialId, fault -> work.get());
    }

    /** As the other; a fault that only the operation itself knows how to make is handed to it. */
    public Reply around(
            String operation, Optional<String> credentialId, Function<Optional<Fault>, Reply.Answer> operationWork) {
        return next(operation, credentialId)
                .map(happening -> apply(happening, operationWork))
                .orElseGet(() -> operationWork.apply(Optional.empty()));
    }

    private Reply apply(Ordered happening, Function<Optional<Fault>, Reply.Answer> operationWork) {
        Fault fault = happening.fault;
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
            case HOLD -> {
                hold(happening.forgotten);
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
                    postpone(happening);
                }
                yield spoilt.orElse(answer);
            }
            case FOREIGN_SIGNATURE -> withForeignKey(happening, work);
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

    /** The call may sign nothing: a refusal, or an answer about what was signed by an earlier call. */
    private Reply.Answer withForeignKey(Ordered happening, Supplier<Reply.Answer> work) {
        AtomicBoolean taken = new AtomicBoolean();
        Reply.Answer answer = ScopedValue.where(FOREIGN_KEY, taken).call(work::get);
        if (!taken.get()) {
            postpone(happening);
        }
        return answer;
    }

    /** Whether the next signature of the call under way is to be made with a key that is not the credential's; true once. */
    public static boolean takesForeignKey() {
        return FOREIGN_KEY.isBound() && FOREIGN_KEY.get().compareAndSet(false, true);
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

    private void hold(CountDownLatch forgottenWith) {
        held.incrementAndGet();
        try {
            boolean _ = forgottenWith.await(LONGEST_HOLD_MINUTES, TimeUnit.MINUTES);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            held.decrementAndGet();
        }
    }

    private static void pause(Fault fault) {
        try {
            Thread.sleep(fault.delay());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
