package vn.hocba.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import vn.hocba.document.TranscriptDocument;
import vn.hocba.pki.RevocationLists;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.pki.SignatureAlgorithm.KeyKind;
import vn.hocba.pki.SigningCertificate;
import vn.hocba.pki.TrustAnchors;
import vn.hocba.testing.SampleDocuments;
import vn.hocba.testing.TestCa;
import vn.hocba.testing.TestSigning;
import vn.hocba.testing.TestSigning.School;
import vn.hocba.transcript.Slot;
import vn.hocba.xades.ProductionPlace;
import vn.hocba.xades.SignatureProfile;

/**
 * Documents, keys, certificates and revocation lists in a directory: made once, so that every measuring process works on the same
 * bytes and none spends its time on making keys.
 */
public final class Fixture {

    /** Sizes of the unsigned documents, in units of 1,000 bytes. */
    static final int[] KILOBYTES = {8, 80, 800};

    private static final Path SAMPLE = Path.of("src/test/resources/vn/hocba/document/valid/grade-4.xml");
    private static final String START = "<THONG_TIN_HOC_BA Id=\"thongtinhocba\">";
    private static final String END = "</THONG_TIN_HOC_BA>";

    private final Path directory;
    private final SignatureAlgorithm algorithm;

    private Fixture(Path directory, SignatureAlgorithm algorithm) {
        this.directory = directory;
        this.algorithm = algorithm;
    }

    /** The one that is made with RSA-2048 keys only ({@code rsa}), or with P-256 keys only ({@code p256}). */
    static Fixture of(String keys) {
        return new Fixture(
                Path.of("target/bench/fixture", keys),
                "rsa".equals(keys) ? SignatureAlgorithm.RSA_PKCS1_SHA256 : SignatureAlgorithm.ECDSA_SHA256);
    }

    /** Makes everything anew. */
    void write() throws IOException, GeneralSecurityException {
        Files.createDirectories(directory);
        Instant from = Instant.now().minus(30, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        TestCa ca = new TestCa("Bench", from, () -> algorithm.key() == KeyKind.RSA ? TestCa.rsa(2048) : TestCa.p256());
        ca.publish(directory);
        String sample = Files.readString(SAMPLE);
        String content = sample.substring(sample.indexOf(START) + START.length(), sample.indexOf(END));
        School school = School.of(
                ca, algorithm, value(content, "LANH_DAO_KY", "SO_DINH_DANH"), value(content, "", "MA_SO_THUE"));
        TestCa.Signer teacher = school.teacher();
        Files.write(directory.resolve("key"), teacher.keys().getPrivate().getEncoded());
        ByteArrayOutputStream chain = new ByteArrayOutputStream();
        chain.writeBytes(teacher.certificate().certificate().getEncoded());
        chain.writeBytes(ca.issuing().getEncoded());
        Files.write(directory.resolve("chain"), chain.toByteArray());
        Files.writeString(
                directory.resolve("time"),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        for (int kilobytes : KILOBYTES) {
            byte[] file = ofSize(content, kilobytes * 1000);
            Files.write(directory.resolve("unsigned-" + kilobytes), file);
            Files.write(
                    directory.resolve("signed-" + kilobytes),
                    TestSigning.signAll(TranscriptDocument.of(file), school).bytes());
        }
    }

    private static String value(String content, String parent, String name) {
        int from = content.indexOf("<" + name + ">", parent.isEmpty() ? 0 : content.indexOf("<" + parent + ">"));
        return content.substring(from + name.length() + 2, content.indexOf('<', from + 1));
    }

    /** The sample's content, then copies of it with other ids, then lines of remarks until the size is reached. */
    private static byte[] ofSize(String content, int size) {
        StringBuilder longer = new StringBuilder(content);
        int missing = size - SampleDocuments.file(content).length;
        for (int n = 1; missing > 0; n++) {
            String copy = "<N>" + content.replace(" Id=\"", " Id=\"n" + n + "-") + "</N>";
            String more = length(copy) <= missing ? copy : "<N>Tiếng Việt: hoàn thành tốt, đọc to, rõ ràng.</N>";
            longer.append(more);
            missing -= length(more);
        }
        return SampleDocuments.file(longer.toString());
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    byte[] unsigned(int kilobytes) {
        return bytes("unsigned-" + kilobytes);
    }

    /** With all three signatures. */
    byte[] signed(int kilobytes) {
        return bytes("signed-" + kilobytes);
    }

    SignatureAlgorithm algorithm() {
        return algorithm;
    }

    Instant signingTime() {
        return Instant.parse(new String(bytes("time"), StandardCharsets.US_ASCII));
    }

    /** The teacher's certificate and its issuer's. */
    List<X509Certificate> chain() {
        return certificates("chain");
    }

    List<X509Certificate> anchors() {
        return certificates("trust-anchors.pem");
    }

    TrustAnchors trustAnchors() {
        return TrustAnchors.ofPem(bytes("trust-anchors.pem"));
    }

    /** Revocation lists in DER. */
    List<byte[]> lists() {
        try (Stream<Path> files = Files.list(directory.resolve("crl"))) {
            return files.sorted()
                    .map(file -> bytes("crl/" + file.getFileName()))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    RevocationLists revocations() {
        List<X509CRL> lists = new ArrayList<>();
        lists().forEach(list -> lists.add(RevocationLists.parse(list)));
        return new RevocationLists(lists);
    }

    SignatureProfile profile() {
        List<X509Certificate> chain = chain();
        return SignatureProfile.of(
                Slot.HOMEROOM_TEACHER,
                new SigningCertificate(chain.getFirst(), chain.subList(1, chain.size())),
                algorithm,
                signingTime(),
                "Giáo viên chủ nhiệm",
                ProductionPlace.inVietNam("Thành phố Hồ Chí Minh"));
    }

    /** What the teacher's key makes of data: RSA as it is, ECDSA in DER. */
    byte[] sign(byte[] data) {
        return TestSigning.raw(algorithm, key(), data);
    }

    PrivateKey key() {
        try {
            return KeyFactory.getInstance(algorithm.key().name())
                    .generatePrivate(new PKCS8EncodedKeySpec(bytes("key")));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<X509Certificate> certificates(String name) {
        try {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(bytes(name)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] bytes(String name) {
        try {
            return Files.readAllBytes(directory.resolve(name));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
