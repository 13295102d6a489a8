package vn.hocba.sandbox.signing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Signatures that were asked for asynchronously, until they are no longer kept. */
public final class PendingSignatures {

    /** How long the key store pretends to work: long enough to be seen as pending. */
    static final Duration WORK = Duration.ofMillis(20);

    private final Map<String, Job> jobs = new ConcurrentHashMap<>();

    /** One submission. */
    public record Job(Credential credential, List<byte[]> signatures, Instant readyAt, Instant keptUntil) {

        public Job {
            signatures = List.copyOf(signatures);
        }

        public boolean ready() {
            return Instant.now().isAfter(readyAt);
        }
    }

    void put(String id, Credential credential, List<byte[]> signatures, Duration validity) {
        Instant now = Instant.now();
        jobs.values().removeIf(job -> job.keptUntil().isBefore(now));
        jobs.put(
                id,
                new Job(credential, signatures, now.plus(credential.settings().work()), now.plus(validity)));
    }

    Optional<Job> get(String id) {
        return Optional.ofNullable(jobs.get(id)).filter(job -> job.keptUntil().isAfter(Instant.now()));
    }
}
