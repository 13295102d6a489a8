package vn.hocba.pki;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What was found about the constraints of paths before: the files of a school share their paths, and checking one verifies all its
 * signatures again. Kept under the whole path and the minute of the check. Within a minute nothing changes the answer but the end of
 * a certificate, and that is checked by its second, each time, before the constraints are. No verdict is kept: whether a certificate
 * is valid and not revoked is found out for each signature.
 */
final class KnownConstraints {

    private static final int MAX_KEPT = 2_000;
    private static final Map<Question, Optional<String>> KEPT = new ConcurrentHashMap<>();

    private record Question(List<X509Certificate> path, Instant minute) {}

    private KnownConstraints() {}

    /**
     * The constraint that the path breaks; empty when it keeps them all.
     *
     * @param path all of whose certificates are valid at the time
     * @param check asked when nothing is known
     */
    static Optional<String> broken(List<X509Certificate> path, Instant time, Supplier<Optional<String>> check) {
        Question question = new Question(List.copyOf(path), time.truncatedTo(ChronoUnit.MINUTES));
        Optional<String> known = KEPT.get(question);
        if (known != null) {
            return known;
        }
        Optional<String> found = check.get();
        if (KEPT.size() >= MAX_KEPT) {
            KEPT.clear();
        }
        KEPT.put(question, found);
        return found;
    }
}
