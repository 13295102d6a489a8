package vn.hocba.remotesigning;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.hocba.pki.SignatureAlgorithm;

/**
 * The word of each credential for each algorithm: {@code signAlgo} must be one of its {@code key.algo}. Remembers the most
 * recently used ones; thread-safe.
 */
public final class SignAlgorithms {

    private static final int MOST_CREDENTIALS = 10_000;

    private final Map<CredentialId, Map<SignatureAlgorithm, String>> known = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<CredentialId, Map<SignatureAlgorithm, String>> eldest) {
            return size() > MOST_CREDENTIALS;
        }
    };

    /** Remembers the words of a credential. */
    public synchronized void learn(CredentialId id, Map<SignatureAlgorithm, String> words) {
        known.put(id, Map.copyOf(words));
    }

    /**
     * The algorithms that we know among the object identifiers of a key, each with the one to send: that of the signature
     * algorithm, or that of the key, which means any digest (and for RSA the padding of PKCS #1 v1.5).
     */
    public static Map<SignatureAlgorithm, String> named(List<String> oids) {
        var known = new LinkedHashMap<SignatureAlgorithm, String>();
        for (var algorithm : SignatureAlgorithm.values()) {
            if (oids.contains(algorithm.oid())) {
                known.put(algorithm, algorithm.oid());
            }
        }
        for (var algorithm : SignatureAlgorithm.values()) {
            if (oids.contains(algorithm.key().oid()) && !algorithm.pss()) {
                known.putIfAbsent(algorithm, algorithm.key().oid());
            }
        }
        return known;
    }

    /** What a key of this certificate can do, for wires that do not say: no RSASSA-PSS, which services have to offer. */
    public static List<SignatureAlgorithm> ofKey(X509Certificate certificate) {
        var kind = certificate.getPublicKey().getAlgorithm();
        return Arrays.stream(SignatureAlgorithm.values())
                .filter(algorithm -> algorithm.key().name().equals(kind) && !algorithm.pss())
                .toList();
    }

    /** {@code signAlgoParams}: base64 of the DER of RSASSA-PSS-params (RFC 4055); no other algorithm has any. */
    public static Optional<String> parameters(SignatureAlgorithm algorithm) {
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

    /** The word to send, if the credential was described to us lately and has the algorithm. */
    public synchronized Optional<String> find(CredentialId id, SignatureAlgorithm algorithm) {
        return Optional.ofNullable(known.getOrDefault(id, Map.of()).get(algorithm));
    }
}
