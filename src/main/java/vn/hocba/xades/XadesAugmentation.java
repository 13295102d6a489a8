package vn.hocba.xades;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import vn.hocba.document.CanonicalElement;
import vn.hocba.document.CanonicalXml;
import vn.hocba.document.TranscriptDocument;
import vn.hocba.pki.OcspAnswer;
import vn.hocba.pki.TimestampToken;
import vn.hocba.pki.ValidationMaterial;
import vn.hocba.transcript.Slot;

/**
 * Raises embedded signatures to the levels T, LT and LTA (ETSI EN 319 132-1 section 6) by adding unsigned properties.
 *
 * <p>Security guarantees: nothing that is signed or timestamped already is touched; a signature that another one covers is
 * refused (the homeroom teacher's, once the principal signed). Whether a token is to be believed is the caller's to check with
 * {@link vn.hocba.pki.TimestampVerifier} before it is embedded.
 */
public final class XadesAugmentation {

    private XadesAugmentation() {}

    /**
     * The level of a slot's signature by what it carries.
     *
     * @throws XadesException.NotAugmentable when the slot is unsigned
     */
    public static SignatureLevel level(TranscriptDocument document, Slot slot) {
        List<CanonicalElement> properties = unsigned(signature(document, slot))
                .map(CanonicalElement::children)
                .orElse(List.of());
        return SignatureLevel.of(
                has(properties, XmlNames.XADES, "SignatureTimeStamp"),
                has(properties, XmlNames.XADES, "CertificateValues")
                        && has(properties, XmlNames.XADES, "RevocationValues"),
                has(properties, XmlNames.XADES_141, "ArchiveTimeStamp"));
    }

    /** The certificates that the signature names its signer with, the signer's first. */
    public static List<X509Certificate> certificates(TranscriptDocument document, Slot slot) {
        return child(signature(document, slot), "KeyInfo").children().stream()
                .flatMap(data -> data.children().stream())
                .filter(element -> element.is(XmlNames.DS, "X509Certificate"))
                .map(element -> certificate(decoded(document, element)))
                .toList();
    }

    /** The timestamps that the signature carries: over its value first, then over all of it, the newest last. */
    public static List<TimestampToken> timestamps(TranscriptDocument document, Slot slot) {
        return unsigned(signature(document, slot)).map(CanonicalElement::children).orElse(List.of()).stream()
                .filter(property -> property.is(XmlNames.XADES, "SignatureTimeStamp")
                        || property.is(XmlNames.XADES_141, "ArchiveTimeStamp"))
                .flatMap(property -> property.child(XmlNames.XADES, "EncapsulatedTimeStamp").stream())
                .map(element -> TimestampToken.parse(decoded(document, element)))
                .toList();
    }

    private static byte[] decoded(TranscriptDocument document, CanonicalElement element) {
        return Base64.getDecoder().decode(document.bytes(element.content()));
    }

    private static X509Certificate certificate(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new XadesException.NotAugmentable("the signer's certificate cannot be read");
        }
    }

    /** What a SignatureTimeStamp is over: the canonical SignatureValue (section 5.3). */
    public static byte[] signatureTimestampData(TranscriptDocument document, Slot slot) {
        return child(signature(document, slot), "SignatureValue").canonicalForm();
    }

    /** Level T: embeds a token over {@link #signatureTimestampData}. */
    public static TranscriptDocument withSignatureTimestamp(
            TranscriptDocument document, Slot slot, TimestampToken token) {
        return with(document, slot, xml -> timestamp(xml, "xades:SignatureTimeStamp", token));
    }

    /**
     * Level LT: embeds what the signature and its timestamps are validated with.
     *
     * @param signers of the signature, and of signatures that it covers
     * @param timestamps of their timestamps
     * @throws XadesException.NotAugmentable when there is no signature timestamp, or such values are there already
     */
    public static TranscriptDocument withValidationMaterial(
            TranscriptDocument document, Slot slot, ValidationMaterial signers, ValidationMaterial timestamps) {
        if (level(document, slot) != SignatureLevel.BASELINE_T) {
            throw new XadesException.NotAugmentable(slot + " is not of level T");
        }
        return with(document, slot, xml -> {
            values(xml, signers);
            timestampMaterial(xml, timestamps);
        });
    }

    /**
     * What the next ArchiveTimeStamp is over (section 5.5.2.2): the referenced elements in order, SignedInfo, SignatureValue and
     * KeyInfo, then the unsigned properties so far, each in its exclusive canonical form. There are no further ds:Objects.
     *
     * @throws XadesException.NotAugmentable when a referenced element is missing
     */
    public static byte[] archiveTimestampData(TranscriptDocument document, Slot slot) {
        CanonicalElement signature = signature(document, slot);
        CanonicalElement signedInfo = child(signature, "SignedInfo");
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (CanonicalElement reference : signedInfo.children()) {
            if (reference.is(XmlNames.DS, "Reference")) {
                String target = reference.attribute("URI").orElse("#").substring(1);
                data.writeBytes(referenced(document, target));
            }
        }
        data.writeBytes(signedInfo.canonicalForm());
        data.writeBytes(child(signature, "SignatureValue").canonicalForm());
        data.writeBytes(child(signature, "KeyInfo").canonicalForm());
        unsigned(signature)
                .map(CanonicalElement::children)
                .orElse(List.of())
                .forEach(property -> data.writeBytes(property.canonicalForm()));
        return data.toByteArray();
    }

    /**
     * Level LTA, and its renewal: embeds a token over {@link #archiveTimestampData}.
     *
     * @throws XadesException.NotAugmentable when the validation material is missing
     */
    public static TranscriptDocument withArchiveTimestamp(
            TranscriptDocument document, Slot slot, TimestampToken token) {
        if (level(document, slot).compareTo(SignatureLevel.BASELINE_LT) < 0) {
            throw new XadesException.NotAugmentable(slot + " is not of level LT");
        }
        return with(document, slot, xml -> timestamp(xml, "xades141:ArchiveTimeStamp", token));
    }

    /** Before a renewal: what the newest archive timestamp is validated with. */
    public static TranscriptDocument withTimestampMaterial(
            TranscriptDocument document, Slot slot, ValidationMaterial timestamps) {
        return with(document, slot, xml -> timestampMaterial(xml, timestamps));
    }

    private static TranscriptDocument with(TranscriptDocument document, Slot slot, Consumer<CanonicalXml> property) {
        requireUncovered(document, slot);
        CanonicalElement signature = signature(document, slot);
        CanonicalXml xml = CanonicalXml.fragment()
                .inherit("ds", XmlNames.DS)
                .inherit("xades", XmlNames.XADES)
                .bind("xades141", XmlNames.XADES_141);
        Optional<CanonicalElement> there = unsigned(signature);
        if (there.isPresent()) {
            property.accept(xml);
            return document.withInsertion(there.get().content().end(), xml.toBytes());
        }
        xml.start("xades:UnsignedProperties").start("xades:UnsignedSignatureProperties");
        property.accept(xml);
        xml.end().end();
        return document.withInsertion(qualifying(signature).content().end(), xml.toBytes());
    }

    /** Adding to a signature that stands inside what another one signs would break that one. */
    private static void requireUncovered(TranscriptDocument document, Slot slot) {
        boolean covered = switch (slot) {
            case HOMEROOM_TEACHER ->
                document.signature(Slot.PRINCIPAL).isPresent()
                        || document.signature(Slot.SCHOOL_SEAL).isPresent();
            case PRINCIPAL, SCHOOL_SEAL -> false;
        };
        if (covered) {
            throw new XadesException.NotAugmentable(slot + " is covered by a later signature");
        }
    }

    private static void timestamp(CanonicalXml xml, String name, TimestampToken token) {
        xml.start(name);
        xml.start("ds:CanonicalizationMethod")
                .attribute("Algorithm", XmlNames.EXCLUSIVE_C14N)
                .end();
        xml.element("xades:EncapsulatedTimeStamp", base64(token.encoded()));
        xml.end();
    }

    private static void timestampMaterial(CanonicalXml xml, ValidationMaterial material) {
        if (!material.isEmpty()) {
            xml.start("xades141:TimeStampValidationData");
            values(xml, material);
            xml.end();
        }
    }

    private static void values(CanonicalXml xml, ValidationMaterial material) {
        if (!material.certificates().isEmpty()) {
            xml.start("xades:CertificateValues");
            for (X509Certificate certificate : material.certificates()) {
                xml.element("xades:EncapsulatedX509Certificate", base64(SignatureElement.der(certificate)));
            }
            xml.end();
        }
        List<X509CRL> lists = material.revocations().lists().lists();
        List<OcspAnswer> answers = material.revocations().ocsp();
        if (lists.isEmpty() && answers.isEmpty()) {
            return;
        }
        xml.start("xades:RevocationValues");
        if (!lists.isEmpty()) {
            xml.start("xades:CRLValues");
            lists.forEach(list -> xml.element("xades:EncapsulatedCRLValue", base64(der(list))));
            xml.end();
        }
        if (!answers.isEmpty()) {
            xml.start("xades:OCSPValues");
            answers.forEach(answer -> xml.element("xades:EncapsulatedOCSPValue", base64(answer.encoded())));
            xml.end();
        }
        xml.end();
    }

    private static byte[] referenced(TranscriptDocument document, String id) {
        if (!document.contains(id)) {
            throw new XadesException.NotAugmentable("a signed element is not there: " + id);
        }
        return document.inSignature(id)
                .map(CanonicalElement::canonicalForm)
                .orElseGet(() -> document.bytes(document.element(id)));
    }

    private static CanonicalElement signature(TranscriptDocument document, Slot slot) {
        return document.signatureElement(slot)
                .orElseThrow(() -> new XadesException.NotAugmentable(slot + " has not signed yet"));
    }

    private static CanonicalElement child(CanonicalElement signature, String name) {
        return signature.child(XmlNames.DS, name).orElseThrow(XadesAugmentation::otherShape);
    }

    /** Prefixes are those of our own signatures: the insertion relies on their declarations. */
    private static CanonicalElement qualifying(CanonicalElement signature) {
        return signature
                .child(XmlNames.DS, "Object")
                .flatMap(object -> object.child(XmlNames.XADES, "QualifyingProperties"))
                .filter(properties -> "xades:QualifyingProperties".equals(properties.name()))
                .orElseThrow(XadesAugmentation::otherShape);
    }

    private static Optional<CanonicalElement> unsigned(CanonicalElement signature) {
        return qualifying(signature)
                .child(XmlNames.XADES, "UnsignedProperties")
                .flatMap(properties -> properties.child(XmlNames.XADES, "UnsignedSignatureProperties"));
    }

    private static XadesException.NotAugmentable otherShape() {
        return new XadesException.NotAugmentable("the signature is not shaped as those made here");
    }

    private static boolean has(List<CanonicalElement> properties, String namespace, String name) {
        return properties.stream().anyMatch(property -> property.is(namespace, name));
    }

    private static byte[] der(X509CRL list) {
        try {
            return list.getEncoded();
        } catch (CRLException e) {
            throw new IllegalArgumentException("revocation list without an encoding", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
