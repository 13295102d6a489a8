package vn.hocba.verification.attacks;

import static vn.hocba.verification.attacks.Cast.days;
import static vn.hocba.verification.attacks.LongTermCast.ARCHIVE;
import static vn.hocba.verification.attacks.LongTermCast.ARCHIVE_SCHOOL;
import static vn.hocba.verification.attacks.LongTermCast.ARCHIVE_TSA;
import static vn.hocba.verification.attacks.LongTermCast.BEFORE_SEAL_MATERIAL;
import static vn.hocba.verification.attacks.LongTermCast.HONEST_LT;
import static vn.hocba.verification.attacks.LongTermCast.HONEST_LTA;
import static vn.hocba.verification.attacks.LongTermCast.LT;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import vn.hocba.pki.OcspAnswer;
import vn.hocba.pki.RevocationLists;
import vn.hocba.pki.TimestampToken;
import vn.hocba.pki.ValidationMaterial;
import vn.hocba.testing.TestCa;
import vn.hocba.transcript.Slot;
import vn.hocba.xades.XadesAugmentation;

/** Attacks on what was added to signatures to make them last: revocation data, archive timestamps, unsigned properties. */
final class LongTermAttacks {

    private static final Slot SEAL = Slot.SCHOOL_SEAL;
    private static final String VALUES = "<xades:CertificateValues>";
    private static final String END = "</xades:UnsignedSignatureProperties>";
    private static final Pattern TIMESTAMP =
            Pattern.compile("<xades:SignatureTimeStamp>.*?</xades:SignatureTimeStamp>", Pattern.DOTALL);

    private LongTermAttacks() {}

    static List<Attack> all() {
        Instant now = Instant.now();
        Instant tomorrow = now.plus(1, ChronoUnit.DAYS);
        TestCa.Signer responder = ARCHIVE_TSA.responder();
        return List.of(
                new Attack(
                        "revoked-before-the-proven-time",
                        Slot.HOMEROOM_TEACHER,
                        LongTermCast.revokedAfterwards(),
                        LongTermCast.teacherWith(Cast.revokedTeacher(days(-5)), days(-4))),
                new Attack(
                        "expired-before-the-proven-time",
                        Slot.HOMEROOM_TEACHER,
                        LongTermCast.expiredAfterwards(),
                        LongTermCast.teacherWith(LongTermCast.teacherUntil(days(-5)), days(-4))),
                ocsp(
                        "ocsp-of-another-certificate",
                        ARCHIVE_TSA.good(LongTermCast.certificate(ARCHIVE_SCHOOL.leader()), now, tomorrow)),
                ocsp("ocsp-by-a-look-alike", answer(CertificateStatus.GOOD, now, Cast.LOOK_ALIKE_RESPONDER)),
                ocsp("ocsp-by-a-teacher", answer(CertificateStatus.GOOD, now, ARCHIVE_SCHOOL.teacher())),
                ocsp("ocsp-stale", answer(CertificateStatus.GOOD, days(-3), responder)),
                ocsp("ocsp-that-knows-nothing", answer(new UnknownStatus(), now, responder)),
                ocsp("ocsp-that-says-revoked", answer(revoked(), now, responder)),
                ocsp(
                        "ocsp-signed-with-sha1",
                        ARCHIVE_TSA.ocsp(
                                LongTermCast.certificate(ARCHIVE_SCHOOL.seal()),
                                CertificateStatus.GOOD,
                                now,
                                tomorrow,
                                responder,
                                "SHA1withECDSA")),
                lists("list-embedded-stale", ARCHIVE.revocations(days(-9), days(-2))),
                lists("list-embedded-by-a-look-alike", Cast.ARCHIVE_LOOK_ALIKE.revocations()),
                lists("list-embedded-of-another-authority", Cast.CA.revocations()),
                lists("list-embedded-signed-with-sha1", ARCHIVE.revocations(days(-1), days(7), "SHA1withECDSA")),
                archived("archive-timestamp-over-other-bytes", stamp(new byte[] {1}, now)),
                archived(
                        "archive-timestamp-over-an-earlier-state",
                        stamp(XadesAugmentation.archiveTimestampData(BEFORE_SEAL_MATERIAL, SEAL), now)),
                archived(
                        "archive-timestamp-of-another-signature",
                        stamp(XadesAugmentation.archiveTimestampData(LT, Slot.PRINCIPAL), now)),
                archived(
                        "archive-timestamp-before-the-signature-timestamp",
                        stamp(XadesAugmentation.archiveTimestampData(LT, SEAL), now.minus(1, ChronoUnit.HOURS))),
                archived(
                        "archive-timestamp-by-a-look-alike",
                        ForgedTimestamp.by(Cast.LOOK_ALIKE_TSA)
                                .over(XadesAugmentation.archiveTimestampData(LT, SEAL), now)),
                lta(
                        "material-injected-under-the-archive-timestamp",
                        f -> f.replace(SEAL, VALUES, f.element(Slot.PRINCIPAL, "xades:CertificateValues") + VALUES)),
                lta("material-removed-under-the-archive-timestamp", f -> {
                    String material = f.element(SEAL, "xades:CertificateValues");
                    return f.replace(SEAL, material, "");
                }),
                lta("material-moved-under-the-archive-timestamp", f -> {
                    String material = f.element(SEAL, "xades:CertificateValues");
                    String timestamp = f.element(SEAL, "xades:SignatureTimeStamp");
                    return f.replace(SEAL, material, "").replace(SEAL, timestamp, material + timestamp);
                }),
                lta(
                        "signature-timestamp-removed-under-the-archive-timestamp",
                        f -> f.replace(SEAL, f.element(SEAL, "xades:SignatureTimeStamp"), "")),
                lta(
                        "key-info-changed-under-the-archive-timestamp",
                        f -> f.replace(
                                SEAL,
                                "</ds:X509Data>",
                                f.element(Slot.PRINCIPAL, "ds:X509Certificate") + "</ds:X509Data>")),
                lta(
                        "counter-signature-injected-into-the-archive",
                        f -> f.replace(
                                SEAL,
                                END,
                                "<xades:CounterSignature>" + withoutIds(f.signature(Slot.PRINCIPAL))
                                        + "</xades:CounterSignature>" + END)),
                lta(
                        "property-of-another-standard-injected",
                        f -> f.replace(
                                SEAL, END, "<xades:CompleteCertificateRefs></xades:CompleteCertificateRefs>" + END)),
                lta(
                        "unsigned-data-object-properties-injected",
                        f -> f.replace(
                                SEAL,
                                "</xades:UnsignedProperties>",
                                "<xades:UnsignedDataObjectProperties><xades:UnsignedDataObjectProperty>Điểm Toán: 10"
                                        + "</xades:UnsignedDataObjectProperty></xades:UnsignedDataObjectProperties>"
                                        + "</xades:UnsignedProperties>")),
                lta(
                        "second-unsigned-properties",
                        f -> f.replace(
                                SEAL,
                                "</xades:QualifyingProperties>",
                                withoutIds(f.element(SEAL, "xades:UnsignedProperties"))
                                        + "</xades:QualifyingProperties>")),
                lta("two-tokens-in-one-timestamp", f -> {
                    String token = f.element(SEAL, "xades:EncapsulatedTimeStamp");
                    return f.replace(SEAL, token, token + token);
                }),
                lta(
                        "timestamp-that-is-no-token",
                        f -> f.replace(
                                SEAL,
                                f.element(SEAL, "xades:EncapsulatedTimeStamp"),
                                "<xades:EncapsulatedTimeStamp>AAAA</xades:EncapsulatedTimeStamp>")),
                new Attack(
                        "teachers-timestamp-removed-after-the-principal",
                        Slot.PRINCIPAL,
                        HONEST_LTA,
                        withoutTeachersTimestamp().bytes()),
                lta(
                        "signature-timestamp-as-archive-timestamp",
                        f -> f.replace(
                                SEAL,
                                f.element(SEAL, "xades141:ArchiveTimeStamp"),
                                f.element(SEAL, "xades141:ArchiveTimeStamp")
                                        .replaceFirst(
                                                "<xades:EncapsulatedTimeStamp>[^<]*",
                                                "<xades:EncapsulatedTimeStamp>" + signatureToken(f)))));
    }

    private static Attack ocsp(String name, OcspAnswer answer) {
        return material(name, LongTermCast.sealMaterial(answer));
    }

    private static Attack lists(String name, RevocationLists lists) {
        return material(name, LongTermCast.sealMaterial(lists));
    }

    private static Attack material(String name, ValidationMaterial material) {
        return new Attack(
                name,
                SEAL,
                HONEST_LT,
                LongTermCast.withMaterial(BEFORE_SEAL_MATERIAL, material).bytes());
    }

    private static Attack archived(String name, TimestampToken token) {
        return new Attack(
                name,
                SEAL,
                HONEST_LTA,
                XadesAugmentation.withArchiveTimestamp(LT, SEAL, token).bytes());
    }

    private static Attack lta(String name, UnaryOperator<Forgery> change) {
        return new Attack(
                name,
                SEAL,
                HONEST_LTA,
                change.apply(Forgery.of(HONEST_LTA, ARCHIVE_SCHOOL)).bytes());
    }

    private static TimestampToken stamp(byte[] data, Instant time) {
        return ARCHIVE_TSA.timestamp(data, time);
    }

    private static OcspAnswer answer(CertificateStatus status, Instant made, TestCa.Signer by) {
        return ARCHIVE_TSA.ocsp(
                LongTermCast.certificate(ARCHIVE_SCHOOL.seal()), status, made, made.plus(1, ChronoUnit.DAYS), by);
    }

    private static CertificateStatus revoked() {
        return new RevokedStatus(Date.from(days(-3)), CRLReason.keyCompromise);
    }

    private static String signatureToken(Forgery f) {
        return f.element(SEAL, "xades:EncapsulatedTimeStamp").replaceAll("<[^>]*>", "");
    }

    private static Forgery withoutTeachersTimestamp() {
        Forgery f = Forgery.of(HONEST_LTA, ARCHIVE_SCHOOL);
        return f.signature(
                Slot.HOMEROOM_TEACHER,
                TIMESTAMP.matcher(f.signature(Slot.HOMEROOM_TEACHER)).replaceFirst(""));
    }

    private static String withoutIds(String element) {
        return element.replaceAll(" Id=\"[^\"]*\"", "");
    }
}
