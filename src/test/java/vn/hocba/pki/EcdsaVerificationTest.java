package vn.hocba.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EcdsaVerificationTest {

    private static final byte[] DATA = "học bạ".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    static Stream<Arguments> curvesAndDigests() {
        return Stream.of("secp256r1", "secp384r1", "secp521r1")
                .flatMap(curve -> Arrays.stream(DigestAlgorithm.values()).map(digest -> Arguments.of(curve, digest)));
    }

    @ParameterizedTest
    @MethodSource("curvesAndDigests")
    void acceptsWhatTheJdkSigned(String curve, DigestAlgorithm algorithm) throws GeneralSecurityException {
        for (int i = 0; i < 5; i++) {
            KeyPair pair = pair(curve);
            assertThat(EcdsaVerification.verifies(key(pair), digest(algorithm), signed(pair, algorithm)))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("curvesAndDigests")
    void saysOfEverySpoiltValueWhatTheJdkSays(String curve, DigestAlgorithm algorithm) throws GeneralSecurityException {
        KeyPair pair = pair(curve);
        byte[] value = signed(pair, algorithm);
        Random random = new Random(20_260_531);
        for (int i = 0; i < 20; i++) {
            byte[] spoilt = value.clone();
            int bit = random.nextInt(spoilt.length * 8);
            spoilt[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(EcdsaVerification.verifies(key(pair), digest(algorithm), spoilt))
                    .isEqualTo(jdkSays(pair, algorithm, spoilt));
        }
    }

    @Test
    void refusesAnotherKeyAndAnotherDigest() throws GeneralSecurityException {
        KeyPair pair = pair("secp256r1");
        byte[] value = signed(pair, DigestAlgorithm.SHA256);
        assertThat(EcdsaVerification.verifies(key(pair("secp256r1")), digest(DigestAlgorithm.SHA256), value))
                .isFalse();
        assertThat(EcdsaVerification.verifies(key(pair), digest(DigestAlgorithm.SHA384), value))
                .isFalse();
    }

    @Test
    void refusesHalvesThatAreNotBetweenZeroAndTheOrder() throws GeneralSecurityException {
        KeyPair pair = pair("secp256r1");
        BigInteger order = key(pair).getParams().getOrder();
        byte[] honest = signed(pair, DigestAlgorithm.SHA256);
        byte[] r = Arrays.copyOf(honest, 32);
        byte[] s = Arrays.copyOfRange(honest, 32, 64);
        byte[] zero = new byte[32];
        byte[] n = fixed(order);
        for (byte[] value : new byte[][] {both(zero, s), both(r, zero), both(zero, zero), both(n, s), both(r, n)}) {
            assertThat(EcdsaVerification.verifies(key(pair), digest(DigestAlgorithm.SHA256), value))
                    .isFalse();
        }
    }

    @Test
    void refusesAKeyWhoseCurveHasAGeneratorOfTheForgersChoice() throws GeneralSecurityException {
        // with a generator of one's own, one is the private key to any public point: G' = Q
        KeyPair victim = pair("secp256r1");
        ECPublicKey key = key(victim);
        ECParameterSpec named = key.getParams();
        ECPublicKey forged = new GivenKey(
                key.getW(), new ECParameterSpec(named.getCurve(), key.getW(), named.getOrder(), named.getCofactor()));
        assertThat(EcdsaVerification.verifies(
                        forged, digest(DigestAlgorithm.SHA256), signed(victim, DigestAlgorithm.SHA256)))
                .isFalse();
        assertThat(EcdsaVerification.verifies(
                        new GivenKey(key.getW(), named),
                        digest(DigestAlgorithm.SHA256),
                        signed(victim, DigestAlgorithm.SHA256)))
                .isTrue();
    }

    @Test
    void refusesAPointBesideTheCurve() throws GeneralSecurityException {
        KeyPair pair = pair("secp256r1");
        ECPublicKey key = key(pair);
        ECPoint beside =
                new ECPoint(key.getW().getAffineX(), key.getW().getAffineY().flipBit(3));
        assertThat(EcdsaVerification.verifies(
                        new GivenKey(beside, key.getParams()),
                        digest(DigestAlgorithm.SHA256),
                        signed(pair, DigestAlgorithm.SHA256)))
                .isFalse();
    }

    private record GivenKey(ECPoint w, ECParameterSpec parameters) implements ECPublicKey {
        @Override
        public ECPoint getW() {
            return w;
        }

        @Override
        public ECParameterSpec getParams() {
            return parameters;
        }

        @Override
        public String getAlgorithm() {
            return "EC";
        }

        @Override
        public String getFormat() {
            return "X.509";
        }

        @Override
        public byte[] getEncoded() {
            return new byte[0];
        }
    }

    private static KeyPair pair(String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    private static ECPublicKey key(KeyPair pair) {
        return (ECPublicKey) pair.getPublic();
    }

    private static byte[] digest(DigestAlgorithm algorithm) {
        MessageDigest digest = algorithm.newDigest();
        return digest.digest(DATA);
    }

    private static byte[] signed(KeyPair pair, DigestAlgorithm algorithm) throws GeneralSecurityException {
        Signature signature = jdk(algorithm);
        signature.initSign(pair.getPrivate());
        signature.update(DATA);
        return signature.sign();
    }

    private static boolean jdkSays(KeyPair pair, DigestAlgorithm algorithm, byte[] value)
            throws GeneralSecurityException {
        Signature signature = jdk(algorithm);
        signature.initVerify(pair.getPublic());
        signature.update(DATA);
        try {
            return signature.verify(value);
        } catch (GeneralSecurityException outOfRange) {
            return false;
        }
    }

    private static Signature jdk(DigestAlgorithm algorithm) throws GeneralSecurityException {
        return Signature.getInstance(algorithm.name() + "withECDSAinP1363Format");
    }

    private static byte[] fixed(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[32];
        System.arraycopy(bytes, bytes.length - 32, fixed, 0, 32);
        return fixed;
    }

    private static byte[] both(byte[] r, byte[] s) {
        byte[] value = Arrays.copyOf(r, 64);
        System.arraycopy(s, 0, value, 32, 32);
        return value;
    }
}
