package vn.hocba.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.xml.crypto.dom.DOMStructure;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.keyinfo.KeyInfoFactory;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuerSerial;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import vn.hocba.pki.DigestAlgorithm;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.testing.Santuario;
import vn.hocba.testing.TestCa;
import vn.hocba.testing.TestSigning.School;
import vn.hocba.transcript.Slot;

/**
 * The bare ministry layout by other software: indented, with empty-element tags, other prefixes, a local time zone, signed by the
 * JDK's signer over a tree.
 */
class OtherSignerTest {

    private static final School SCHOOL = School.of(new TestCa(), SignatureAlgorithm.ECDSA_SHA256);
    private static final String XADES = "http://uri.etsi.org/01903/v1.3.2#";
    private static final String LAYOUT = """
            <?xml version="1.0" encoding="utf-8"?>
            <HOC_BA>
              <DU_LIEU_HOC_BA Id="data">
                <THONG_TIN_HOC_BA Id="thongtinhocba">
                  <HO_VA_TEN>Lê Thị Bưởi</HO_VA_TEN>
                  <KET_QUA mon='Toán'>9</KET_QUA>
                  <GHI_CHU/>
                </THONG_TIN_HOC_BA>
                <DANH_SACH_THONG_TIN_KY>
                  <GVCN/>
                </DANH_SACH_THONG_TIN_KY>
              </DU_LIEU_HOC_BA>
              <PHAT_HANH_HOC_BA>
                <CBQL/>
                <KY_PHAT_HANH/>
              </PHAT_HANH_HOC_BA>
            </HOC_BA>
            """;

    /**
     * How the other software signs.
     *
     * @param transforms of the reference to the content
     * @param canonicalisation of SignedInfo
     * @param serial what IssuerSerialV2 adds to the certificate's own serial number
     */
    private record Habits(List<String> transforms, String canonicalisation, int serial) {}

    private static final Habits USUAL =
            new Habits(List.of(CanonicalizationMethod.EXCLUSIVE), CanonicalizationMethod.EXCLUSIVE, 0);

    @Test
    void passesWhatAnotherSignerMade() throws Exception {
        ValidationReport report = validate(signed(USUAL));
        assertThat(report.verdict()).as(report.toString()).isEqualTo(Verdict.VALID);
        assertThat(report.signatures())
                .extracting(signature -> signature.claim().orElseThrow().covered())
                .containsExactly(List.of("thongtinhocba"), List.of("data"), List.of("data"));
    }

    @Test
    void failsWhenItsContentChanged() throws Exception {
        String forged = new String(signed(USUAL), StandardCharsets.UTF_8).replace(">9<", ">10<");
        ValidationReport report = validate(forged.getBytes(StandardCharsets.UTF_8));
        assertThat(report.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(report.subIndication()).contains(SubIndication.HASH_FAILURE);
    }

    @Test
    void callsOtherShapesUnsupportedNotInvalid() throws Exception {
        for (Habits other : List.of(
                new Habits(List.of(Transform.ENVELOPED), CanonicalizationMethod.EXCLUSIVE, 0),
                new Habits(List.of(CanonicalizationMethod.INCLUSIVE), CanonicalizationMethod.EXCLUSIVE, 0),
                new Habits(List.of(CanonicalizationMethod.EXCLUSIVE), CanonicalizationMethod.INCLUSIVE, 0))) {
            ValidationReport report = validate(signed(other));
            assertThat(report.verdict()).as(other.toString()).isEqualTo(Verdict.UNSUPPORTED);
            assertThat(report.indication()).isEqualTo(Indication.INDETERMINATE);
        }
    }

    @Test
    void comparesTheSerialNumberThatASignatureNames() throws Exception {
        Habits lying = new Habits(USUAL.transforms(), USUAL.canonicalisation(), 1);
        assertThat(validate(signed(lying)).subIndication()).contains(SubIndication.NO_SIGNING_CERTIFICATE_FOUND);
    }

    private static byte[] signed(Habits habits) throws Exception {
        Document document = Santuario.parse(LAYOUT.getBytes(StandardCharsets.UTF_8));
        identify(document, "DU_LIEU_HOC_BA");
        identify(document, "THONG_TIN_HOC_BA");
        for (Slot slot : Slot.values()) {
            switch (slot) {
                case HOMEROOM_TEACHER -> sign(document, "GVCN", "thongtinhocba", SCHOOL.teacher(), habits);
                case PRINCIPAL -> sign(document, "CBQL", "data", SCHOOL.leader(), habits);
                case SCHOOL_SEAL -> sign(document, "KY_PHAT_HANH", "data", SCHOOL.seal(), habits);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TransformerFactory.newDefaultInstance()
                .newTransformer()
                .transform(new DOMSource(document), new StreamResult(out));
        return out.toByteArray();
    }

    private static void sign(Document document, String slot, String target, TestCa.Signer signer, Habits habits)
            throws Exception {
        X509Certificate certificate = signer.certificate().certificate();
        XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
        DigestMethod digest = factory.newDigestMethod(DigestMethod.SHA256, null);
        List<Transform> transforms = new ArrayList<>();
        for (String transform : habits.transforms()) {
            transforms.add(factory.newTransform(transform, (TransformParameterSpec) null));
        }
        Reference content = factory.newReference("#" + target, digest, transforms, null, null);
        Reference properties = factory.newReference(
                "#props-" + slot,
                digest,
                List.of(factory.newTransform(CanonicalizationMethod.EXCLUSIVE, (TransformParameterSpec) null)),
                "http://uri.etsi.org/01903#SignedProperties",
                null);
        SignedInfo info = factory.newSignedInfo(
                factory.newCanonicalizationMethod(habits.canonicalisation(), (C14NMethodParameterSpec) null),
                factory.newSignatureMethod(SCHOOL.algorithm().xmlUri(), null),
                List.of(content, properties));
        KeyInfoFactory keys = factory.getKeyInfoFactory();
        KeyInfo keyInfo = keys.newKeyInfo(
                List.of(keys.newX509Data(List.of(certificate, SCHOOL.ca().issuing()))));
        Element qualifying = qualifying(document, slot, certificate, habits.serial());
        Element place = (Element) document.getElementsByTagName(slot).item(0);
        DOMSignContext context = new DOMSignContext(signer.keys().getPrivate(), place);
        context.setIdAttributeNS((Element) qualifying.getFirstChild(), null, "Id");
        factory.newXMLSignature(
                        info,
                        keyInfo,
                        List.of(factory.newXMLObject(List.of(new DOMStructure(qualifying)), null, null, null)),
                        "Sig_" + slot,
                        null)
                .sign(context);
    }

    private static Element qualifying(Document document, String slot, X509Certificate certificate, int serial)
            throws Exception {
        X500Name issuer =
                X500Name.getInstance(certificate.getIssuerX500Principal().getEncoded());
        byte[] issuerSerial = new IssuerSerial(
                        new GeneralNames(new GeneralName(issuer)),
                        new ASN1Integer(certificate.getSerialNumber().add(BigInteger.valueOf(serial))))
                .getEncoded();
        String xml = """
                <etsi:QualifyingProperties xmlns:etsi="%s" Target="#Sig_%s"><etsi:SignedProperties Id="props-%s">
                  <etsi:SignedSignatureProperties>
                    <etsi:SigningTime>%s</etsi:SigningTime>
                    <etsi:SigningCertificateV2>
                      <etsi:Cert>
                        <etsi:CertDigest>
                          <DigestMethod xmlns="http://www.w3.org/2000/09/xmldsig#" Algorithm="%s"/>
                          <DigestValue xmlns="http://www.w3.org/2000/09/xmldsig#">%s</DigestValue>
                        </etsi:CertDigest>
                        <etsi:IssuerSerialV2>%s</etsi:IssuerSerialV2>
                      </etsi:Cert>
                    </etsi:SigningCertificateV2>
                  </etsi:SignedSignatureProperties>
                </etsi:SignedProperties></etsi:QualifyingProperties>
                """.formatted(
                        XADES,
                        slot,
                        slot,
                        OffsetDateTime.now(ZoneOffset.ofHours(7)).truncatedTo(ChronoUnit.SECONDS),
                        DigestMethod.SHA256,
                        base64(DigestAlgorithm.SHA256.digest(certificate.getEncoded())),
                        base64(issuerSerial));
        Element parsed = Santuario.parse(xml.getBytes(StandardCharsets.UTF_8)).getDocumentElement();
        return (Element) document.importNode(parsed, true);
    }

    private static void identify(Document document, String name) {
        ((Element) document.getElementsByTagName(name).item(0)).setIdAttributeNS(null, "Id", true);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static ValidationReport validate(byte[] file) {
        TestCa ca = SCHOOL.ca();
        return SignatureValidator.validate(file, new ValidationPolicy(ca.anchors(), ca.revocations(), Instant.now()));
    }
}
