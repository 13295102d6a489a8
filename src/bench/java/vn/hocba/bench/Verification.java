package vn.hocba.bench;

import java.time.Instant;
import java.util.function.ToIntFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import vn.hocba.pki.RevocationSource;
import vn.hocba.pki.TrustAnchors;
import vn.hocba.verification.Indication;
import vn.hocba.verification.SignatureReport;
import vn.hocba.verification.SignatureValidator;
import vn.hocba.verification.ValidationPolicy;

/** All three signatures of a file, from its bytes to the verdicts; every one has to pass. */
public class Verification {

    /** Ours, and the file for the JDK. */
    @State(Scope.Benchmark)
    public static class Ours {
        @Param({"8", "80", "800"})
        public int kilobytes;

        @Param("rsa")
        public String keys;

        byte[] file;
        TrustAnchors anchors;
        RevocationSource revocations;

        @Setup
        public void prepare() {
            Fixture fixture = Fixture.of(keys);
            file = fixture.signed(kilobytes);
            anchors = fixture.trustAnchors();
            revocations = fixture.revocations();
        }
    }

    /** EU DSS. */
    @State(Scope.Benchmark)
    public static class Dss {
        @Param({"8", "80", "800"})
        public int kilobytes;

        @Param("rsa")
        public String keys;

        byte[] file;
        ToIntFunction<byte[]> validation;

        @Setup
        public void prepare() {
            Fixture fixture = Fixture.of(keys);
            file = fixture.signed(kilobytes);
            validation = DssLoader.validation(fixture.anchors(), fixture.lists());
        }
    }

    @Benchmark
    public int ours(Ours ours) {
        ValidationPolicy policy = new ValidationPolicy(ours.anchors, ours.revocations, Instant.now());
        return passed((int) SignatureValidator.validate(ours.file, policy).signatures().stream()
                .map(SignatureReport::indication)
                .filter(Indication.TOTAL_PASSED::equals)
                .count());
    }

    @Benchmark
    public int dss(Dss dss) {
        return passed(dss.validation.applyAsInt(dss.file));
    }

    /** Core validation only: no chain, no revocation, nothing about what was signed. */
    @Benchmark
    public int jdk(Ours ours) throws Exception {
        return passed(JdkSubject.verify(ours.file));
    }

    private static int passed(int signatures) {
        if (signatures != 3) {
            throw new IllegalStateException("only " + signatures + " signatures passed");
        }
        return signatures;
    }
}
