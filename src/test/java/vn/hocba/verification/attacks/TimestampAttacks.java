package vn.hocba.verification.attacks;

import static vn.hocba.verification.attacks.Cast.CA;
import static vn.hocba.verification.attacks.Cast.days;
import static vn.hocba.verification.attacks.LongTermCast.BEFORE_SEAL_TIMESTAMP;
import static vn.hocba.verification.attacks.LongTermCast.HONEST_T;
import static vn.hocba.verification.attacks.LongTermCast.TSA;

import java.security.KeyPair;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import vn.hocba.document.TranscriptDocument;
import vn.hocba.pki.TimestampToken;
import vn.hocba.testing.TestCa;
import vn.hocba.transcript.Slot;
import vn.hocba.xades.XadesAugmentation;

/** Attacks on the timestamp over a signature: the seal's, so that nothing else in the file changes. */
final class TimestampAttacks {

    private static final Slot SEAL = Slot.SCHOOL_SEAL;
    private static final byte[] DATA = XadesAugmentation.signatureTimestampData(BEFORE_SEAL_TIMESTAMP, SEAL);
    private static final KeyPurposeId STAMPING = KeyPurposeId.id_kp_timeStamping;
    private static final KeyPair KEYS = TestCa.p256();

    private TimestampAttacks() {}

    static List<Attack> all() {
        Instant now = Instant.now();
        TestCa.Signer authority = CA.service(KEYS, "TSA 2", true, STAMPING);
        ForgedTimestamp honest = ForgedTimestamp.by(authority);
        return List.of(
                of("timestamp-over-something-else", TSA.timestamp(new byte[] {1}, now)),
                of(
                        "timestamp-of-another-signature",
                        TSA.timestamp(
                                XadesAugmentation.signatureTimestampData(BEFORE_SEAL_TIMESTAMP, Slot.PRINCIPAL), now)),
                of("timestamp-of-another-transcript", TSA.timestamp(otherSeal(), now)),
                of(
                        "timestamp-by-a-look-alike",
                        ForgedTimestamp.by(Cast.LOOK_ALIKE_TSA).over(DATA, now)),
                of(
                        "timestamp-by-a-teacher",
                        ForgedTimestamp.by(Cast.EC.teacher()).over(DATA, now)),
                purposes("timestamp-certificate-for-code", true, KeyPurposeId.id_kp_codeSigning),
                purposes("timestamp-certificate-for-code-too", true, STAMPING, KeyPurposeId.id_kp_codeSigning),
                purposes("timestamp-certificate-purpose-not-critical", false, STAMPING),
                of("timestamp-imprint-sha1", honest.withImprintBy("SHA-1").over(DATA, now)),
                of(
                        "timestamp-signed-with-sha1",
                        honest.signedBy("SHA1withECDSA").over(DATA, now)),
                of(
                        "timestamp-binds-another-certificate",
                        honest.naming(TSA.timestampCertificate()).over(DATA, now)),
                of("timestamp-signature-broken", broken(honest.over(DATA, now))),
                of("timestamp-before-the-signing-time", honest.over(DATA, now.minus(1, ChronoUnit.HOURS))),
                of("timestamp-from-the-future", honest.over(DATA, now.plus(1, ChronoUnit.HOURS))),
                of(
                        "timestamp-certificate-expired-before",
                        ForgedTimestamp.by(expired()).over(DATA, now)),
                of(
                        "timestamp-certificate-expired-since",
                        ForgedTimestamp.by(expired()).over(DATA, days(-2))),
                of(
                        "timestamp-certificate-revoked",
                        ForgedTimestamp.by(revoked()).over(DATA, now)),
                of(
                        "timestamp-authority-without-revocation-data",
                        ForgedTimestamp.by(Cast.SILENT.service(KEYS, "TSA", true, STAMPING))
                                .over(DATA, now)),
                // a second, honest one beside it does not help
                new Attack(
                        "timestamp-of-another-signature-beside-an-honest-one",
                        SEAL,
                        HONEST_T,
                        XadesAugmentation.withSignatureTimestamp(
                                        TranscriptDocument.of(HONEST_T), SEAL, TSA.timestamp(new byte[] {1}, now))
                                .bytes()));
    }

    private static Attack of(String name, TimestampToken token) {
        return new Attack(
                name,
                SEAL,
                HONEST_T,
                XadesAugmentation.withSignatureTimestamp(BEFORE_SEAL_TIMESTAMP, SEAL, token)
                        .bytes());
    }

    private static Attack purposes(String name, boolean critical, KeyPurposeId... purposes) {
        return of(
                name,
                ForgedTimestamp.by(CA.service(KEYS, "TSA 3", critical, purposes))
                        .over(DATA, Instant.now()));
    }

    private static byte[] otherSeal() {
        return XadesAugmentation.signatureTimestampData(TranscriptDocument.of(Cast.OTHER), SEAL);
    }

    private static TimestampToken broken(TimestampToken token) {
        byte[] der = token.encoded();
        der[der.length - 1] ^= 1;
        return TimestampToken.parse(der);
    }

    private static TestCa.Signer expired() {
        return CA.service(KEYS, "TSA 4", true, days(-1), STAMPING);
    }

    private static TestCa.Signer revoked() {
        TestCa.Signer signer = CA.service(KEYS, "TSA 5", true, STAMPING);
        CA.revoke(signer.certificate().certificate(), days(-3));
        return signer;
    }
}
