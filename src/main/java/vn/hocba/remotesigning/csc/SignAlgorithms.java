package vn.hocba.remotesigning.csc;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
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

    /** {@code signAlgoParams}: base64 of the DER of RSASSA-PSS-params (RFC 4055); no other algorithm has any. */
    static Optional<String> parameters(SignatureAlgorithm algorithm) {
        if (!algorithm.pss()) {
            return Optional.empty();
        }
        var digest = algorithm.digest();
        var mask = new MGF1ParameterSpec(digest.jcaName());
        try {
            var parameters = AlgorithmParameters.getInstance("RSASSA-PSS");
            parameters.init(new PSSParameterSpec(
                    digest.jcaName(), "MGF1", mask, digest.length(), PSSParameterSpec.TRAILER_FIELD_BC));
            return Optional.of(Base64.getEncoder().encodeToString(parameters.getEncoded()));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the Java platform cannot encode the parameters of " + algorithm, e);
        }
    }

    synchronized Optional<String> find(CredentialId id, SignatureAlgorithm algorithm) {
        return Optional.ofNullable(known.getOrDefault(id, Map.of()).get(algorithm));
    }
}
