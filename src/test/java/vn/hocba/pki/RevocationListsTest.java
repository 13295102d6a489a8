package vn.hocba.pki;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.security.cert.CRLException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import vn.hocba.testing.TestCa;

class RevocationListsTest {

    private final Instant now = Instant.now();
    private final TestCa ca = new TestCa();
    private final X509Certificate signer = ca.signer(
                    TestCa.p256(),
                    "Trần Thị Lan",
                    "CCCD:079190000001",
                    KeyUsage.nonRepudiation,
                    now.plus(100, ChronoUnit.DAYS))
            .certificate()
            .certificate();

    @Test
    void answersForEachIssuerFromTheListsThatItSigned() {
        RevocationLists lists = ca.revocations();
        for (int again = 0; again < 2; again++) {
            assertThat(lists.status(signer, ca.issuing(), now)).isEqualTo(new RevocationSource.Answer.Good());
            assertThat(lists.status(ca.issuing(), ca.root(), now)).isEqualTo(new RevocationSource.Answer.Good());
            assertThat(lists.status(signer, new TestCa().issuing(), now))
                    .isEqualTo(new RevocationSource.Answer.Unknown());
        }
    }

    @Test
    void readsALongListOnceHoweverOftenItIsAsked() throws CRLException {
        for (int number = 0; number < 10_000; number++) {
            ca.revoke(BigInteger.ONE.shiftLeft(80).add(BigInteger.valueOf(number)), now);
        }
        RevocationLists lists = ca.revocations();
        int length = lists.of(ca.issuing()).lists().getFirst().getEncoded().length;
        assertThat(lists.status(signer, ca.issuing(), now)).isEqualTo(new RevocationSource.Answer.Good());

        long before = allocated();
        for (int again = 0; again < 30; again++) {
            assertThat(lists.status(signer, ca.issuing(), now)).isEqualTo(new RevocationSource.Answer.Good());
        }
        assertThat(allocated() - before).isLessThan(10L * length);
    }

    /** Bytes that this thread has asked for so far, whatever was collected since. */
    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
