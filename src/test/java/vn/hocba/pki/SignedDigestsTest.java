package vn.hocba.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.hocba.testing.TestCa;
import vn.hocba.testing.TestSigning;

class SignedDigestsTest {

    private static final Map<String, KeyPair> KEYS = new ConcurrentHashMap<>();
    private static final int COUNT = 6;

    private final Random random = new Random(7);

    private static KeyPair keys(SignatureAlgorithm algorithm) {
        return switch (algorithm.key()) {
            case RSA -> KEYS.computeIfAbsent("RSA", none -> TestCa.rsa(2048));
            // with SHA-512 the digest is longer than the numbers of the curve
            case EC -> KEYS.computeIfAbsent("EC", none -> TestCa.p256());
        };
    }

    private static byte[] data(int i) {
        return new byte[] {9, (byte) i};
    }

    private static byte[] raw(SignatureAlgorithm algorithm, byte[] data) {
        return TestSigning.raw(algorithm, keys(algorithm).getPrivate(), data);
    }

    private static List<byte[]> values(SignatureAlgorithm algorithm) {
        return IntStream.range(0, COUNT).mapToObj(i -> raw(algorithm, data(i))).toList();
    }

    private static List<Optional<byte[]>> assigned(SignatureAlgorithm algorithm, List<byte[]> values) {
        var digests = IntStream.range(0, COUNT)
                .mapToObj(i -> algorithm.digest().digest(data(i)))
                .toList();
        return new SignedDigests(algorithm, keys(algorithm).getPublic(), digests).assign(values);
    }

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void everyValueFindsItsDigestWhateverTheOrder(SignatureAlgorithm algorithm) {
        var values = values(algorithm);
        var shuffled = new ArrayList<>(values);
        Collections.shuffle(shuffled, random);

        assertThat(assigned(algorithm, shuffled))
                .extracting(Optional::orElseThrow)
                .containsExactlyElementsOf(values);
    }

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void amongTooFewTwiceGivenAndForeignValuesOnlyThoseOfUseAreTaken(SignatureAlgorithm algorithm) {
        var values = values(algorithm);
        byte[] spoilt = values.get(3).clone();
        spoilt[spoilt.length - 1] ^= 1;
        byte[] ofAnother = TestSigning.raw(
                algorithm,
                algorithm.key() == SignatureAlgorithm.KeyKind.RSA
                        ? other()
                        : TestCa.p256().getPrivate(),
                data(4));

        var found = assigned(
                algorithm,
                List.of(
                        raw(algorithm, new byte[] {1}),
                        new byte[] {1, 2, 3},
                        new byte[values.getFirst().length],
                        values.get(5),
                        values.get(5),
                        spoilt,
                        ofAnother,
                        values.getFirst()));

        assertThat(found).extracting(Optional::isPresent).containsExactly(true, false, false, false, false, true);
        assertThat(found.getFirst())
                .hasValueSatisfying(value -> assertThat(value).isEqualTo(values.getFirst()));
    }

    private static PrivateKey other() {
        return KEYS.computeIfAbsent("other", none -> TestCa.rsa(2048)).getPrivate();
    }

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void oneValueServesEqualDigests(SignatureAlgorithm algorithm) {
        byte[] digest = algorithm.digest().digest(data(0));
        byte[] value = raw(algorithm, data(0));

        assertThat(new SignedDigests(algorithm, keys(algorithm).getPublic(), List.of(digest, digest))
                        .assign(List.of(value)))
                .extracting(Optional::orElseThrow)
                .containsExactly(value, value);
    }

    @Test
    void looksAtAsManyValuesAsThereMayBeAndNoMore() {
        var algorithm = SignatureAlgorithm.ECDSA_SHA256;
        var flood = new ArrayList<>(Collections.nCopies(2 * COUNT, new byte[64]));
        flood.add(raw(algorithm, data(0)));

        assertThat(assigned(algorithm, flood)).allMatch(Optional::isEmpty);
        assertThat(assigned(algorithm, flood.subList(1, flood.size())).getFirst())
                .isPresent();
    }

    @Test
    void aKeyOfAnotherKindSignsNothing() {
        var digests = new SignedDigests(
                SignatureAlgorithm.ECDSA_SHA256,
                keys(SignatureAlgorithm.RSA_PKCS1_SHA256).getPublic(),
                List.of(new byte[32]));

        assertThat(digests.assign(List.of(new byte[64]))).containsExactly(Optional.empty());
    }
}
