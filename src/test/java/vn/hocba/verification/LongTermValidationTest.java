package vn.hocba.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.hocba.document.TranscriptDocument;
import vn.hocba.pki.RevocationLists;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.pki.TimestampToken;
import vn.hocba.testing.SampleDocuments;
import vn.hocba.testing.TestAuthority;
import vn.hocba.testing.TestCa;
import vn.hocba.testing.TestLevels;
import vn.hocba.testing.TestSigning;
import vn.hocba.testing.TestSigning.School;
import vn.hocba.transcript.Slot;
import vn.hocba.xades.SignatureLevel;
import vn.hocba.xades.XadesAugmentation;

class LongTermValidationTest {

    private static final TestCa CA = new TestCa();
    private static final School SCHOOL = School.of(CA, SignatureAlgorithm.ECDSA_SHA256);
    private static final TestAuthority AUTHORITY = new TestAuthority(CA);

    @ParameterizedTest
    @EnumSource(SignatureLevel.class)
    void reportsLevelAndProvenTime(SignatureLevel level) {
        if (level == SignatureLevel.BASELINE_B) {
            ValidationReport report = now(TestSigning.signAll(document(), SCHOOL));
            assertThat(report.signatures()).allSatisfy(signature -> {
                assertThat(signature.level()).isEqualTo(level);
                assertThat(signature.provenTime()).isEmpty();
            });
            return;
        }
        ValidationReport report = now(TestLevels.signAll(document(), SCHOOL, AUTHORITY, level));
        assertThat(report.issued()).as(report.toString()).isTrue();
        assertThat(report.signatures())
                .extracting(SignatureReport::level)
                .containsExactly(SignatureLevel.BASELINE_T, level, level);
        assertThat(report.signatures())
                .allSatisfy(signature -> assertThat(signature.provenTime().orElseThrow())
                        .isBetween(Instant.now().minusSeconds(600), Instant.now()));
    }

    @Test
    void archivedFilesOutliveTheirSignersCertificates() {
        ValidationReport report = later(TestLevels.signAll(document(), SCHOOL, AUTHORITY, SignatureLevel.BASELINE_LTA));
        assertThat(report.issued()).as(report.toString()).isTrue();
    }

    @Test
    void levelBDoesNotOutliveItsCertificate() {
        ValidationReport report = later(TestSigning.signAll(document(), SCHOOL));
        assertThat(report.subIndication()).contains(SubIndication.OUT_OF_BOUNDS_NO_POE);
    }

    @Test
    void levelTAloneLacksRevocationDataOnceTheCertificateHasExpired() {
        ValidationReport report = later(TestLevels.signAll(document(), SCHOOL, AUTHORITY, SignatureLevel.BASELINE_T));
        assertThat(report.indication()).isEqualTo(Indication.INDETERMINATE);
        assertThat(report.subIndication()).contains(SubIndication.TRY_LATER);
    }

    @Test
    void aRevocationAfterTheTimestampDoesNoHarmAndOneBeforeItDoes() {
        TestCa ca = new TestCa();
        School school = School.of(ca, SignatureAlgorithm.ECDSA_SHA256);
        TranscriptDocument file =
                TestLevels.signAll(document(), school, new TestAuthority(ca), SignatureLevel.BASELINE_LTA);
        Instant now = Instant.now();
        ca.revoke(school.seal().certificate().certificate(), now.plusSeconds(60));
        assertThat(at(file, ca, now.plusSeconds(3600)).issued()).isTrue();
        ca.revoke(school.seal().certificate().certificate(), now.minusSeconds(600));
        assertThat(at(file, ca, now.plusSeconds(3600)).subIndication()).contains(SubIndication.REVOKED_NO_POE);
    }

    @Test
    void renewedArchivesPass() {
        TranscriptDocument file = TestLevels.signAll(document(), SCHOOL, AUTHORITY, SignatureLevel.BASELINE_LTA);
        Instant renewal = Instant.now().plus(2 * 365, ChronoUnit.DAYS);
        for (Slot slot : new Slot[] {Slot.PRINCIPAL, Slot.SCHOOL_SEAL}) {
            file = XadesAugmentation.withTimestampMaterial(
                    file, slot, AUTHORITY.material(renewal, AUTHORITY.timestampCertificate()));
            file = TestLevels.archived(file, slot, AUTHORITY, renewal);
        }
        assertThat(later(file).issued()).as(later(file).toString()).isTrue();
    }

    @Test
    void objectsToATimestampOverSomethingElse() {
        TimestampToken foreign = AUTHORITY.timestamp(new byte[] {1}, Instant.now());
        assertThat(objection(teacherWith(foreign))).contains(SubIndication.HASH_FAILURE);
    }

    @Test
    void objectsToATimestampCopiedFromAnotherSignature() {
        TranscriptDocument other = teacher();
        TimestampToken copied = AUTHORITY.timestamp(
                XadesAugmentation.signatureTimestampData(other, Slot.HOMEROOM_TEACHER), Instant.now());
        assertThat(objection(XadesAugmentation.withSignatureTimestamp(teacher(), Slot.HOMEROOM_TEACHER, copied)))
                .contains(SubIndication.HASH_FAILURE);
    }

    @Test
    void objectsToATimestampOfAnUnknownAuthority() {
        TestAuthority stranger = new TestAuthority(new TestCa("Stranger", CA.from));
        TranscriptDocument file = TestLevels.timestamped(teacher(), Slot.HOMEROOM_TEACHER, stranger, Instant.now());
        assertThat(objection(file)).contains(SubIndication.NO_CERTIFICATE_CHAIN_FOUND);
    }

    @Test
    void objectsToATimestampFromBeforeTheSigningTimeOrFromTheFuture() {
        Instant now = Instant.now();
        for (Instant wrong : List.of(now.minus(Duration.ofHours(1)), now.plus(Duration.ofHours(1)))) {
            TranscriptDocument file = TestLevels.timestamped(teacher(), Slot.HOMEROOM_TEACHER, AUTHORITY, wrong);
            assertThat(objection(file)).contains(SubIndication.TIMESTAMP_ORDER_FAILURE);
        }
    }

    @Test
    void objectsToAnArchiveTimestampOfAnEarlierState() {
        TranscriptDocument file = TestLevels.signAll(document(), SCHOOL, AUTHORITY, SignatureLevel.BASELINE_LT);
        byte[] tooEarly = XadesAugmentation.archiveTimestampData(file, Slot.SCHOOL_SEAL);
        TranscriptDocument more = XadesAugmentation.withTimestampMaterial(
                file, Slot.SCHOOL_SEAL, AUTHORITY.material(Instant.now(), AUTHORITY.timestampCertificate()));
        TranscriptDocument wrong = XadesAugmentation.withArchiveTimestamp(
                more, Slot.SCHOOL_SEAL, AUTHORITY.timestamp(tooEarly, Instant.now()));
        assertThat(now(wrong).signatures().getLast().objection().map(Objection::subIndication))
                .contains(SubIndication.HASH_FAILURE);
    }

    private static Optional<SubIndication> objection(TranscriptDocument file) {
        return now(file).signatures().getFirst().objection().map(Objection::subIndication);
    }

    private static TranscriptDocument teacherWith(TimestampToken token) {
        return XadesAugmentation.withSignatureTimestamp(teacher(), Slot.HOMEROOM_TEACHER, token);
    }

    private static TranscriptDocument teacher() {
        return TestSigning.sign(document(), Slot.HOMEROOM_TEACHER, SCHOOL.teacher(), SCHOOL.algorithm());
    }

    private static TranscriptDocument document() {
        return TranscriptDocument.of(SampleDocuments.file("<THONG_TIN_CHUNG><MA_SO_THUE>" + TestSigning.TAX_CODE
                + "</MA_SO_THUE><LANH_DAO_KY><SO_DINH_DANH>" + TestSigning.LEADER
                + "</SO_DINH_DANH></LANH_DAO_KY></THONG_TIN_CHUNG><HO_TEN>Lê Thị Bưởi</HO_TEN>"));
    }

    private static ValidationReport now(TranscriptDocument file) {
        return at(file, CA, Instant.now());
    }

    private static ValidationReport later(TranscriptDocument file) {
        return at(file, CA, Instant.now().plus(5 * 365, ChronoUnit.DAYS));
    }

    private static ValidationReport at(TranscriptDocument file, TestCa ca, Instant time) {
        RevocationLists lists = ca.revocations(time.minusSeconds(60), time.plus(7, ChronoUnit.DAYS));
        return SignatureValidator.validate(file.bytes(), new ValidationPolicy(ca.anchors(), lists, time));
    }
}
