package vn.hocba.bench;

import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import vn.hocba.document.TranscriptDocument;
import vn.hocba.pki.SignatureValue;
import vn.hocba.xades.PreparedSignature;
import vn.hocba.xades.SignatureTemplate;
import vn.hocba.xades.WithoutKeyOperation;
import vn.hocba.xades.XadesSigner;

/**
 * One signature, the homeroom teacher's, from the bytes of a file to the bytes of the signed file. What the documents of a batch
 * have in common is made before: our template, DSS's services and certificates.
 */
public class Signing {

    /** What ours needs besides the file. */
    @State(Scope.Benchmark)
    public static class Ours {
        @Param({"8", "80", "800"})
        public int kilobytes;

        @Param("rsa")
        public String keys;

        byte[] file;
        SignatureTemplate template;
        SignatureValue value;

        @Setup
        public void prepare() {
            Fixture fixture = Fixture.of(keys);
            file = fixture.unsigned(kilobytes);
            template = SignatureTemplate.of(fixture.profile());
            PreparedSignature prepared = template.prepare(TranscriptDocument.of(file));
            value = SignatureValue.fromService(
                    prepared.algorithm(), prepared.publicKey(), fixture.sign(prepared.dataToBeSigned()));
        }
    }

    /** EU DSS. */
    @State(Scope.Benchmark)
    public static class Dss {
        @Param({"8", "80", "800"})
        public int kilobytes;

        byte[] file;
        UnaryOperator<byte[]> signing;

        @Setup
        public void prepare() {
            Fixture fixture = Fixture.of("rsa");
            file = fixture.unsigned(kilobytes);
            signing = DssLoader.signing(fixture, file);
        }
    }

    /** The JDK. */
    @State(Scope.Benchmark)
    public static class Jdk {
        @Param({"8", "80", "800"})
        public int kilobytes;

        byte[] file;
        byte[] value;
        List<X509Certificate> chain;

        @Setup
        public void prepare() {
            Fixture fixture = Fixture.of("rsa");
            file = fixture.unsigned(kilobytes);
            chain = fixture.chain();
            value = fixture.sign(new byte[0]);
        }
    }

    /** Prepare and complete, but for the check of the value. */
    @Benchmark
    public byte[] ours(Ours ours) {
        TranscriptDocument document = TranscriptDocument.of(ours.file);
        PreparedSignature prepared = ours.template.prepare(document);
        return WithoutKeyOperation.complete(document, prepared, ours.value).bytes();
    }

    /** As the service does it: stored after preparing, read back, scanned again, the value checked. */
    @Benchmark
    public byte[] oursInTwoSteps(Ours ours) {
        byte[] stored = ours.template.prepare(TranscriptDocument.of(ours.file)).encoded();
        return XadesSigner.complete(TranscriptDocument.of(ours.file), PreparedSignature.decode(stored), ours.value)
                .bytes();
    }

    @Benchmark
    public byte[] dss(Dss dss) {
        return dss.signing.apply(dss.file);
    }

    @Benchmark
    public byte[] jdk(Jdk jdk) throws Exception {
        return JdkSubject.sign(jdk.file, jdk.chain, jdk.value);
    }

    /** The floor: one pass of the digest over the same bytes. */
    @Benchmark
    public byte[] sha256(Ours ours) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(ours.file);
    }
}
