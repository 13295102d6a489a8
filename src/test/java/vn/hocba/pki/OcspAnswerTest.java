package vn.hocba.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.junit.jupiter.api.Test;
import vn.hocba.pki.RevocationSource.Answer;
import vn.hocba.testing.TestAuthority;
import vn.hocba.testing.TestCa;

class OcspAnswerTest {

    private static final TestCa CA = new TestCa();
    private static final TestAuthority AUTHORITY = new TestAuthority(CA);
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private final Instant due = now.plus(1, ChronoUnit.HOURS);
    private static final X509Certificate CERTIFICATE = CA.person(TestCa.p256(), "Trần Thị Lan", "079190000001")
            .certificate()
            .certificate();

    @Test
    void saysGoodWhileItIsFresh() {
        OcspAnswer answer = AUTHORITY.good(CERTIFICATE, now, due);
        assertThat(status(answer, now.plusSeconds(60))).isEqualTo(new Answer.Good());
        assertThat(status(answer, due.plusSeconds(1))).isEqualTo(new Answer.Stale(due));
        // known good later, so good before
        assertThat(status(answer, now.minusSeconds(600))).isEqualTo(new Answer.Good());
        assertThat(status(OcspAnswer.parse(answer.encoded()), now.plusSeconds(60)))
                .isEqualTo(new Answer.Good());
    }

    @Test
    void saysRevokedFromTheTimeOn() {
        Instant since = now.minusSeconds(60);
        OcspAnswer answer = AUTHORITY.ocsp(
                CERTIFICATE,
                new RevokedStatus(Date.from(since), CRLReason.keyCompromise),
                now,
                due,
                AUTHORITY.responder());
        assertThat(status(answer, now)).isEqualTo(new Answer.Revoked(since));
        assertThat(status(answer, since.minusSeconds(60))).isEqualTo(new Answer.Good());
    }

    @Test
    void saysNothingOfAnotherCertificateOrOneThatItDoesNotKnow() {
        X509Certificate other = CA.person(TestCa.p256(), "Lê Minh", "079190000002")
                .certificate()
                .certificate();
        assertThat(AUTHORITY.good(other, now, due).status(CERTIFICATE, CA.issuing(), now))
                .isEqualTo(new Answer.Unknown());
        TestCa stranger = new TestCa("Test", CA.from);
        assertThat(AUTHORITY.good(CERTIFICATE, now, due).status(CERTIFICATE, stranger.issuing(), now))
                .isEqualTo(new Answer.Unknown());
        assertThat(status(AUTHORITY.ocsp(CERTIFICATE, new UnknownStatus(), now, due, AUTHORITY.responder()), now))
                .isEqualTo(new Answer.Unknown());
    }

    @Test
    void isNotBelievedFromSomebodyWithoutThePurpose() {
        List<TestCa.Signer> impostors = List.of(
                CA.person(TestCa.p256(), "Kẻ mạo danh", "079190000003"),
                CA.service(TestCa.p256(), "TSA", true, KeyPurposeId.id_kp_timeStamping),
                new TestAuthority(new TestCa("Stranger", CA.from)).responder());
        for (TestCa.Signer impostor : impostors) {
            assertThat(status(AUTHORITY.ocsp(CERTIFICATE, CertificateStatus.GOOD, now, due, impostor), now))
                    .isEqualTo(new Answer.Unknown());
        }
    }

    @Test
    void theWorstOfSeveralAnswersCounts() {
        Instant earlier = now.minusSeconds(60);
        assertThat(RevocationSource.merge(List.of(
                        new Answer.Good(), new Answer.Revoked(now), new Answer.Revoked(earlier), new Answer.Unknown())))
                .isEqualTo(new Answer.Revoked(earlier));
        assertThat(RevocationSource.merge(List.of(new Answer.Stale(earlier), new Answer.Stale(now))))
                .isEqualTo(new Answer.Stale(now));
        assertThat(RevocationSource.merge(List.of(new Answer.Stale(now), new Answer.Good())))
                .isEqualTo(new Answer.Good());
        assertThat(RevocationSource.merge(List.of())).isEqualTo(new Answer.Unknown());
    }

    @Test
    void refusesBytesThatAreNoAnswer() {
        for (byte[] bytes : new byte[][] {{}, {0x30, 0x00}, {0x30, 0x03, 0x0a, 0x01, 0x03}}) {
            assertThatThrownBy(() -> OcspAnswer.parse(bytes)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Answer status(OcspAnswer answer, Instant time) {
        return answer.status(CERTIFICATE, CA.issuing(), time);
    }
}
