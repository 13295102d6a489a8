package vn.hocba.verification.attacks;

import static vn.hocba.verification.attacks.Cast.days;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyUsage;
import vn.hocba.document.TranscriptDocument;
import vn.hocba.pki.OcspAnswer;
import vn.hocba.pki.RevocationData;
import vn.hocba.pki.RevocationLists;
import vn.hocba.pki.ValidationMaterial;
import vn.hocba.testing.TestAuthority;
import vn.hocba.testing.TestCa;
import vn.hocba.testing.TestLevels;
import vn.hocba.testing.TestSigning;
import vn.hocba.testing.TestSigning.School;
import vn.hocba.transcript.Slot;
import vn.hocba.xades.SignatureProfile;
import vn.hocba.xades.XadesAugmentation;

/** Honest files with timestamps and validation material, and halves of such files for forgers to complete. */
final class LongTermCast {

    private static final Slot SEAL = Slot.SCHOOL_SEAL;

    /** Timestamps of the authority whose list everybody has. */
    static final TestAuthority TSA = new TestAuthority(Cast.CA);

    /** Believed, but nobody has its lists: what a file does not carry about its certificates, nobody knows. */
    static final TestCa ARCHIVE = new TestCa("Archive", Cast.CA.from);

    static final TestAuthority ARCHIVE_TSA = new TestAuthority(ARCHIVE);
    static final School ARCHIVE_SCHOOL = School.of(ARCHIVE, Cast.EC.algorithm());

    /** Teacher and principal at T, the seal at B. */
    static final TranscriptDocument BEFORE_SEAL_TIMESTAMP = sealedOnly(Cast.EC, TSA, Cast.PUPIL);

    static final byte[] HONEST_T = now(BEFORE_SEAL_TIMESTAMP, TSA).bytes();

    /** Everybody at T with the archive's certificates, the principal at LT. */
    static final TranscriptDocument BEFORE_SEAL_MATERIAL = beforeSealMaterial();

    static final TranscriptDocument LT = withMaterial(BEFORE_SEAL_MATERIAL, sealMaterial());
    static final byte[] HONEST_LT = LT.bytes();
    static final TranscriptDocument LTA = archived(LT);
    static final byte[] HONEST_LTA = LTA.bytes();

    private LongTermCast() {}

    private static TranscriptDocument now(TranscriptDocument document, TestAuthority authority) {
        return TestLevels.timestamped(document, SEAL, authority, Instant.now());
    }

    private static TranscriptDocument archived(TranscriptDocument document) {
        return TestLevels.archived(document, SEAL, ARCHIVE_TSA, Instant.now());
    }

    /** All three signed, teacher and principal timestamped. */
    static TranscriptDocument sealedOnly(School school, TestAuthority authority, String pupil) {
        TranscriptDocument document = Cast.unsigned(pupil);
        for (Slot slot : Slot.values()) {
            document = TestSigning.sign(document, slot, school.signer(slot), school.algorithm());
            document = slot == SEAL ? document : TestLevels.timestamped(document, slot, authority, Instant.now());
        }
        return document;
    }

    private static TranscriptDocument beforeSealMaterial() {
        TranscriptDocument document = sealedOnly(ARCHIVE_SCHOOL, ARCHIVE_TSA, Cast.PUPIL);
        document = now(document, ARCHIVE_TSA);
        return XadesAugmentation.withValidationMaterial(
                document,
                Slot.PRINCIPAL,
                ARCHIVE_TSA.material(
                        Instant.now(), certificate(ARCHIVE_SCHOOL.leader()), certificate(ARCHIVE_SCHOOL.teacher())),
                ARCHIVE_TSA.material(Instant.now(), ARCHIVE_TSA.timestampCertificate()));
    }

    /** What the seal is to be validated with. */
    static ValidationMaterial sealMaterial() {
        return ARCHIVE_TSA.material(Instant.now(), certificate(ARCHIVE_SCHOOL.seal()));
    }

    /** The same with something else than the answer about the seal's own certificate. */
    static ValidationMaterial sealMaterial(OcspAnswer instead) {
        ValidationMaterial honest = sealMaterial();
        RevocationData data = new RevocationData(honest.revocations().lists(), List.of(instead));
        return new ValidationMaterial(honest.certificates(), data);
    }

    /** The same with lists. */
    static ValidationMaterial sealMaterial(RevocationLists instead) {
        ValidationMaterial honest = sealMaterial();
        List<X509CRL> lists = new ArrayList<>(honest.revocations().lists().lists());
        lists.addAll(instead.lists());
        RevocationData data = new RevocationData(new RevocationLists(lists), List.of());
        return new ValidationMaterial(honest.certificates(), data);
    }

    static TranscriptDocument withMaterial(TranscriptDocument document, ValidationMaterial seal) {
        return XadesAugmentation.withValidationMaterial(document, SEAL, seal, ValidationMaterial.none());
    }

    /** All three signed and timestamped then, the teacher with a certificate of this end that may have been revoked. */
    static byte[] teacherWith(TestCa.Signer teacher, Instant signed) {
        TranscriptDocument document = Cast.unsigned(Cast.PUPIL);
        for (Slot slot : Slot.values()) {
            TestCa.Signer signer = slot == Slot.HOMEROOM_TEACHER ? teacher : Cast.EC.signer(slot);
            SignatureProfile usual = TestSigning.profile(slot, signer, Cast.EC.algorithm());
            SignatureProfile then = new SignatureProfile(
                    slot,
                    usual.certificate(),
                    usual.algorithm(),
                    signed,
                    usual.signatureId(),
                    usual.role(),
                    usual.place(),
                    true);
            document = TestSigning.sign(document, then, signer);
            document = TestLevels.timestamped(document, slot, TSA, signed.plus(1, ChronoUnit.HOURS));
        }
        return document.bytes();
    }

    static TestCa.Signer teacherUntil(Instant until) {
        return Cast.teacher(Cast.CA, KeyUsage.nonRepudiation, until);
    }

    /** Signed and timestamped four days ago; the certificate was revoked after that. */
    static byte[] revokedAfterwards() {
        return teacherWith(Cast.revokedTeacher(days(-2)), days(-4));
    }

    /** The same with a certificate that has expired since. */
    static byte[] expiredAfterwards() {
        return teacherWith(teacherUntil(Cast.NOW.minus(1, ChronoUnit.HOURS)), days(-4));
    }

    static X509Certificate certificate(TestCa.Signer signer) {
        return signer.certificate().certificate();
    }
}
