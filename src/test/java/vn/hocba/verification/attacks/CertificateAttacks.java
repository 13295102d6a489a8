package vn.hocba.verification.attacks;

import static vn.hocba.verification.attacks.Cast.CA;
import static vn.hocba.verification.attacks.Cast.HONEST;
import static vn.hocba.verification.attacks.Cast.KEYS;
import static vn.hocba.verification.attacks.Cast.days;

import java.util.List;
import org.bouncycastle.asn1.x509.KeyUsage;
import vn.hocba.pki.SigningCertificate;
import vn.hocba.testing.TestCa;
import vn.hocba.testing.TestSigning.School;
import vn.hocba.transcript.Slot;

/** Well-made signatures by the wrong people, or with certificates that are not to be believed. */
final class CertificateAttacks {

    private static final Slot TEACHER = Slot.HOMEROOM_TEACHER;

    private CertificateAttacks() {}

    static List<Attack> all() {
        School lookAlike = School.of(Cast.LOOK_ALIKE, Cast.EC.algorithm());
        return List.of(
                new Attack("look-alike-authority", TEACHER, HONEST, Cast.signed(lookAlike, Cast.PUPIL)),
                by("look-alike-certificate-with-the-real-issuer-beside", TEACHER, mixed()),
                by("certificate-issued-by-a-teacher", TEACHER, issuedByATeacher()),
                by(
                        "certificate-signed-with-sha1",
                        TEACHER,
                        CA.signer(
                                KEYS,
                                "Trần Thị Lan",
                                "CCCD:079190000001",
                                KeyUsage.nonRepudiation,
                                CA.from,
                                days(1000),
                                "SHA1withECDSA")),
                by("expired", TEACHER, Cast.teacher(CA, KeyUsage.nonRepudiation, days(-1))),
                by(
                        "not-yet-valid",
                        TEACHER,
                        CA.signer(
                                KEYS,
                                "Trần Thị Lan",
                                "CCCD:079190000001",
                                KeyUsage.nonRepudiation,
                                days(5),
                                days(1000),
                                "SHA256withECDSA")),
                by("revoked-before-signing", TEACHER, Cast.revokedTeacher(days(-3))),
                by("no-key-usage-for-documents", TEACHER, Cast.teacher(CA, KeyUsage.keyAgreement, days(1000))),
                by(
                        "authority-signs-itself",
                        TEACHER,
                        Cast.teacher(CA, KeyUsage.keyCertSign | KeyUsage.cRLSign, days(1000))),
                by("stale-revocation-list", TEACHER, Cast.teacher(Cast.STALE)),
                by("no-revocation-list", TEACHER, Cast.teacher(Cast.SILENT)),
                by("teacher-in-the-principals-slot", Slot.PRINCIPAL, Cast.EC.teacher()),
                by(
                        "another-leader-in-the-principals-slot",
                        Slot.PRINCIPAL,
                        CA.person(KEYS, "Nguyễn Văn Hùng", "079080000009")),
                by("principal-in-the-seals-slot", Slot.SCHOOL_SEAL, Cast.EC.leader()),
                by("seal-in-the-teachers-slot", TEACHER, Cast.EC.seal()),
                by(
                        "seal-of-another-school",
                        Slot.SCHOOL_SEAL,
                        CA.organisation(KEYS, "Trường Tiểu học Hoa Sen", "0109999999")),
                by(
                        "certificate-of-nobody",
                        TEACHER,
                        CA.signer(KEYS, "Trần Thị Lan", "x", KeyUsage.nonRepudiation, days(1000))));
    }

    private static Attack by(String name, Slot slot, TestCa.Signer signer) {
        return new Attack(name, slot, HONEST, Cast.signedBy(slot, signer, Cast.EC.algorithm()));
    }

    /** The forger's certificate names the real issuing authority, whose certificate travels with it. */
    private static TestCa.Signer mixed() {
        TestCa.Signer forged = Cast.teacher(Cast.LOOK_ALIKE);
        return new TestCa.Signer(
                KEYS,
                new SigningCertificate(
                        forged.certificate().certificate(),
                        Cast.EC.teacher().certificate().issuers()));
    }

    private static TestCa.Signer issuedByATeacher() {
        return CA.issuedBy(Cast.EC.teacher(), KEYS, "Trần Thị Lan", "CCCD:079190000001", days(1000));
    }
}
