package vn.hocba.sandbox.csc;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import vn.hocba.sandbox.signing.HashAlgorithm;
import vn.hocba.sandbox.signing.KeyAlgorithm;

/** The {@code signAlgo} values that keys offer. */
enum SignAlgorithm {
    /** names no hash: {@code hashAlgorithmOID} has to */
    RSA_ENCRYPTION("1.2.840.113549.1.1.1", KeyAlgorithm.RSA_2048, Optional.empty()),
    SHA256_WITH_RSA("1.2.840.113549.1.1.11", KeyAlgorithm.RSA_2048, Optional.of(HashAlgorithm.SHA256)),
    SHA384_WITH_RSA("1.2.840.113549.1.1.12", KeyAlgorithm.RSA_2048, Optional.of(HashAlgorithm.SHA384)),
    SHA512_WITH_RSA("1.2.840.113549.1.1.13", KeyAlgorithm.RSA_2048, Optional.of(HashAlgorithm.SHA512)),
    /** names its hash by {@code hashAlgorithmOID} and in {@code signAlgoParams} */
    RSASSA_PSS("1.2.840.113549.1.1.10", KeyAlgorithm.RSA_2048_PSS, Optional.empty()),
    ECDSA_WITH_SHA256("1.2.840.10045.4.3.2", KeyAlgorithm.P_256, Optional.of(HashAlgorithm.SHA256));

    private static final String PARAMETERS = "signAlgoParams";

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
        if (algorithm == RSASSA_PSS && !isPssWith(named, parameters.required(PARAMETERS))) {
            throw CscError.invalid(PARAMETERS);
        }
        return named;
    }

    /** Whether these are the DER of RSASSA-PSS-params (RFC 4055) with this hash throughout, and a salt as long as it. */
    private static boolean isPssWith(HashAlgorithm hash, String base64) {
        try {
            RSASSAPSSparams given =
                    RSASSAPSSparams.getInstance(Base64.getDecoder().decode(base64));
            AlgorithmIdentifier mask =
                    AlgorithmIdentifier.getInstance(given.getMaskGenAlgorithm().getParameters());
            return mask != null
                    && mask.getAlgorithm().getId().equals(hash.oid())
                    && given.getHashAlgorithm().getAlgorithm().getId().equals(hash.oid())
                    && given.getSaltLength().intValueExact() == hash.length();
        } catch (IllegalArgumentException | ArithmeticException malformed) {
            return false;
        }
    }
}
