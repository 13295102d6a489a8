package vn.hocba.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import vn.hocba.testing.TestCa;

class CertificatePathTest {

    private final Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES);

    private final TestCa ca = new TestCa();

    @Test
    void findsTheEndOfACertificateWithinTheMinuteInWhichItWasTrusted() {
        X509Certificate signer = signer(minute.plusSeconds(30));
        assertThat(validate(signer, minute.plusSeconds(29))).isInstanceOf(CertificatePath.Verdict.Trusted.class);
        assertThat(validate(signer, minute.plusSeconds(31))).isInstanceOf(CertificatePath.Verdict.Expired.class);
        assertThat(validate(signer, minute.plusSeconds(29))).isInstanceOf(CertificatePath.Verdict.Trusted.class);
    }

    @Test
    void findsARevocationOfACertificateThatWasTrustedBefore() {
        X509Certificate signer = signer(minute.plus(100, ChronoUnit.DAYS));
        assertThat(validate(signer, minute)).isInstanceOf(CertificatePath.Verdict.Trusted.class);
        ca.revoke(signer, minute.minusSeconds(60));
        assertThat(validate(signer, minute)).isInstanceOf(CertificatePath.Verdict.Revoked.class);
    }

    @Test
    void findsThatAnAnchorIsNotBelievedAnyMore() {
        X509Certificate signer = signer(minute.plus(100, ChronoUnit.DAYS));
        assertThat(validate(signer, minute)).isInstanceOf(CertificatePath.Verdict.Trusted.class);
        assertThat(CertificatePath.validate(
                        signer, List.of(ca.issuing()), new TestCa().anchors(), ca.revocations(), minute))
                .isInstanceOf(CertificatePath.Verdict.NoChain.class);
    }

    @Test
    void constraintsAreCheckedOncePerPathAndMinute() {
        AtomicInteger checks = new AtomicInteger();
        List<X509Certificate> path = List.of(signer(minute.plus(100, ChronoUnit.DAYS)), ca.issuing(), ca.root());
        for (Instant time : List.of(minute, minute.plusSeconds(59), minute.plusSeconds(60))) {
            assertThat(KnownConstraints.broken(path, time, () -> Optional.of("reason " + checks.incrementAndGet())))
                    .isPresent();
        }
        assertThat(checks).hasValue(2);
        List<X509Certificate> shorter = List.of(path.getFirst(), ca.issuing());
        assertThat(KnownConstraints.broken(shorter, minute, Optional::empty)).isEmpty();
    }

    private X509Certificate signer(Instant until) {
        return ca.signer(TestCa.p256(), "Trần Thị Lan", "CCCD:079190000001", KeyUsage.nonRepudiation, until)
                .certificate()
                .certificate();
    }

    private CertificatePath.Verdict validate(X509Certificate signer, Instant time) {
        return CertificatePath.validate(signer, List.of(ca.issuing()), ca.anchors(), ca.revocations(), time);
    }
}
