package vn.hocba.xades;

import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuerSerial;
import vn.hocba.document.CanonicalXml;
import vn.hocba.pki.DigestAlgorithm;

/**
 * Writes the parts of a {@code ds:Signature}. Each part is written by the same code twice where it is needed in two forms:
 * on its own, as it is digested, and inside the signature, where the prefixes are declared already.
 */
final class SignatureElement {

    private static final String MIME_TYPE = "text/xml";

    private final SignatureProfile profile;
    private final List<Reference> references;

    SignatureElement(SignatureProfile profile, List<Reference> references) {
        this.profile = profile;
        this.references = references;
    }

    /** A writer that knows both prefixes and has declared neither. */
    static CanonicalXml writer() {
        return CanonicalXml.fragment().bind("ds", XmlNames.DS).bind("xades", XmlNames.XADES);
    }

    String propertiesId() {
        return profile.signatureId() + "-properties";
    }

    private String referenceId(int index) {
        return profile.signatureId() + "-reference-" + (index + 1);
    }

    /** @return for each reference but the properties' own, where its digest stands in base64 */
    int[] signedInfo(CanonicalXml xml, byte[] propertiesDigest) {
        xml.start("ds:SignedInfo");
        algorithm(xml, "ds:CanonicalizationMethod", XmlNames.EXCLUSIVE_C14N);
        algorithm(xml, "ds:SignatureMethod", profile.algorithm().xmlUri());
        int[] digests = new int[references.size()];
        for (int i = 0; i < references.size(); i++) {
            xml.start("ds:Reference").attribute("Id", referenceId(i));
            digests[i] = referenceTo(xml, references.get(i));
        }
        xml.start("ds:Reference").attribute("Type", XmlNames.SIGNED_PROPERTIES_TYPE);
        referenceTo(xml, new Reference(propertiesId(), profile.algorithm().digest(), propertiesDigest));
        xml.end();
        return digests;
    }

    private static int referenceTo(CanonicalXml xml, Reference reference) {
        xml.attribute("URI", "#" + reference.target());
        xml.start("ds:Transforms");
        algorithm(xml, "ds:Transform", XmlNames.EXCLUSIVE_C14N);
        xml.end();
        int digest = digest(xml, reference.algorithm(), reference.digest());
        xml.end();
        return digest;
    }

    void keyInfo(CanonicalXml xml) {
        xml.start("ds:KeyInfo").start("ds:X509Data");
        xml.element("ds:X509Certificate", base64(der(profile.certificate().certificate())));
        for (X509Certificate issuer : profile.certificate().issuers()) {
            xml.element("ds:X509Certificate", base64(der(issuer)));
        }
        xml.end().end();
    }

    void qualifyingProperties(CanonicalXml xml) {
        xml.start("ds:Object");
        xml.start("xades:QualifyingProperties").attribute("Target", "#" + profile.signatureId());
        signedProperties(xml);
        xml.end().end();
    }

    void signedProperties(CanonicalXml xml) {
        xml.start("xades:SignedProperties").attribute("Id", propertiesId());
        xml.start("xades:SignedSignatureProperties");
        xml.element("xades:SigningTime", DateTimeFormatter.ISO_INSTANT.format(profile.signingTime()));
        signingCertificate(xml);
        profile.place()
                .ifPresent(place -> xml.start("xades:SignatureProductionPlaceV2")
                        .element("xades:City", place.city())
                        .element("xades:CountryName", place.country())
                        .end());
        xml.start("xades:SignerRoleV2").start("xades:ClaimedRoles");
        xml.element("xades:ClaimedRole", SignatureProfile.slotName(profile.slot()));
        xml.element("xades:ClaimedRole", profile.role());
        xml.end().end();
        xml.end();
        xml.start("xades:SignedDataObjectProperties");
        for (int i = 0; i < references.size(); i++) {
            xml.start("xades:DataObjectFormat").attribute("ObjectReference", "#" + referenceId(i));
            xml.element("xades:MimeType", MIME_TYPE).end();
        }
        xml.end().end();
    }

    /** SigningCertificateV2 (EN 319 132-1 section 5.2.2): binds the certificate, so that KeyInfo need not be signed. */
    private void signingCertificate(CanonicalXml xml) {
        X509Certificate certificate = profile.certificate().certificate();
        DigestAlgorithm algorithm = profile.algorithm().digest();
        xml.start("xades:SigningCertificateV2").start("xades:Cert").start("xades:CertDigest");
        digest(xml, algorithm, algorithm.digest(der(certificate)));
        xml.end();
        xml.element("xades:IssuerSerialV2", base64(issuerSerial(certificate)));
        xml.end().end();
    }

    private static int digest(CanonicalXml xml, DigestAlgorithm algorithm, byte[] digest) {
        algorithm(xml, "ds:DigestMethod", algorithm.xmlUri());
        int position = xml.start("ds:DigestValue").position();
        xml.text(base64(digest)).end();
        return position;
    }

    private static void algorithm(CanonicalXml xml, String name, String uri) {
        xml.start(name).attribute("Algorithm", uri).end();
    }

    private static byte[] issuerSerial(X509Certificate certificate) {
        X500Name issuer =
                X500Name.getInstance(certificate.getIssuerX500Principal().getEncoded());
        try {
            return new IssuerSerial(new GeneralNames(new GeneralName(issuer)), certificate.getSerialNumber())
                    .getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalArgumentException("certificate without an encodable issuer", e);
        }
    }

    static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("certificate without an encoding", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
