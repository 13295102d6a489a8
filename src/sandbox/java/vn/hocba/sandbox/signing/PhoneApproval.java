package vn.hocba.sandbox.signing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One question on a phone, from asking to decision. */
public final class PhoneApproval {

    /** Long enough to be answered as waiting once, short enough for benchmarks. */
    private static final Duration MOMENT = Duration.ofMillis(20);

    /** The person's decision. */
    public sealed interface Decision {
        record Approved() implements Decision {}

        record Refused(String reason) implements Decision {}
    }

    private final String handle;
    private final Credential credential;
    private final Ask ask;
    private final Instant asked;
    private final Instant expires;
    private final Approval approval;
    private final Consumer<PhoneApproval> onApproved;
    private @Nullable Decision decision;
    private @Nullable String sad;

    PhoneApproval(
            String handle, Credential credential, Ask ask, Approval approval, Consumer<PhoneApproval> onApproved) {
        this.onApproved = onApproved;
        this.handle = handle;
        this.credential = credential;
        this.ask = ask;
        this.approval = approval;
        this.asked = Instant.now();
        this.expires = asked.plus(credential.settings().approvalLife());
    }

    public String handle() {
        return handle;
    }

    public Credential credential() {
        return credential;
    }

    public Ask ask() {
        return ask;
    }

    public Instant asked() {
        return asked;
    }

    public Instant expires() {
        return expires;
    }

    /** The decision so far; one that is made automatically shows after a moment. */
    public synchronized Optional<Decision> decision() {
        if (decision == null && Instant.now().isAfter(asked.plus(MOMENT))) {
            switch (approval) {
                case AUTO -> settle(new Decision.Approved());
                case REFUSE -> settle(new Decision.Refused(""));
                case MANUAL, IGNORE, UNREADY -> {}
            }
        }
        return Optional.ofNullable(decision);
    }

    public boolean isExpired() {
        return Instant.now().isAfter(expires);
    }

    /** Records what the person chose; false when it is too late or was decided before. */
    synchronized boolean decide(Decision chosen) {
        if (decision().isPresent() || isExpired() || approval == Approval.IGNORE || approval == Approval.UNREADY) {
            return false;
        }
        settle(chosen);
        return true;
    }

    private void settle(Decision settled) {
        decision = settled;
        if (settled instanceof Decision.Approved) {
            onApproved.accept(this);
        }
    }

    synchronized Optional<String> sad() {
        return Optional.ofNullable(sad);
    }

    synchronized void granted(String activation) {
        sad = activation;
    }
}
