package vn.hocba.testing;

import java.security.cert.X509Certificate;
import java.time.Instant;
import vn.hocba.document.TranscriptDocument;
import vn.hocba.pki.TimestampToken;
import vn.hocba.pki.ValidationMaterial;
import vn.hocba.testing.TestSigning.School;
import vn.hocba.transcript.Slot;
import vn.hocba.xades.SignatureLevel;
import vn.hocba.xades.XadesAugmentation;

/** Signs transcripts at the levels T, LT and LTA with a test authority's services. */
public final class TestLevels {

    private TestLevels() {}

    /** All three slots signed; the teacher at T, the principal and the seal at this level. */
    public static TranscriptDocument signAll(
            TranscriptDocument document, School school, TestAuthority authority, SignatureLevel level) {
        TranscriptDocument signed = document;
        for (Slot slot : Slot.values()) {
            signed = TestSigning.sign(signed, slot, school.signer(slot), school.algorithm());
            signed = timestamped(signed, slot, authority, Instant.now());
        }
        for (Slot slot : new Slot[] {Slot.PRINCIPAL, Slot.SCHOOL_SEAL}) {
            signed = raised(signed, slot, school, authority, level);
        }
        return signed;
    }

    public static TranscriptDocument timestamped(
            TranscriptDocument document, Slot slot, TestAuthority authority, Instant time) {
        TimestampToken token = authority.timestamp(XadesAugmentation.signatureTimestampData(document, slot), time);
        return XadesAugmentation.withSignatureTimestamp(document, slot, token);
    }

    private static TranscriptDocument raised(
            TranscriptDocument document, Slot slot, School school, TestAuthority authority, SignatureLevel level) {
        if (level.compareTo(SignatureLevel.BASELINE_LT) < 0) {
            return document;
        }
        Instant now = Instant.now();
        X509Certificate own = school.signer(slot).certificate().certificate();
        X509Certificate teacher = school.teacher().certificate().certificate();
        ValidationMaterial signers = authority.material(now, own, teacher);
        ValidationMaterial timestamps = authority.material(now, authority.timestampCertificate());
        TranscriptDocument longTerm = XadesAugmentation.withValidationMaterial(document, slot, signers, timestamps);
        return level == SignatureLevel.BASELINE_LT ? longTerm : archived(longTerm, slot, authority, Instant.now());
    }

    public static TranscriptDocument archived(
            TranscriptDocument document, Slot slot, TestAuthority authority, Instant time) {
        TimestampToken token = authority.timestamp(XadesAugmentation.archiveTimestampData(document, slot), time);
        return XadesAugmentation.withArchiveTimestamp(document, slot, token);
    }
}
