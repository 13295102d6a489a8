package vn.hocba.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.Test;
import vn.hocba.pki.TimestampVerifier.Verdict;
import vn.hocba.testing.TestAuthority;
import vn.hocba.testing.TestCa;

class TimestampVerifierTest {

    private static final TestCa CA = new TestCa();
    private static final TestAuthority AUTHORITY = new TestAuthority(CA);
    private static final byte[] DATA = "data".getBytes(StandardCharsets.UTF_8);
    private static final TimestampVerifier VERIFIER = new TimestampVerifier(CA.anchors(), CA.revocations(), Set.of());

    @Test
    void anAnswerProvesTheTime() {
        Instant time = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        TimestampRequest request = request(DATA, 7);
        assertThat(VERIFIER.verify(answer(AUTHORITY, request, time), request, Instant.now()))
                .isInstanceOfSatisfying(Verdict.Proven.class, proven -> {
                    assertThat(proven.time()).isEqualTo(time);
                    assertThat(proven.authority()).isEqualTo(AUTHORITY.timestampCertificate());
                    assertThat(proven.path().anchor()).isEqualTo(CA.root());
                });
    }

    @Test
    void refusesAnAnswerToAnotherRequest() {
        TimestampToken token = answer(AUTHORITY, request(DATA, 7), Instant.now());
        assertThat(VERIFIER.verify(token, request(DATA, 8), Instant.now())).isEqualTo(new Verdict.WrongNonce());
        assertThat(VERIFIER.verify(token, request(new byte[1], 7), Instant.now()))
                .isEqualTo(new Verdict.WrongImprint());
        assertThat(VERIFIER.verify(token, new byte[1], List.of(), Instant.now()))
                .isEqualTo(new Verdict.WrongImprint());
    }

    @Test
    void refusesACertificateThatIsNotForTimestampsAlone() {
        // the purpose must be the only one, and critical; what tokens such certificates sign never gets as far as their
        // signature
        for (TestAuthority authority : List.of(
                new TestAuthority(CA, false, KeyPurposeId.id_kp_timeStamping),
                new TestAuthority(CA, true, KeyPurposeId.id_kp_codeSigning),
                new TestAuthority(CA, true, KeyPurposeId.id_kp_timeStamping, KeyPurposeId.id_kp_codeSigning))) {
            assertThat(CertificatePurposes.isTheOnlyOneAndCritical(
                            authority.timestampCertificate(), KeyPurposeId.id_kp_timeStamping))
                    .isFalse();
        }
        assertThat(CertificatePurposes.isTheOnlyOneAndCritical(
                        AUTHORITY.timestampCertificate(), KeyPurposeId.id_kp_timeStamping))
                .isTrue();
    }

    @Test
    void refusesAPolicyThatIsNotAccepted() {
        TimestampRequest request = request(DATA, 7);
        TimestampToken token = answer(AUTHORITY, request, Instant.now());
        assertThat(new TimestampVerifier(CA.anchors(), CA.revocations(), Set.of("1.2.3.4.9"))
                        .verify(token, request, Instant.now()))
                .isEqualTo(new Verdict.WrongPolicy("1.2.3.4.1"));
    }

    @Test
    void refusesAnUnknownAnExpiredAndARevokedAuthority() {
        TestCa other = new TestCa("Other", CA.from);
        TimestampToken token = AUTHORITY.timestamp(DATA, Instant.now());
        assertThat(new TimestampVerifier(other.anchors(), other.revocations(), Set.of())
                        .verify(token, DATA, List.of(), Instant.now()))
                .isEqualTo(new Verdict.Untrusted(new CertificatePath.Verdict.NoChain()));
        Instant after = CA.from.plus(5500, ChronoUnit.DAYS);
        assertThat(VERIFIER.verify(token, DATA, List.of(), after))
                .isInstanceOfSatisfying(
                        Verdict.Untrusted.class,
                        untrusted ->
                                assertThat(untrusted.reason()).isInstanceOf(CertificatePath.Verdict.Expired.class));
        TestCa revoking = new TestCa();
        TestAuthority revoked = new TestAuthority(revoking);
        revoking.revoke(revoked.timestampCertificate(), Instant.now().minusSeconds(600));
        assertThat(new TimestampVerifier(revoking.anchors(), revoking.revocations(), Set.of())
                        .verify(revoked.timestamp(DATA, Instant.now()), DATA, List.of(), Instant.now()))
                .isInstanceOfSatisfying(
                        Verdict.Untrusted.class,
                        untrusted ->
                                assertThat(untrusted.reason()).isInstanceOf(CertificatePath.Verdict.Revoked.class));
    }

    @Test
    void refusesATokenWhoseSignatureWasTamperedWith() {
        byte[] der = AUTHORITY.timestamp(DATA, Instant.now()).encoded();
        der[der.length - 1] ^= 1;
        assertThat(VERIFIER.verify(TimestampToken.parse(der), DATA, List.of(), Instant.now()))
                .isEqualTo(new Verdict.SignatureBroken());
    }

    @Test
    void refusesBytesThatAreNoToken() {
        for (byte[] bytes : new byte[][] {{}, {0x30, 0x00}, DATA}) {
            assertThatThrownBy(() -> TimestampToken.parse(bytes)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> TimestampResponse.parse(bytes)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static TimestampRequest request(byte[] data, long nonce) {
        return TimestampRequest.over(data, DigestAlgorithm.SHA256, BigInteger.valueOf(nonce));
    }

    private static TimestampToken answer(TestAuthority authority, TimestampRequest request, Instant time) {
        return switch (TimestampResponse.parse(authority.answer(request.encoded(), time))) {
            case TimestampResponse.Granted(TimestampToken token) -> token;
            case TimestampResponse.Rejected rejected -> throw new AssertionError(rejected);
        };
    }
}
