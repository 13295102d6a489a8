package vn.hocba.sandbox.signing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What happened, for tests that compare it with what they were told: consents, signatures per digest, calls. */
public final class Counters {

    /**
     * A consent that was given.
     *
     * @param handle of the approval on the phone; null where factors came with the request
     */
    public record Given(
            String credentialID,
            @Nullable String handle,
            int numSignatures,
            List<String> hashes,
            String description,
            String at) {}

    /**
     * A copy of the counters at one moment.
     *
     * @param asked how often a consent was asked for, whatever came of it
     * @param askedByHash how often a person was asked about each digest: on the phone, or by factors that were right, since wrong
     *     ones are given again
     */
    public record Snapshot(
            List<Given> consents,
            int asked,
            Map<String, Integer> askedByHash,
            Map<String, Integer> signaturesByHash,
            Map<String, Integer> calls) {}

    /** A digest and the credential that it is to be signed with. */
    private record Use(String credentialId, String hash) {}

    private record Call(String operation, String credentialId) {}

    private final List<Given> consents = new ArrayList<>();
    private final Map<String, Integer> asked = new TreeMap<>();
    private final Map<Use, Integer> askedAbout = new HashMap<>();
    private final Map<Use, Integer> signed = new HashMap<>();
    private final Map<Call, Integer> calls = new HashMap<>();

    synchronized void consent(Credential credential, @Nullable String handle, Ask ask) {
        consents.add(new Given(
                credential.id(),
                handle,
                ask.numSignatures(),
                ask.digests().stream().map(Digest::base64).toList(),
                ask.description(),
                Instant.now().toString()));
    }

    synchronized void asked(Credential credential) {
        asked.merge(credential.id(), 1, Integer::sum);
    }

    synchronized void askedAbout(Credential credential, List<Digest> digests) {
        count(askedAbout, credential, digests);
    }

    synchronized void signed(Credential credential, List<Digest> digests) {
        count(signed, credential, digests);
    }

    private static void count(Map<Use, Integer> uses, Credential credential, List<Digest> digests) {
        digests.forEach(digest -> uses.merge(new Use(credential.id(), digest.base64()), 1, Integer::sum));
    }

    /** Counts a call that arrived, whatever became of it. */
    public synchronized void call(String operation, @Nullable String credentialId) {
        calls.merge(new Call(operation, credentialId == null ? "" : credentialId), 1, Integer::sum);
    }

    /** All counters, or those of one credential. */
    public synchronized Snapshot snapshot(@Nullable String credentialId) {
        Map<String, Integer> byOperation = new TreeMap<>();
        calls.forEach((one, times) -> {
            if (credentialId == null || credentialId.equals(one.credentialId())) {
                byOperation.merge(one.operation(), times, Integer::sum);
            }
        });
        return new Snapshot(
                consents.stream()
                        .filter(one -> credentialId == null || credentialId.equals(one.credentialID()))
                        .toList(),
                asked.entrySet().stream()
                        .filter(entry -> credentialId == null || credentialId.equals(entry.getKey()))
                        .mapToInt(Map.Entry::getValue)
                        .sum(),
                byHash(askedAbout, credentialId),
                byHash(signed, credentialId),
                byOperation);
    }

    private static Map<String, Integer> byHash(Map<Use, Integer> uses, @Nullable String credentialId) {
        Map<String, Integer> byHash = new TreeMap<>();
        uses.forEach((use, times) -> {
            if (credentialId == null || credentialId.equals(use.credentialId())) {
                byHash.merge(use.hash(), times, Integer::sum);
            }
        });
        return byHash;
    }
}
