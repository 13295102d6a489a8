package vn.hocba.xades;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.testing.Oracles;
import vn.hocba.testing.Oracles.DssVerdict;
import vn.hocba.testing.SampleDocuments;
import vn.hocba.testing.TestAuthority;
import vn.hocba.testing.TestCa;
import vn.hocba.testing.TestLevels;
import vn.hocba.testing.TestSigning.School;

/** EU DSS recognises our levels, and passes them when the signers' certificates have long expired. */
class LongTermLevelsIT {

    private static final TestCa CA = new TestCa();
    private static final Map<SignatureLevel, Path> FILES = new EnumMap<>(SignatureLevel.class);

    @TempDir
    private static Path directory;

    @BeforeAll
    static void sign() throws IOException {
        CA.publish(directory);
        TestAuthority authority = new TestAuthority(CA);
        School school = School.of(CA, SignatureAlgorithm.RSA_PKCS1_SHA256);
        for (SignatureLevel level : SignatureLevel.values()) {
            if (level != SignatureLevel.BASELINE_B) {
                byte[] file = TestLevels.signAll(SampleDocuments.random(7), school, authority, level)
                        .bytes();
                FILES.put(level, Files.write(directory.resolve(level + ".xml"), file));
            }
        }
    }

    @Test
    void dssRecognisesEveryLevelAndPassesItNow() {
        List<DssVerdict> verdicts =
                Oracles.dss(directory.resolve("trust-anchors.pem"), directory.resolve("crl"), FILES.values());
        assertThat(verdicts)
                .hasSize(9)
                .allSatisfy(verdict ->
                        assertThat(verdict.indication()).as(verdict.toString()).isEqualTo("TOTAL_PASSED"));
        FILES.forEach((level, file) -> assertThat(verdicts)
                .filteredOn(verdict -> verdict.file().equals(file))
                .extracting(DssVerdict::level)
                .as("levels in %s", file.getFileName())
                .containsExactly("XAdES-BASELINE-T", dssName(level), dssName(level)));
    }

    @Test
    void dssPassesArchivedFilesFiveYearsAhead() throws IOException {
        String later = Instant.now()
                .atOffset(ZoneOffset.UTC)
                .plusYears(5)
                .toInstant()
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
        Path none = Files.createDirectories(directory.resolve("no-crl"));
        List<DssVerdict> verdicts = Oracles.dss(
                directory.resolve("trust-anchors.pem"),
                none,
                later,
                List.of(FILES.getOrDefault(SignatureLevel.BASELINE_LTA, directory)));
        assertThat(verdicts)
                .hasSize(3)
                .allSatisfy(verdict ->
                        assertThat(verdict.indication()).as(verdict.toString()).isEqualTo("TOTAL_PASSED"));
    }

    private static String dssName(SignatureLevel level) {
        return "XAdES-" + level.name().replace('_', '-');
    }
}
