package vn.hocba.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import vn.hocba.document.TranscriptDocument;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.pki.TimestampToken;
import vn.hocba.testing.SampleDocuments;
import vn.hocba.testing.TestAuthority;
import vn.hocba.testing.TestCa;
import vn.hocba.testing.TestLevels;
import vn.hocba.testing.TestSigning;
import vn.hocba.testing.TestSigning.School;
import vn.hocba.transcript.Slot;
import vn.hocba.verification.Indication;
import vn.hocba.verification.SignatureValidator;
import vn.hocba.verification.ValidationPolicy;
import vn.hocba.xades.SignatureLevel;
import vn.hocba.xades.XadesAugmentation;

/** What was found out over one edition of a document, applied to another. */
class LevelChangeTest {

    private static final TestCa CA = new TestCa();
    private static final TestAuthority AUTHORITY = new TestAuthority(CA);
    private static final School SCHOOL = School.of(CA, SignatureAlgorithm.ECDSA_SHA256);
    private static final TranscriptDocument BY_TWO =
            sign(sign(SampleDocuments.small(), Slot.HOMEROOM_TEACHER), Slot.PRINCIPAL);

    @Test
    void aTimestampFitsTheDocumentThatWasSealedMeanwhile() {
        LevelChange change =
                new LevelChange.Stamped(token(XadesAugmentation.signatureTimestampData(BY_TWO, Slot.PRINCIPAL)));
        TranscriptDocument raised = change.applied(sign(BY_TWO, Slot.SCHOOL_SEAL), Slot.PRINCIPAL);
        assertThat(XadesAugmentation.level(raised, Slot.PRINCIPAL)).isEqualTo(SignatureLevel.BASELINE_T);
        assertThat(XadesAugmentation.level(raised, Slot.SCHOOL_SEAL)).isEqualTo(SignatureLevel.BASELINE_B);
        assertThat(SignatureValidator.validate(
                                raised.bytes(), new ValidationPolicy(CA.anchors(), CA.revocations(), Instant.now()))
                        .indication())
                .isEqualTo(Indication.TOTAL_PASSED);
    }

    @Test
    void aSecondTimestampIsNotAdded() {
        LevelChange change =
                new LevelChange.Stamped(token(XadesAugmentation.signatureTimestampData(BY_TWO, Slot.PRINCIPAL)));
        TranscriptDocument raised = change.applied(BY_TWO, Slot.PRINCIPAL);
        assertThatThrownBy(() -> change.applied(raised, Slot.PRINCIPAL)).isInstanceOf(LevelChange.Outdated.class);
    }

    @Test
    void anArchiveTimestampFitsWhileTheOtherSlotRisesAndNotOnceItsOwnHasChanged() {
        TranscriptDocument archived =
                TestLevels.signAll(SampleDocuments.small(), SCHOOL, AUTHORITY, SignatureLevel.BASELINE_LTA);
        LevelChange change = new LevelChange.Archived(
                UnaryOperator.identity(),
                token(XadesAugmentation.archiveTimestampData(archived, Slot.PRINCIPAL)),
                Instant.now());
        TranscriptDocument other = TestLevels.archived(archived, Slot.SCHOOL_SEAL, AUTHORITY, Instant.now());
        TranscriptDocument renewed = change.applied(other, Slot.PRINCIPAL);
        assertThat(XadesAugmentation.timestamps(renewed, Slot.PRINCIPAL)).hasSize(3);
        assertThatThrownBy(() -> change.applied(renewed, Slot.PRINCIPAL)).isInstanceOf(LevelChange.Outdated.class);
    }

    private static TranscriptDocument sign(TranscriptDocument document, Slot slot) {
        return TestSigning.sign(document, slot, SCHOOL.signer(slot), SCHOOL.algorithm());
    }

    private static TimestampToken token(byte[] data) {
        return AUTHORITY.timestamp(data, Instant.now());
    }
}
