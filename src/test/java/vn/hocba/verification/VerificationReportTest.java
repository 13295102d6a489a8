package vn.hocba.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import vn.hocba.pki.DigestAlgorithm;
import vn.hocba.pki.RevocationEvidence;
import vn.hocba.pki.RevocationLists;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.testing.SampleDocuments;
import vn.hocba.testing.TestAuthority;
import vn.hocba.testing.TestCa;
import vn.hocba.testing.TestLevels;
import vn.hocba.testing.TestSigning.School;
import vn.hocba.verification.SignatureEvidence.TimestampKind;
import vn.hocba.verification.VerificationResult.Extent;
import vn.hocba.xades.SignatureLevel;

class VerificationReportTest {

    private static final TestCa CA = new TestCa();
    private static final byte[] FILE = TestLevels.signAll(
                    SampleDocuments.small(),
                    School.of(CA, SignatureAlgorithm.ECDSA_SHA256),
                    new TestAuthority(CA),
                    SignatureLevel.BASELINE_LTA)
            .bytes();

    @Test
    void isShortUnlessAskedFor() {
        VerificationResult result = result(Extent.SHORT);
        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.policy()).isNull();
        assertThat(result.signatures()).allMatch(signature -> signature.evidence() == null);
    }

    @Test
    void tellsWhatTheVerdictRestsOn() {
        VerificationResult result = result(Extent.FULL);
        assertThat(Objects.requireNonNull(result.policy()).anchors()).hasSize(1);
        VerificationReport.Evidence seal =
                Objects.requireNonNull(result.signatures().getLast().evidence());
        assertThat(seal.algorithm()).isEqualTo(SignatureAlgorithm.ECDSA_SHA256);
        assertThat(seal.key()).isEqualTo("EC 256");
        assertThat(seal.references())
                .hasSize(3)
                .allMatch(reference -> reference.digest() == DigestAlgorithm.SHA256)
                .first()
                .extracting(VerificationReport.Reference::id)
                .isEqualTo("data");
        assertThat(seal.certificatePath())
                .extracting(VerificationReport.Certificate::subject)
                .hasSize(3)
                .last()
                .isEqualTo("CN=Test Root,O=Invented,C=VN");
        assertThat(seal.timestamps())
                .extracting(VerificationReport.Timestamp::kind)
                .containsExactly(TimestampKind.ARCHIVE, TimestampKind.SIGNATURE);
        assertThat(seal.pathCheckedFor())
                .isEqualTo(seal.timestamps().getLast().time())
                .isEqualTo(result.signatures().getLast().provenTime());
        assertThat(seal.revocations())
                .isNotEmpty()
                .allMatch(revocation ->
                        revocation.embedded() && revocation.status() == VerificationReport.RevocationStatus.GOOD)
                .extracting(VerificationReport.Revocation::kind)
                .contains(RevocationEvidence.Kind.OCSP, RevocationEvidence.Kind.CRL);
    }

    private static VerificationResult result(Extent extent) {
        ValidationPolicy policy = new ValidationPolicy(CA.anchors(), RevocationLists.none(), Instant.now());
        return VerificationResult.of(SignatureValidator.validate(FILE, policy), policy, extent);
    }
}
