package vn.hocba.remotesigning.csc;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.remotesigning.CredentialId;

/**
 * The word of each credential for each algorithm: {@code signAlgo} must be one of its {@code key.algo}. Remembers the most
 * recently used ones; thread-safe.
 */
final class SignAlgorithms {

    private static final int MOST_CREDENTIALS = 10_000;

    private final Map<CredentialId, Map<SignatureAlgorithm, String>> known = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CredentialId, Map<SignatureAlgorithm, String>> eldest) {
            return size() > MOST_CREDENTIALS;
        }
    };

    synchronized void learn(CredentialId id, Map<SignatureAlgorithm, String> words) {
        known.put(id, Map.copyOf(words));
    }

    synchronized Optional<String> find(CredentialId id, SignatureAlgorithm algorithm) {
        return Optional.ofNullable(known.getOrDefault(id, Map.of()).get(algorithm));
    }
}
