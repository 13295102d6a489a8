package vn.hocba.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hocba.document.TranscriptDocument;
import vn.hocba.document.UnreadableXmlException;
import vn.hocba.pki.RevocationLists;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.testing.SampleDocuments;
import vn.hocba.testing.TestCa;
import vn.hocba.testing.TestSigning;
import vn.hocba.testing.TestSigning.School;
import vn.hocba.transcript.Slot;
import vn.hocba.xades.SignatureProfile;

class SignatureValidatorTest {

    private static final String NAMES = "<THONG_TIN_CHUNG><MA_SO_THUE>" + TestSigning.TAX_CODE
            + "</MA_SO_THUE><LANH_DAO_KY><SO_DINH_DANH>" + TestSigning.LEADER
            + "</SO_DINH_DANH></LANH_DAO_KY></THONG_TIN_CHUNG><HOC_SINH><HO_TEN>Lê Thị Bưởi</HO_TEN></HOC_SINH>";
    private static final School SCHOOL = School.of(new TestCa(), SignatureAlgorithm.ECDSA_SHA256);
    private static final KeyPair KEYS = TestCa.p256();

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void passesWhatIsSignedInThreeSlots(SignatureAlgorithm algorithm) {
        School school = School.of(SCHOOL.ca(), algorithm);
        ValidationReport report =
                validate(TestSigning.signAll(document(), school).bytes());
        assertThat(report.signatures()).extracting(SignatureReport::objection).containsOnly(Optional.empty());
        assertThat(report.issued()).isTrue();
        assertThat(report.signatures())
                .extracting(signature -> signature.claim().orElseThrow().signer())
                .containsExactly("Trần Thị Lan", "Nguyễn Văn Hùng", "Trường Tiểu học Hoa Sen");
    }

    @Test
    void passesTheBareMinistryLayoutOfTheSeal() {
        TranscriptDocument document = signed(Slot.HOMEROOM_TEACHER, Slot.PRINCIPAL);
        SignatureProfile usual = TestSigning.profile(Slot.SCHOOL_SEAL, SCHOOL.seal(), SCHOOL.algorithm());
        SignatureProfile bare = new SignatureProfile(
                usual.slot(),
                usual.certificate(),
                usual.algorithm(),
                usual.signingTime(),
                usual.signatureId(),
                usual.role(),
                usual.place(),
                false);
        assertThat(validate(TestSigning.sign(document, bare, SCHOOL.seal()).bytes())
                        .issued())
                .isTrue();
    }

    @Test
    void isNotIssuedWhileASlotIsEmpty() {
        ValidationReport report = validate(signed(Slot.HOMEROOM_TEACHER).bytes());
        assertThat(report.indication()).isEqualTo(Indication.TOTAL_PASSED);
        assertThat(report.issued()).isFalse();
        assertThat(validate(document().bytes()).indication()).isEqualTo(Indication.INDETERMINATE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Bưởi|Cam|HASH_FAILURE",
                "<xades:SigningTime>2|<xades:SigningTime>1|HASH_FAILURE",
                "<ds:DigestValue>|<ds:DigestValue><!-- x -->|unsupported",
                "<ds:DigestValue>|<ds:DigestValue>x|FORMAT_FAILURE",
                "</ds:Transforms>|<ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"></ds:Transform></ds:Transforms>|SIG_CONSTRAINTS_FAILURE",
                "URI=\"#thongtinhocba\"|URI=\"\"|SIG_CONSTRAINTS_FAILURE",
                "URI=\"#thongtinhocba\"|URI=\"http://127.0.0.1:1/x\"|SIG_CONSTRAINTS_FAILURE",
                "URI=\"#thongtinhocba\"|URI=\"#data\"|HASH_FAILURE",
                "http://uri.etsi.org/01903#SignedProperties|http://uri.etsi.org/other|SIG_CONSTRAINTS_FAILURE",
                "<ds:Reference Id=|<ds:Reference Type=\"http://www.w3.org/2000/09/xmldsig#Manifest\" Id=|SIG_CONSTRAINTS_FAILURE",
                "Target=\"#signature-GVCN\"|Target=\"#signature-CBQL\"|FORMAT_FAILURE",
                "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256|http://www.w3.org/2000/09/xmldsig#hmac-sha1|CRYPTO_CONSTRAINTS_FAILURE",
                "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256|http://www.w3.org/2001/04/xmldsig-more#rsa-sha256|SIG_CRYPTO_FAILURE",
                "http://www.w3.org/2001/04/xmlenc#sha256|http://www.w3.org/2000/09/xmldsig#sha1|CRYPTO_CONSTRAINTS_FAILURE",
                "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\">|<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315\">|SIG_CONSTRAINTS_FAILURE",
                "</ds:KeyInfo>|<ds:RetrievalMethod URI=\"#x\"></ds:RetrievalMethod></ds:KeyInfo>|SIG_CONSTRAINTS_FAILURE",
                "</xades:SignedProperties>|</xades:SignedProperties><xades:UnsignedProperties></xades:UnsignedProperties>|FORMAT_FAILURE",
                "</ds:SignedInfo>|</ds:SignedInfo><ds:SignedInfo></ds:SignedInfo>|FORMAT_FAILURE",
                "Id=\"thongtinhocba\"|id=\"thongtinhocba\"|unsupported",
                "<HOC_SINH>|<HOC_SINH Id=\"data\">|unsupported",
                "<PHAT_HANH_HOC_BA>|<PHAT_HANH_HOC_BA><GHI_CHU>x</GHI_CHU>|unsupported",
                "<PHAT_HANH_HOC_BA>|<PHAT_HANH_HOC_BA>đã cấp|unsupported",
            })
    void objectsToTheFirstSlot(String honest, String forged, String expected) {
        byte[] file = signed(Slot.HOMEROOM_TEACHER).bytes();
        byte[] forgery = replaceFirst(file, honest, forged);
        if ("unsupported".equals(expected)) {
            assertThatThrownBy(() -> validate(forgery)).isInstanceOf(UnsupportedShapeException.class);
        } else {
            assertThat(objection(validate(forgery), Slot.HOMEROOM_TEACHER)).isEqualTo(SubIndication.valueOf(expected));
        }
    }

    @Test
    void refusesADoctype() {
        byte[] forgery = replaceFirst(document().bytes(), "<HOC_BA ", "<!DOCTYPE HOC_BA><HOC_BA ");
        assertThatThrownBy(() -> validate(forgery)).isInstanceOf(UnreadableXmlException.class);
    }

    @Test
    void neverPassesAFileWhoseSignedContentChanged() {
        byte[] file = TestSigning.signAll(document(), SCHOOL).bytes();
        Random random = new Random(11);
        for (int i = 0; i < 500; i++) {
            byte[] mutated = file.clone();
            int at = random.nextInt(file.length);
            mutated[at] ^= (byte) (1 << random.nextInt(7));
            try {
                ValidationReport report = validate(mutated);
                assertThat(report.issued() && !sameText(file, mutated))
                        .as("byte %d", at)
                        .isFalse();
            } catch (UnreadableXmlException | UnsupportedShapeException e) {
                assertThat(e).hasMessageNotContaining("null");
            }
        }
    }

    /** Not signed, and harmless: the XML declaration, KeyInfo, and what the seal's SignatureValue is called. */
    private static boolean sameText(byte[] file, byte[] mutated) {
        return signedText(file).equals(signedText(mutated));
    }

    private static String signedText(byte[] file) {
        return new String(file, StandardCharsets.UTF_8)
                .replaceFirst("^<\\?xml .*?\\?>", "")
                .replaceAll("<ds:KeyInfo>.*?</ds:KeyInfo>", "")
                .replaceAll("<ds:SignatureValue Id=\"[^\"]*\">", "<ds:SignatureValue>");
    }

    @Test
    void objectsToAMovedSignature() {
        byte[] file = signed(Slot.HOMEROOM_TEACHER).bytes();
        String text = new String(file, StandardCharsets.UTF_8);
        String signature = text.substring(text.indexOf("<ds:Signature "), text.indexOf("</GVCN>"));
        byte[] moved = text.replace(signature, "")
                .replace("<CBQL>", "<CBQL>" + signature)
                .getBytes(StandardCharsets.UTF_8);
        assertThat(objection(validate(moved), Slot.PRINCIPAL)).isEqualTo(SubIndication.SIG_CONSTRAINTS_FAILURE);
        byte[] otherPupil = replaceFirst(file, "Lê Thị Bưởi", "Trần Văn Ổi");
        assertThat(objection(validate(otherPupil), Slot.HOMEROOM_TEACHER)).isEqualTo(SubIndication.HASH_FAILURE);
    }

    @Test
    void objectsToTheWrongHolders() {
        TestCa ca = SCHOOL.ca();
        assertThat(objection(signedBy(Slot.HOMEROOM_TEACHER, SCHOOL.seal()), Slot.HOMEROOM_TEACHER))
                .isEqualTo(SubIndication.SIG_CONSTRAINTS_FAILURE);
        assertThat(objection(signedBy(Slot.PRINCIPAL, SCHOOL.teacher()), Slot.PRINCIPAL))
                .isEqualTo(SubIndication.SIG_CONSTRAINTS_FAILURE);
        assertThat(objection(signedBy(Slot.SCHOOL_SEAL, SCHOOL.leader()), Slot.SCHOOL_SEAL))
                .isEqualTo(SubIndication.SIG_CONSTRAINTS_FAILURE);
        TestCa.Signer otherSchool = ca.organisation(KEYS, "Trường khác", "0109999999");
        assertThat(objection(signedBy(Slot.SCHOOL_SEAL, otherSchool), Slot.SCHOOL_SEAL))
                .isEqualTo(SubIndication.SIG_CONSTRAINTS_FAILURE);
        TestCa.Signer nobody = ca.signer(KEYS, "Ai đó", "x", KeyUsage.nonRepudiation, later(100));
        assertThat(objection(signedBy(Slot.HOMEROOM_TEACHER, nobody), Slot.HOMEROOM_TEACHER))
                .isEqualTo(SubIndication.SIG_CONSTRAINTS_FAILURE);
    }

    @Test
    void objectsToCertificatesThatMayNotSign() {
        TestCa ca = SCHOOL.ca();
        TestCa.Signer usage = ca.signer(KEYS, "Lan", "CCCD:079190000001", KeyUsage.keyAgreement, later(100));
        assertThat(objection(signedBy(Slot.HOMEROOM_TEACHER, usage), Slot.HOMEROOM_TEACHER))
                .isEqualTo(SubIndication.CHAIN_CONSTRAINTS_FAILURE);
        TestCa.Signer expired = ca.signer(KEYS, "Lan", "CCCD:079190000001", KeyUsage.nonRepudiation, later(-1));
        assertThat(objection(signedBy(Slot.HOMEROOM_TEACHER, expired), Slot.HOMEROOM_TEACHER))
                .isEqualTo(SubIndication.OUT_OF_BOUNDS_NO_POE);
        TestCa.Signer weak = ca.person(TestCa.rsa(1024), "Lan", "079190000001");
        TranscriptDocument signed =
                TestSigning.sign(document(), Slot.HOMEROOM_TEACHER, weak, SignatureAlgorithm.RSA_PKCS1_SHA256);
        assertThat(objection(validate(signed.bytes()), Slot.HOMEROOM_TEACHER))
                .isEqualTo(SubIndication.CRYPTO_CONSTRAINTS_FAILURE);
    }

    @Test
    void objectsToALookAlikeAuthority() {
        School lookAlike = School.of(new TestCa("Test", SCHOOL.ca().from), SignatureAlgorithm.ECDSA_SHA256);
        ValidationReport report =
                validate(TestSigning.signAll(document(), lookAlike).bytes());
        assertThat(report.subIndication()).contains(SubIndication.NO_CERTIFICATE_CHAIN_FOUND);
        assertThat(report.indication()).isEqualTo(Indication.INDETERMINATE);
    }

    @Test
    void objectsToRevokedCertificatesAndToMissingOrStaleLists() {
        TestCa ca = new TestCa("Other", SCHOOL.ca().from);
        School school = School.of(ca, SignatureAlgorithm.ECDSA_SHA256);
        byte[] file = TestSigning.signAll(document(), school).bytes();
        assertThat(subIndication(file, ca, RevocationLists.none()))
                .contains(SubIndication.CERTIFICATE_CHAIN_GENERAL_FAILURE);
        assertThat(subIndication(file, ca, ca.revocations(later(-5), later(-1))))
                .contains(SubIndication.TRY_LATER);
        assertThat(subIndication(file, ca, SCHOOL.ca().revocations()))
                .contains(SubIndication.CERTIFICATE_CHAIN_GENERAL_FAILURE);
        assertThat(subIndication(file, ca, ca.revocations())).isEmpty();
        ca.revoke(school.leader().certificate().certificate(), later(-1));
        assertThat(subIndication(file, ca, ca.revocations())).contains(SubIndication.REVOKED_NO_POE);
    }

    @ParameterizedTest
    @ValueSource(longs = {3600, 86400})
    void objectsToSigningTimesInTheFuture(long seconds) {
        byte[] file = signed(Slot.HOMEROOM_TEACHER).bytes();
        ValidationPolicy policy = new ValidationPolicy(
                SCHOOL.ca().anchors(), SCHOOL.ca().revocations(), Instant.now().minus(Duration.ofSeconds(seconds)));
        assertThat(objection(SignatureValidator.validate(file, policy), Slot.HOMEROOM_TEACHER))
                .isEqualTo(SubIndication.SIG_CONSTRAINTS_FAILURE);
    }

    private static Optional<SubIndication> subIndication(byte[] file, TestCa ca, RevocationLists lists) {
        return SignatureValidator.validate(file, new ValidationPolicy(ca.anchors(), lists, Instant.now()))
                .subIndication();
    }

    private static ValidationReport signedBy(Slot slot, TestCa.Signer signer) {
        List<Slot> earlier = List.of(Slot.values()).subList(0, slot.preceding());
        TranscriptDocument document = signed(earlier.toArray(Slot[]::new));
        return validate(
                TestSigning.sign(document, slot, signer, SCHOOL.algorithm()).bytes());
    }

    private static SubIndication objection(ValidationReport report, Slot slot) {
        return report.signatures().stream()
                .filter(signature -> signature.slot() == slot)
                .findFirst()
                .flatMap(SignatureReport::objection)
                .map(Objection::subIndication)
                .orElseThrow(() -> new AssertionError("no objection"));
    }

    private static ValidationReport validate(byte[] file) {
        TestCa ca = SCHOOL.ca();
        return SignatureValidator.validate(file, new ValidationPolicy(ca.anchors(), ca.revocations(), Instant.now()));
    }

    private static TranscriptDocument document() {
        return TranscriptDocument.of(SampleDocuments.file(NAMES));
    }

    private static TranscriptDocument signed(Slot... slots) {
        TranscriptDocument document = document();
        for (Slot slot : slots) {
            document = TestSigning.sign(document, slot, SCHOOL.signer(slot), SCHOOL.algorithm());
        }
        return document;
    }

    private static byte[] replaceFirst(byte[] file, String honest, String forged) {
        String text = new String(file, StandardCharsets.UTF_8);
        assertThat(text).contains(honest);
        int at = text.indexOf(honest);
        return (text.substring(0, at) + forged + text.substring(at + honest.length())).getBytes(StandardCharsets.UTF_8);
    }

    private static Instant later(int days) {
        return Instant.now().plus(days, ChronoUnit.DAYS);
    }
}
