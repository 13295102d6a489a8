package vn.hocba.verification.attacks;

import java.security.KeyPair;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import vn.hocba.document.TranscriptDocument;
import vn.hocba.pki.RevocationLists;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.pki.TrustAnchors;
import vn.hocba.testing.SampleDocuments;
import vn.hocba.testing.TestCa;
import vn.hocba.testing.TestSigning;
import vn.hocba.testing.TestSigning.School;
import vn.hocba.transcript.Slot;

/** The people, authorities and honest files of the attacks; made once, and all judged under one set of anchors and lists. */
final class Cast {

    static final String PUPIL = "Lê Thị Bưởi";

    private static final String CONTENT = "<THONG_TIN_CHUNG><MA_SO_THUE>" + TestSigning.TAX_CODE
            + "</MA_SO_THUE><LANH_DAO_KY><SO_DINH_DANH>" + TestSigning.LEADER
            + "</SO_DINH_DANH></LANH_DAO_KY></THONG_TIN_CHUNG><HOC_SINH><HO_TEN>%s</HO_TEN></HOC_SINH>"
            + "<KET_QUA><MON><TEN>Toán</TEN><DIEM>9</DIEM></MON></KET_QUA>";

    /** The authority that is believed, and its namesake that is not. */
    static final TestCa CA = new TestCa();

    /** The present, which is thirty days after the authority began. */
    static final Instant NOW = CA.from.plus(30, ChronoUnit.DAYS);

    static final TestCa LOOK_ALIKE = new TestCa("Test", CA.from);
    static final TestCa.Signer LOOK_ALIKE_TSA =
            LOOK_ALIKE.service(TestCa.p256(), "TSA", true, KeyPurposeId.id_kp_timeStamping);

    /** The namesake of the authority of files that carry their own revocation data. */
    static final TestCa ARCHIVE_LOOK_ALIKE = new TestCa("Archive", CA.from);

    static final TestCa.Signer LOOK_ALIKE_RESPONDER =
            ARCHIVE_LOOK_ALIKE.service(TestCa.p256(), "OCSP", false, KeyPurposeId.id_kp_OCSPSigning);

    /** Believed too, but its list is overdue. */
    static final TestCa STALE = new TestCa("Stale", CA.from);

    /** Believed too, but there is no list of it. */
    static final TestCa SILENT = new TestCa("Silent", CA.from);

    static final KeyPair KEYS = TestCa.p256();
    static final School EC = School.of(CA, SignatureAlgorithm.ECDSA_SHA256);
    static final School RSA = School.of(CA, SignatureAlgorithm.RSA_PKCS1_SHA256);
    static final School PSS =
            new School(CA, RSA.teacher(), RSA.leader(), RSA.seal(), SignatureAlgorithm.RSA_PSS_SHA256);

    static final byte[] HONEST = signed(EC, PUPIL);
    static final byte[] HONEST_RSA = signed(RSA, PUPIL);
    static final byte[] HONEST_PSS = signed(PSS, PUPIL);

    /** Another pupil's, as honest as the first. */
    static final byte[] OTHER = signed(EC, "Trần Văn Ổi");

    private Cast() {}

    static TranscriptDocument unsigned(String pupil) {
        return TranscriptDocument.of(SampleDocuments.file(CONTENT.formatted(pupil)));
    }

    static byte[] signed(School school, String pupil) {
        return TestSigning.signAll(unsigned(pupil), school).bytes();
    }

    /** All three slots in order, one of them by somebody else. */
    static byte[] signedBy(Slot slot, TestCa.Signer somebody, SignatureAlgorithm algorithm) {
        TranscriptDocument document = unsigned(PUPIL);
        for (Slot each : Slot.values()) {
            document = each == slot
                    ? TestSigning.sign(document, each, somebody, algorithm)
                    : TestSigning.sign(document, each, EC.signer(each), EC.algorithm());
        }
        return document.bytes();
    }

    /** A teacher of this authority with a certificate until then. */
    static TestCa.Signer teacher(TestCa ca, int keyUsage, Instant until) {
        return ca.signer(KEYS, "Trần Thị Lan", "CCCD:079190000001", keyUsage, until);
    }

    static TestCa.Signer teacher(TestCa ca) {
        return teacher(ca, KeyUsage.nonRepudiation, days(1000));
    }

    /** A teacher whose certificate was revoked then. */
    static TestCa.Signer revokedTeacher(Instant since) {
        TestCa.Signer signer = teacher(CA);
        CA.revoke(signer.certificate().certificate(), since);
        return signer;
    }

    static Instant days(int days) {
        return NOW.plus(days, ChronoUnit.DAYS);
    }

    static TrustAnchors anchors() {
        Set<X509Certificate> all = new HashSet<>();
        for (TestCa ca : List.of(CA, STALE, SILENT, LongTermCast.ARCHIVE)) {
            all.addAll(ca.anchors().certificates());
        }
        return new TrustAnchors(all);
    }

    /** To be asked for after all attacks were made: some of them revoke. */
    static RevocationLists lists() {
        List<X509CRL> all = new ArrayList<>(CA.revocations().lists());
        all.addAll(STALE.revocations(days(-9), days(-2)).lists());
        return new RevocationLists(all);
    }
}
