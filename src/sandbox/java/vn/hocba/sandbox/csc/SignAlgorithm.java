package vn.hocba.sandbox.csc;

import java.util.List;
import java.util.Optional;
import vn.hocba.sandbox.signing.HashAlgorithm;
import vn.hocba.sandbox.signing.KeyAlgorithm;

/** The {@code signAlgo} values that keys offer. */
enum SignAlgorithm {
    /** names no hash: {@code hashAlgorithmOID} has to */
    RSA_ENCRYPTION("1.2.840.113549.1.1.1", KeyAlgorithm.RSA_2048, Optional.empty()),
    SHA256_WITH_RSA("1.2.840.113549.1.1.11", KeyAlgorithm.RSA_2048, Optional.of(HashAlgorithm.SHA256)),
    SHA384_WITH_RSA("1.2.840.113549.1.1.12", KeyAlgorithm.RSA_2048, Optional.of(HashAlgorithm.SHA384)),
    SHA512_WITH_RSA("1.2.840.113549.1.1.13", KeyAlgorithm.RSA_2048, Optional.of(HashAlgorithm.SHA512)),
    ECDSA_WITH_SHA256("1.2.840.10045.4.3.2", KeyAlgorithm.P_256, Optional.of(HashAlgorithm.SHA256));

    private final String oid;
    private final KeyAlgorithm key;
    private final Optional<HashAlgorithm> hash;

    SignAlgorithm(String oid, KeyAlgorithm key, Optional<HashAlgorithm> hash) {
        this.oid = oid;
        this.key = key;
        this.hash = hash;
    }

    static List<String> oidsOf(KeyAlgorithm key) {
        return List.of(values()).stream()
                .filter(algorithm -> algorithm.key == key)
                .map(algorithm -> algorithm.oid)
                .toList();
    }

    static List<String> oids() {
        return List.of(values()).stream().map(algorithm -> algorithm.oid).toList();
    }

    /** The hash algorithm of a call that may name it twice; refused where the two contradict or none is named. */
    static HashAlgorithm hashOf(Parameters parameters, KeyAlgorithm key) {
        String oid = parameters.required("signAlgo");
        SignAlgorithm algorithm = List.of(values()).stream()
                .filter(known -> known.oid.equals(oid) && known.key == key)
                .findFirst()
                .orElseThrow(() -> CscError.invalid("signAlgo"));
        if (algorithm.hash.isPresent() && !parameters.hasHashAlgorithm()) {
            return algorithm.hash.get();
        }
        HashAlgorithm named = parameters.hashAlgorithm();
        if (algorithm.hash.isPresent() && algorithm.hash.get() != named) {
            throw parameters.contradicted();
        }
        return named;
    }
}
