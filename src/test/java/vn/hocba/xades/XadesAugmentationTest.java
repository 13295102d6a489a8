package vn.hocba.xades;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import vn.hocba.document.TranscriptDocument;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.pki.TimestampToken;
import vn.hocba.pki.ValidationMaterial;
import vn.hocba.testing.SampleDocuments;
import vn.hocba.testing.Santuario;
import vn.hocba.testing.TestAuthority;
import vn.hocba.testing.TestCa;
import vn.hocba.testing.TestLevels;
import vn.hocba.testing.TestSigning;
import vn.hocba.testing.TestSigning.School;
import vn.hocba.transcript.Slot;

class XadesAugmentationTest {

    private static final TestCa CA = new TestCa();
    private static final School SCHOOL = School.of(CA, SignatureAlgorithm.ECDSA_SHA256);
    private static final TestAuthority AUTHORITY = new TestAuthority(CA);

    @Test
    void timestampedBytesAreWhatSantuarioCanonicalises() {
        for (long seed = 0; seed < 20; seed++) {
            TranscriptDocument document =
                    TestLevels.signAll(SampleDocuments.random(seed), SCHOOL, AUTHORITY, SignatureLevel.BASELINE_LTA);
            for (Slot slot : Slot.values()) {
                String signature = "//*[@Id='signature-" + SignatureProfile.slotName(slot) + "']";
                assertThat(XadesAugmentation.signatureTimestampData(document, slot))
                        .as("seed %d %s", seed, slot)
                        .isEqualTo(
                                Santuario.canonical(document.bytes(), signature + "/*[local-name()='SignatureValue']"));
                assertThat(XadesAugmentation.archiveTimestampData(document, slot))
                        .as("seed %d %s", seed, slot)
                        .isEqualTo(archiveData(document.bytes(), slot, signature));
            }
        }
    }

    /** ETSI EN 319 132-1 section 5.5.2.2, by another canonicaliser. */
    private static byte[] archiveData(byte[] file, Slot slot, String signature) {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.writeBytes(Santuario.canonical(
                file,
                slot == Slot.HOMEROOM_TEACHER
                        ? "//THONG_TIN_HOC_BA[@Id='thongtinhocba']"
                        : "//DU_LIEU_HOC_BA[@Id='data']"));
        if (slot == Slot.SCHOOL_SEAL) {
            data.writeBytes(Santuario.canonical(file, "//*[@Id='signature-CBQL-value']"));
        }
        data.writeBytes(Santuario.canonical(file, signature + "//*[local-name()='SignedProperties']"));
        for (String part : new String[] {"SignedInfo", "SignatureValue", "KeyInfo"}) {
            data.writeBytes(Santuario.canonical(file, signature + "/*[local-name()='" + part + "']"));
        }
        int properties = slot == Slot.HOMEROOM_TEACHER ? 1 : 5;
        for (int i = 1; i <= properties; i++) {
            data.writeBytes(Santuario.canonical(
                    file, signature + "//*[local-name()='UnsignedSignatureProperties']/*[" + i + "]"));
        }
        return data.toByteArray();
    }

    @Test
    void levelsRiseOneByOne() {
        TranscriptDocument signed = TestSigning.signAll(SampleDocuments.small(), SCHOOL);
        assertThat(XadesAugmentation.level(signed, Slot.SCHOOL_SEAL)).isEqualTo(SignatureLevel.BASELINE_B);
        TimestampToken token = AUTHORITY.timestamp(new byte[1], Instant.now());
        ValidationMaterial material = AUTHORITY.material(Instant.now(), AUTHORITY.timestampCertificate());
        assertThatThrownBy(() -> XadesAugmentation.withValidationMaterial(
                        signed, Slot.SCHOOL_SEAL, material, ValidationMaterial.none()))
                .isInstanceOf(XadesException.NotAugmentable.class);
        TranscriptDocument timestamped = XadesAugmentation.withSignatureTimestamp(signed, Slot.SCHOOL_SEAL, token);
        assertThat(XadesAugmentation.level(timestamped, Slot.SCHOOL_SEAL)).isEqualTo(SignatureLevel.BASELINE_T);
        assertThatThrownBy(() -> XadesAugmentation.withArchiveTimestamp(timestamped, Slot.SCHOOL_SEAL, token))
                .isInstanceOf(XadesException.NotAugmentable.class);
        TranscriptDocument longTerm = XadesAugmentation.withValidationMaterial(
                timestamped, Slot.SCHOOL_SEAL, material, ValidationMaterial.none());
        assertThat(XadesAugmentation.level(longTerm, Slot.SCHOOL_SEAL)).isEqualTo(SignatureLevel.BASELINE_LT);
        TranscriptDocument archived = XadesAugmentation.withArchiveTimestamp(longTerm, Slot.SCHOOL_SEAL, token);
        assertThat(XadesAugmentation.level(archived, Slot.SCHOOL_SEAL)).isEqualTo(SignatureLevel.BASELINE_LTA);
    }

    @Test
    void leavesASignatureAloneThatAnotherOneCovers() {
        TranscriptDocument teacherOnly =
                TestSigning.sign(SampleDocuments.small(), Slot.HOMEROOM_TEACHER, SCHOOL.teacher(), SCHOOL.algorithm());
        TranscriptDocument both = TestSigning.sign(teacherOnly, Slot.PRINCIPAL, SCHOOL.leader(), SCHOOL.algorithm());
        TimestampToken token = AUTHORITY.timestamp(new byte[1], Instant.now());
        assertThat(XadesAugmentation.level(
                        XadesAugmentation.withSignatureTimestamp(teacherOnly, Slot.HOMEROOM_TEACHER, token),
                        Slot.HOMEROOM_TEACHER))
                .isEqualTo(SignatureLevel.BASELINE_T);
        assertThatThrownBy(() -> XadesAugmentation.withSignatureTimestamp(both, Slot.HOMEROOM_TEACHER, token))
                .isInstanceOf(XadesException.NotAugmentable.class);
    }

    @Test
    void aTimestampMeanwhileBreaksAPreparedSignatureThatCoversIt() {
        TranscriptDocument teacherOnly =
                TestSigning.sign(SampleDocuments.small(), Slot.HOMEROOM_TEACHER, SCHOOL.teacher(), SCHOOL.algorithm());
        PreparedSignature principal = XadesSigner.prepare(
                teacherOnly, TestSigning.profile(Slot.PRINCIPAL, SCHOOL.leader(), SCHOOL.algorithm()));
        TranscriptDocument touched =
                TestLevels.timestamped(teacherOnly, Slot.HOMEROOM_TEACHER, AUTHORITY, Instant.now());
        assertThatThrownBy(
                        () -> XadesSigner.complete(touched, principal, TestSigning.value(principal, SCHOOL.leader())))
                .isInstanceOf(XadesException.DocumentChanged.class);
    }
}
