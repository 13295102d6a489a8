package vn.hocba.xades;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.testing.Oracles;
import vn.hocba.testing.Oracles.DssVerdict;
import vn.hocba.testing.SampleDocuments;
import vn.hocba.testing.TestCa;
import vn.hocba.testing.TestSigning;
import vn.hocba.testing.TestSigning.School;
import vn.hocba.transcript.Slot;

/** Validators that share no code with ours accept what we sign and refuse what was changed since. */
class OracleAgreementIT {

    private static final TestCa CA = new TestCa();
    private static final Map<SignatureAlgorithm, Path> SIGNED = new EnumMap<>(SignatureAlgorithm.class);
    private static final List<Path> TAMPERED = new ArrayList<>();

    @TempDir
    private static Path directory;

    private static List<DssVerdict> verdicts;

    @BeforeAll
    static void signAndTamper() {
        CA.publish(directory);
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            byte[] file = TestSigning.signAll(SampleDocuments.random(5), School.of(CA, algorithm))
                    .bytes();
            SIGNED.put(algorithm, write(algorithm + ".xml", file));
        }
        tampered("content", "<THONG_TIN_HOC_BA Id=\"thongtinhocba\">", "<THONG_TIN_HOC_BA Id=\"thongtinhocba\">x");
        tampered("time", "<xades:SigningTime>2", "<xades:SigningTime>1");
        tampered("role", ">GVCN</xades:ClaimedRole>", ">CBQL</xades:ClaimedRole>");
        tampered("digest", "<ds:DigestValue>", "<ds:DigestValue>A");
        // asked once for all files, since it takes longer to start than to judge
        verdicts = Oracles.dss(
                anchors(),
                directory.resolve("crl"),
                Stream.concat(SIGNED.values().stream(), TAMPERED.stream()).toList());
    }

    @Test
    void dssPassesEverySignatureAtLevelB() {
        List<DssVerdict> signed = verdicts.stream()
                .filter(verdict -> SIGNED.containsValue(verdict.file()))
                .toList();
        assertThat(signed).hasSize(SIGNED.size() * Slot.values().length).allSatisfy(verdict -> {
            assertThat(verdict.indication()).as(verdict.toString()).isEqualTo("TOTAL_PASSED");
            assertThat(verdict.level()).isEqualTo("XAdES-BASELINE-B");
        });
    }

    @Test
    void dssRefusesWhatWasChanged() {
        assertThat(TAMPERED)
                .allSatisfy(file -> assertThat(verdicts)
                        .filteredOn(verdict -> verdict.file().equals(file))
                        .isNotEmpty()
                        .anySatisfy(verdict -> assertThat(verdict.totalPassed()).isFalse()));
    }

    @Test
    void theJdkVerifiesWhatWeSignAndRefusesWhatWasChanged() {
        assertThat(SIGNED.values())
                .allSatisfy(file -> assertThat(Oracles.jdk(file)).isTrue());
        assertThat(TAMPERED).allSatisfy(file -> assertThat(Oracles.jdk(file)).isFalse());
    }

    @Test
    void xmlsec1VerifiesWhatWeSignAndRefusesWhatWasChanged() {
        assumeThat(Oracles.xmlsec1Installed())
                .as("the program xmlsec1 is installed")
                .isTrue();
        SIGNED.forEach((algorithm, file) -> {
            for (Slot slot : Slot.values()) {
                // its release in Debian 12 does not know RSASSA-PSS
                if (!algorithm.pss()) {
                    assertThat(Oracles.xmlsec1(anchors(), file, id(slot)))
                            .as("%s %s", algorithm, slot)
                            .isTrue();
                }
            }
        });
        assertThat(TAMPERED)
                .allSatisfy(file -> assertThat(Oracles.xmlsec1(anchors(), file, id(Slot.HOMEROOM_TEACHER)))
                        .isFalse());
    }

    private static String id(Slot slot) {
        return "signature-" + SignatureProfile.slotName(slot);
    }

    private static Path anchors() {
        return directory.resolve("trust-anchors.pem");
    }

    private static void tampered(String name, String honest, String forged) {
        try {
            Path signed = SIGNED.get(SignatureAlgorithm.RSA_PKCS1_SHA256);
            assertThat(signed).isNotNull();
            String text = Files.readString(signed);
            int at = text.indexOf(honest);
            assertThat(at).isPositive();
            String changed = text.substring(0, at) + forged + text.substring(at + honest.length());
            TAMPERED.add(write("tampered-" + name + ".xml", changed.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(String name, byte[] file) {
        try {
            return Files.write(directory.resolve(name), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
