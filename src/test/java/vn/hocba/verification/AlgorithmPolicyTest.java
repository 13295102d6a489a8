package vn.hocba.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vn.hocba.pki.CertificatePath;
import vn.hocba.pki.DigestAlgorithm;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.testing.SampleDocuments;
import vn.hocba.testing.TestAuthority;
import vn.hocba.testing.TestCa;
import vn.hocba.testing.TestSigning;
import vn.hocba.testing.TestSigning.School;
import vn.hocba.transcript.Slot;

class AlgorithmPolicyTest {

    private static final TestCa CA = new TestCa();
    private static final School SCHOOL = School.of(CA, SignatureAlgorithm.ECDSA_SHA256);
    private static final byte[] FILE = TestSigning.sign(
                    SampleDocuments.small(), Slot.HOMEROOM_TEACHER, SCHOOL.teacher(), SCHOOL.algorithm())
            .bytes();

    @Test
    void shipsAllAlgorithmsThatAreMade() {
        assertThat(AlgorithmPolicy.shipped().digests()).containsOnlyKeys(DigestAlgorithm.values());
        assertThat(AlgorithmPolicy.shipped().signatures()).containsOnlyKeys(SignatureAlgorithm.values());
        assertThat(judge(AlgorithmPolicy.shipped())).isEmpty();
    }

    @Test
    void refusesForGoodWhatIsNotNamed() {
        assertThat(judge(policy("ECDSA_SHA384", "", 256))).contains(SubIndication.CRYPTO_CONSTRAINTS_FAILURE);
        assertThat(judge(policy("ECDSA_SHA256", "", 384))).contains(SubIndication.CRYPTO_CONSTRAINTS_FAILURE);
    }

    @Test
    void asksForProofOfAnEarlierTimeOncePastTheEnd() {
        Instant today = Instant.now();
        String yesterday = today.minus(Duration.ofDays(1)).toString().substring(0, 10);
        String tomorrow = today.plus(Duration.ofDays(1)).toString().substring(0, 10);
        assertThat(judge(policy("ECDSA_SHA256", yesterday, 256)))
                .contains(SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE);
        assertThat(judge(policy("ECDSA_SHA256", tomorrow, 256))).isEmpty();
    }

    @Test
    void refusesAPolicyWithAnUnknownAlgorithm() {
        assertThatThrownBy(() -> policy("ECDSA_SHA1", "", 256)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysUntilWhenATimestampIsBelieved() {
        var authority = new TestAuthority(CA).timestampCertificate();
        var path = new CertificatePath(List.of(authority, CA.issuing(), CA.root()));
        assertThat(policy("ECDSA_SHA256", "2031-01-01", 256).believedUntil(DigestAlgorithm.SHA256, path))
                .isEqualTo("2031-01-01T00:00:00Z");
        assertThat(policy("ECDSA_SHA256", "", 256).believedUntil(DigestAlgorithm.SHA256, path))
                .isEqualTo(Instant.MAX);
        assertThat(policy("ECDSA_SHA384", "", 256).believedUntil(DigestAlgorithm.SHA256, path))
                .isEqualTo(Instant.MIN);
        assertThat(policy("ECDSA_SHA256", "", 384).believedUntil(DigestAlgorithm.SHA256, path))
                .isEqualTo(Instant.MIN);
    }

    private static Optional<SubIndication> judge(AlgorithmPolicy algorithms) {
        return SignatureValidator.validate(
                        FILE, new ValidationPolicy(CA.anchors(), CA.revocations(), Instant.now(), algorithms))
                .subIndication();
    }

    private static AlgorithmPolicy policy(String signature, String until, int bits) {
        String end = until.isEmpty() ? "" : ", \"until\": \"" + until + "\"";
        try {
            return AlgorithmPolicy.of(new ObjectMapper().readTree("""
                            {"digests": [{"algorithm": "SHA256"}],
                             "signatures": [{"algorithm": "%s"%s}],
                             "keys": [{"kind": "EC", "fromBits": %d, "toBits": %d}]}
                            """.formatted(signature, end, bits, bits)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
