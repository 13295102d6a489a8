package vn.hocba.bench;

import java.security.PrivateKey;
import java.security.PublicKey;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.pki.SignatureValue;
import vn.hocba.testing.TestSigning;

/** What the keys alone cost, over data as long as a SignedInfo. */
@State(Scope.Benchmark)
public class KeyOperation {

    @Param({"rsa", "p256"})
    public String keys;

    private SignatureAlgorithm algorithm;
    private PrivateKey privateKey;
    private byte[] data;
    private PublicKey key;
    private SignatureValue value;

    @Setup
    public void prepare() {
        Fixture fixture = Fixture.of(keys);
        algorithm = fixture.algorithm();
        privateKey = fixture.key();
        data = new byte[1200];
        key = fixture.chain().getFirst().getPublicKey();
        value = SignatureValue.fromService(fixture.algorithm(), key, fixture.sign(data));
    }

    @Benchmark
    public boolean verify() {
        return value.verifies(key, data);
    }

    @Benchmark
    public byte[] sign() {
        return TestSigning.raw(algorithm, privateKey, data);
    }
}
