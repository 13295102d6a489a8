package vn.hocba.verification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import vn.hocba.pki.CertificatePath;
import vn.hocba.pki.CertificateSignature;
import vn.hocba.pki.DigestAlgorithm;
import vn.hocba.pki.RevocationEvidence;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.pki.SignatureAlgorithm.KeyKind;

/**
 * Which algorithms and keys are believed, and until when (ETSI TS 119 312). What is not named is never believed
 * (CRYPTO_CONSTRAINTS_FAILURE); what is past its end is believed only in material that is proven to be older
 * (CRYPTO_CONSTRAINTS_FAILURE_NO_POE).
 *
 * @param digests with the moment from which each is not believed any more; {@link Instant#MAX} for none
 * @param signatures likewise
 * @param keys ranges of key sizes; where several fit, the longest-lived counts
 */
public record AlgorithmPolicy(
        Map<DigestAlgorithm, Instant> digests, Map<SignatureAlgorithm, Instant> signatures, List<KeySizes> keys) {

    private static final String SHIPPED = "algorithms.json";

    /**
     * Sizes of one kind of key, both bounds included.
     *
     * @param kind of key
     * @param fromBits smallest modulus or group order
     * @param toBits largest
     * @param until from when on they are not believed any more
     */
    public record KeySizes(KeyKind kind, int fromBits, int toBits, Instant until) {

        private boolean include(KeyKind other, int bits) {
            return kind == other && fromBits <= bits && bits <= toBits;
        }
    }

    public AlgorithmPolicy {
        digests = Map.copyOf(digests);
        signatures = Map.copyOf(signatures);
        keys = List.copyOf(keys);
    }

    /** The policy that the product ships. */
    public static AlgorithmPolicy shipped() {
        return Shipped.POLICY;
    }

    private static final class Shipped {
        static final AlgorithmPolicy POLICY = read();

        private static AlgorithmPolicy read() {
            try (InputStream in = AlgorithmPolicy.class.getResourceAsStream(SHIPPED)) {
                if (in == null) {
                    throw new IllegalStateException("policy data is missing: " + SHIPPED);
                }
                return of(new ObjectMapper().readTree(in));
            } catch (IOException e) {
                throw new UncheckedIOException("policy data is not readable: " + SHIPPED, e);
            }
        }
    }

    /**
     * A policy in the shape of the shipped {@code algorithms.json}.
     *
     * @throws IllegalArgumentException when it names an algorithm that is not known here
     */
    public static AlgorithmPolicy of(JsonNode policy) {
        Map<DigestAlgorithm, Instant> digests = new EnumMap<>(DigestAlgorithm.class);
        policy.path("digests")
                .forEach(d ->
                        digests.put(DigestAlgorithm.valueOf(d.path("algorithm").asText()), until(d)));
        Map<SignatureAlgorithm, Instant> signatures = new EnumMap<>(SignatureAlgorithm.class);
        policy.path("signatures")
                .forEach(s -> signatures.put(
                        SignatureAlgorithm.valueOf(s.path("algorithm").asText()), until(s)));
        List<KeySizes> keys = StreamSupport.stream(policy.path("keys").spliterator(), false)
                .map(k -> new KeySizes(
                        KeyKind.valueOf(k.path("kind").asText()),
                        k.path("fromBits").asInt(),
                        k.path("toBits").asInt(),
                        until(k)))
                .toList();
        return new AlgorithmPolicy(digests, signatures, keys);
    }

    private static Instant until(JsonNode entry) {
        return entry.has("until")
                ? LocalDate.parse(entry.path("until").asText())
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                : Instant.MAX;
    }

    /** All algorithms of one signature and its key, as of the time at which it is proven to have existed. */
    void require(
            SignatureAlgorithm algorithm, Collection<DigestAlgorithm> used, PublicKey key, Instant provenToExistAt) {
        require(algorithm.name(), signatures.get(algorithm), provenToExistAt);
        used.forEach(digest -> require(digest.name(), digests.get(digest), provenToExistAt));
        requireKey(key, provenToExistAt);
    }

    /**
     * Until when a timestamp is believed by its algorithms: its digest, its authority's key, and what its certificates were
     * signed with; {@link Instant#MIN} when one of them is not accepted at all, {@link Instant#MAX} when none has an end.
     *
     * @param path the timestamp authority's
     */
    public Instant believedUntil(DigestAlgorithm digest, CertificatePath path) {
        List<X509Certificate> certificates = path.certificates();
        Instant until = digests.getOrDefault(digest, Instant.MIN);
        for (int i = 0; i < certificates.size(); i++) {
            until = earlier(until, keyUntil(certificates.get(i).getPublicKey()));
            if (i + 1 < certificates.size()) {
                until = earlier(
                        until,
                        CertificateSignature.algorithm(certificates.get(i))
                                .map(algorithm -> earlier(
                                        signatures.getOrDefault(algorithm, Instant.MIN),
                                        digests.getOrDefault(algorithm.digest(), Instant.MIN)))
                                .orElse(Instant.MIN));
            }
        }
        return until;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private Instant keyUntil(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa -> keyUntil(KeyKind.RSA, rsa.getModulus().bitLength());
            case ECPublicKey ec ->
                keyUntil(KeyKind.EC, ec.getParams().getOrder().bitLength());
            default -> Instant.MIN;
        };
    }

    private Instant keyUntil(KeyKind kind, int bits) {
        return keys.stream()
                .filter(sizes -> sizes.include(kind, bits))
                .map(KeySizes::until)
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
    }

    /** The signatures under all certificates below the trust anchor, and the authorities' keys that made them. */
    void require(CertificatePath path, Instant provenToExistAt) {
        List<X509Certificate> certificates = path.certificates();
        for (int i = 0; i + 1 < certificates.size(); i++) {
            SignatureAlgorithm algorithm = CertificateSignature.algorithm(certificates.get(i))
                    .orElseThrow(() ->
                            objection(SubIndication.CRYPTO_CONSTRAINTS_FAILURE, "the signature under a certificate"));
            require(
                    algorithm,
                    List.of(algorithm.digest()),
                    certificates.get(i + 1).getPublicKey(),
                    provenToExistAt);
        }
    }

    /** Whether revocation data are signed by an algorithm and a key that are believed at a time. */
    boolean believes(RevocationEvidence evidence, Instant time) {
        return evidence.algorithm()
                .filter(algorithm -> {
                    try {
                        require(algorithm, List.of(algorithm.digest()), evidence.key(), time);
                        return true;
                    } catch (Objection.Raised e) {
                        return false;
                    }
                })
                .isPresent();
    }

    /** A key that signs, as of the time at which what it signed is proven to have existed. */
    private void requireKey(PublicKey key, Instant time) {
        int bits;
        KeyKind kind;
        switch (key) {
            case RSAPublicKey rsa -> {
                kind = KeyKind.RSA;
                bits = rsa.getModulus().bitLength();
            }
            // the JDK itself knows no other curves of the accepted sizes than the NIST ones
            case ECPublicKey ec -> {
                kind = KeyKind.EC;
                bits = ec.getParams().getOrder().bitLength();
            }
            default -> throw objection(SubIndication.CRYPTO_CONSTRAINTS_FAILURE, key.getAlgorithm());
        }
        Optional<Instant> until = keys.stream()
                .filter(sizes -> sizes.include(kind, bits))
                .map(KeySizes::until)
                .max(Instant::compareTo);
        require(kind + " " + bits, until.orElse(null), time);
    }

    /** Whether a signature that is made at this moment with this algorithm and key is believed. */
    public boolean believes(SignatureAlgorithm algorithm, PublicKey key, Instant at) {
        try {
            require(algorithm, List.of(algorithm.digest()), key, at);
            return true;
        } catch (Objection.Raised refused) {
            return false;
        }
    }

    private static void require(String what, @Nullable Instant until, Instant time) {
        if (until == null) {
            throw objection(SubIndication.CRYPTO_CONSTRAINTS_FAILURE, what);
        }
        if (!time.isBefore(until)) {
            throw objection(SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE, what);
        }
    }

    /** What is refused for its algorithm, named as in the file or the policy. */
    static Objection.Raised objection(SubIndication why, String what) {
        boolean expired = why == SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE;
        return new Objection.Raised(
                why,
                (expired ? "Thuật toán đã hết thời hạn tin cậy: " : "Thuật toán không được chấp nhận: ") + what + ".",
                (expired ? "Not believed any more without proof of an earlier time: " : "Not an accepted algorithm: ")
                        + what + ".");
    }
}
