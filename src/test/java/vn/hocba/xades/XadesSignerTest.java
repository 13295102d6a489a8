package vn.hocba.xades;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import vn.hocba.document.TranscriptDocument;
import vn.hocba.pki.MalformedSignatureValueException;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.pki.SignatureValue;
import vn.hocba.testing.RandomXml;
import vn.hocba.testing.SampleDocuments;
import vn.hocba.testing.Santuario;
import vn.hocba.testing.TestCa;
import vn.hocba.testing.TestSigning;
import vn.hocba.testing.TestSigning.School;
import vn.hocba.transcript.Slot;

class XadesSignerTest {

    private static final School SCHOOL = School.of(new TestCa(), SignatureAlgorithm.ECDSA_SHA256);

    @Test
    void digestedBytesAreWhatSantuarioCanonicalises() throws Exception {
        for (long seed = 0; seed < 60; seed++) {
            TranscriptDocument document = SampleDocuments.random(seed);
            Map<String, byte[]> signedInfos = new HashMap<>();
            for (Slot slot : Slot.values()) {
                TestCa.Signer signer = SCHOOL.signer(slot);
                PreparedSignature prepared = XadesSigner.prepare(document, anyText(slot, seed));
                signedInfos.put("signature-" + SignatureProfile.slotName(slot), prepared.dataToBeSigned());
                document = XadesSigner.complete(document, prepared, TestSigning.value(prepared, signer));
            }
            byte[] file = document.bytes();
            for (Map.Entry<String, byte[]> entry : signedInfos.entrySet()) {
                assertThat(Santuario.canonical(file, "//*[@Id='" + entry.getKey() + "']/*[1]"))
                        .as("seed %d", seed)
                        .isEqualTo(entry.getValue());
            }
            assertThat(matchingReferences(file)).as("seed %d", seed).isEqualTo(7);
        }
    }

    /** A profile whose texts are of all that XML allows; they stand in the SignedProperties. */
    private static SignatureProfile anyText(Slot slot, long seed) {
        RandomXml random = new RandomXml(seed);
        return SignatureProfile.of(
                slot,
                SCHOOL.signer(slot).certificate(),
                SCHOOL.algorithm(),
                Instant.now(),
                "a" + random.text(),
                new ProductionPlace("b" + random.text(), "VN"));
    }

    private static int matchingReferences(byte[] file) throws Exception {
        Document tree = Santuario.parse(file);
        NodeList references = tree.getElementsByTagNameNS(XmlNames.DS, "Reference");
        int matching = 0;
        for (int i = 0; i < references.getLength(); i++) {
            Element reference = (Element) references.item(i);
            String id = reference.getAttribute("URI").substring(1);
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(Santuario.canonical(file, "//*[@Id='" + id + "']"));
            String stated = reference
                    .getElementsByTagNameNS(XmlNames.DS, "DigestValue")
                    .item(0)
                    .getTextContent();
            assertThat(stated).as(id).isEqualTo(Base64.getEncoder().encodeToString(digest));
            matching++;
        }
        return matching;
    }

    @Test
    void aTemplateGivesEachDocumentOfABatchWhatItWouldGetAlone() {
        SignatureProfile profile = profile(Slot.HOMEROOM_TEACHER);
        SignatureTemplate template = SignatureTemplate.of(profile);
        for (long seed = 0; seed < 20; seed++) {
            TranscriptDocument document = SampleDocuments.random(seed);
            assertThat(template.prepare(document).encoded())
                    .isEqualTo(XadesSigner.prepare(document, profile).encoded());
        }
    }

    @Test
    void aTemplateOfSealsFollowsWhatTheyReferTo() {
        SignatureTemplate template = SignatureTemplate.of(profile(Slot.SCHOOL_SEAL));
        for (String principal : new String[] {"one", "two", "one"}) {
            TranscriptDocument document = TestSigning.sign(
                    SampleDocuments.small(), Slot.HOMEROOM_TEACHER, SCHOOL.teacher(), SCHOOL.algorithm());
            SignatureProfile usual = profile(Slot.PRINCIPAL);
            SignatureProfile named = new SignatureProfile(
                    usual.slot(),
                    usual.certificate(),
                    usual.algorithm(),
                    usual.signingTime(),
                    principal,
                    usual.role(),
                    usual.place(),
                    usual.sealCoversPrincipal());
            TranscriptDocument signed = TestSigning.sign(document, named, SCHOOL.leader());
            assertThat(new String(template.prepare(signed).dataToBeSigned(), StandardCharsets.UTF_8))
                    .contains("URI=\"#" + principal + "-value\"");
        }
    }

    @Test
    void completesFromTheStoredFormAlone() {
        TranscriptDocument document = SampleDocuments.small();
        PreparedSignature prepared = XadesSigner.prepare(document, profile(Slot.HOMEROOM_TEACHER));
        PreparedSignature stored = PreparedSignature.decode(prepared.encoded());
        assertThat(stored.representation()).isEqualTo(prepared.representation());
        SignatureValue value = TestSigning.value(stored, SCHOOL.teacher());
        assertThat(XadesSigner.complete(TranscriptDocument.of(document.bytes()), stored, value)
                        .bytes())
                .isEqualTo(XadesSigner.complete(document, prepared, value).bytes());
    }

    @Test
    void refusesDamagedStoredForms() {
        byte[] encoded = XadesSigner.prepare(SampleDocuments.small(), profile(Slot.HOMEROOM_TEACHER))
                .encoded();
        encoded[0] = 9;
        assertThatThrownBy(() -> PreparedSignature.decode(encoded)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PreparedSignature.decode(new byte[0])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesSlotsOutOfOrder() {
        TranscriptDocument document = SampleDocuments.small();
        for (Slot slot : new Slot[] {Slot.PRINCIPAL, Slot.SCHOOL_SEAL}) {
            assertThatThrownBy(() -> XadesSigner.prepare(document, profile(slot)))
                    .isInstanceOf(XadesException.SlotNotReady.class);
        }
    }

    @Test
    void embedsExactlyOnce() {
        TranscriptDocument document = SampleDocuments.small();
        PreparedSignature prepared = XadesSigner.prepare(document, profile(Slot.HOMEROOM_TEACHER));
        SignatureValue value = TestSigning.value(prepared, SCHOOL.teacher());
        TranscriptDocument signed = XadesSigner.complete(document, prepared, value);
        assertThatThrownBy(() -> XadesSigner.complete(signed, prepared, value))
                .isInstanceOf(XadesException.SlotNotReady.class);
    }

    @Test
    void refusesAnotherDocument() {
        PreparedSignature prepared = XadesSigner.prepare(SampleDocuments.small(), profile(Slot.HOMEROOM_TEACHER));
        SignatureValue value = TestSigning.value(prepared, SCHOOL.teacher());
        assertThatThrownBy(() -> XadesSigner.complete(SampleDocuments.random(1), prepared, value))
                .isInstanceOf(XadesException.DocumentChanged.class);
    }

    @Test
    void refusesAValueOfAnotherKeyOrOverOtherData() {
        TranscriptDocument document = SampleDocuments.small();
        PreparedSignature prepared = XadesSigner.prepare(document, profile(Slot.HOMEROOM_TEACHER));
        SignatureValue foreign = TestSigning.value(prepared, SCHOOL.leader());
        byte[] other = TestSigning.raw(
                SCHOOL.algorithm(), SCHOOL.teacher().keys().getPrivate(), "other".getBytes(StandardCharsets.UTF_8));
        SignatureValue overOther = SignatureValue.fromService(SCHOOL.algorithm(), prepared.publicKey(), other);
        for (SignatureValue value : new SignatureValue[] {foreign, overOther}) {
            assertThatThrownBy(() -> XadesSigner.complete(document, prepared, value))
                    .isInstanceOf(XadesException.SignatureDoesNotVerify.class);
        }
    }

    @Test
    void refusesBytesThatAreNoSignatureValue() {
        PreparedSignature prepared = XadesSigner.prepare(SampleDocuments.small(), profile(Slot.HOMEROOM_TEACHER));
        for (byte[] raw : new byte[][] {{}, new byte[63], new byte[65], {0x30, 0x00}, {0x30, 0x02, 0x01}}) {
            assertThatThrownBy(() -> SignatureValue.fromService(SCHOOL.algorithm(), prepared.publicKey(), raw))
                    .isInstanceOf(MalformedSignatureValueException.class);
        }
    }

    private static SignatureProfile profile(Slot slot) {
        return TestSigning.profile(slot, SCHOOL.signer(slot), SCHOOL.algorithm());
    }
}
