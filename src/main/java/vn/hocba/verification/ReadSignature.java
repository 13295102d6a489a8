package vn.hocba.verification;

import static vn.hocba.xades.XmlNames.DS;
import static vn.hocba.xades.XmlNames.XADES;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vn.hocba.pki.DigestAlgorithm;
import vn.hocba.pki.IssuerAndSerial;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.xades.XmlNames;

/**
 * A {@code ds:Signature} whose shape is on the allow-list, as values. Everything that it holds was read; nothing else was
 * there.
 *
 * @param signedInfo to be canonicalised and verified
 * @param references in their order, that to the SignedProperties among them
 * @param signatureValue the element, whose {@code Id} the seal refers to
 * @param value its decoded text
 * @param certificates of KeyInfo
 * @param keyInfo covered by an archive timestamp
 * @param certificateDigest of the signing certificate, from SigningCertificateV2
 * @param issuerAndSerial of the signing certificate, from the same
 * @param unsigned what was added afterwards
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package nor is compared
record ReadSignature(
        String id,
        XmlElement signedInfo,
        SignatureAlgorithm algorithm,
        List<ReadReference> references,
        XmlElement signatureValue,
        byte[] value,
        XmlElement keyInfo,
        List<X509Certificate> certificates,
        XmlElement signedProperties,
        Instant signingTime,
        DigestAlgorithm certificateDigestAlgorithm,
        byte[] certificateDigest,
        Optional<IssuerAndSerial> issuerAndSerial,
        List<String> roles,
        UnsignedProperties unsigned) {

    /** Elements of which the schemas allow one where they stand: a second one is for a reader who looks elsewhere. */
    private static final Set<String> ONCE = Set.of(
            "SignedInfo",
            "SignatureValue",
            "KeyInfo",
            "Transforms",
            "DigestMethod",
            "DigestValue",
            "QualifyingProperties",
            "SignedProperties",
            "UnsignedProperties",
            "SignedSignatureProperties",
            "SigningTime",
            "SigningCertificateV2",
            "EncapsulatedTimeStamp");

    private static final Elements.Refusal SHAPE = new Elements.Refusal() {

        @Override
        public RuntimeException malformed(String en) {
            return Objection.format(en);
        }

        @Override
        public RuntimeException unexpected(String localName, String en) {
            return ONCE.contains(localName) ? Objection.format(en) : Objection.unsupported(en);
        }
    };

    private static final int MAX_REFERENCES = 30;
    private static final int MAX_CERTIFICATES = 10;

    /** A reference by {@code #id} with exclusive canonicalisation as its only transform. */
    record ReadReference(String id, String type, String target, DigestAlgorithm algorithm, byte[] digest) {

        boolean toSignedProperties() {
            return XmlNames.SIGNED_PROPERTIES_TYPE.equals(type);
        }
    }

    private record Reading(
            Instant signingTime,
            DigestAlgorithm digestAlgorithm,
            byte[] digest,
            Optional<IssuerAndSerial> issuerAndSerial,
            List<String> roles) {}

    /** @throws Objection.Raised when the shape is another */
    static ReadSignature of(XmlElement signature) {
        Elements parts = elements(signature, "Id");
        XmlElement signedInfo = parts.required(DS, "SignedInfo");
        XmlElement value = parts.required(DS, "SignatureValue");
        XmlElement keyInfo = parts.required(DS, "KeyInfo");
        XmlElement object = parts.required(DS, "Object");
        parts.end();
        String id = requiredAttribute(signature, "Id");

        Elements info = elements(signedInfo, "Id");
        if (!XmlNames.EXCLUSIVE_C14N.equals(algorithm(info.required(DS, "CanonicalizationMethod")))) {
            throw Objection.unsupported("canonicalisation other than exclusive");
        }
        SignatureAlgorithm algorithm = signatureMethod(info.required(DS, "SignatureMethod"));
        List<XmlElement> references = info.all(DS, "Reference");
        info.end();
        if (references.size() > MAX_REFERENCES) {
            throw Objection.unsupported("more than " + MAX_REFERENCES + " references");
        }

        Qualifying qualifying = qualifyingProperties(object, id);
        XmlElement properties = qualifying.signed();
        List<ReadReference> read =
                references.stream().map(ReadSignature::reference).toList();
        Reading reading = properties(properties, read);
        return new ReadSignature(
                id,
                signedInfo,
                algorithm,
                read,
                value,
                base64(value, "Id"),
                keyInfo,
                certificates(keyInfo),
                properties,
                reading.signingTime(),
                reading.digestAlgorithm(),
                reading.digest(),
                reading.issuerAndSerial(),
                reading.roles(),
                qualifying.unsigned().map(UnsignedProperties::of).orElse(UnsignedProperties.none()));
    }

    private static ReadReference reference(XmlElement reference) {
        Elements parts = elements(reference, "Id", "Type", "URI");
        Elements transforms = elements(parts.required(DS, "Transforms"));
        String transform = algorithm(transforms.required(DS, "Transform"));
        transforms.end();
        if (!XmlNames.EXCLUSIVE_C14N.equals(transform)) {
            throw Objection.unsupported("transform other than exclusive canonicalisation");
        }
        DigestAlgorithm algorithm = digestMethod(parts.required(DS, "DigestMethod"));
        byte[] digest = base64(parts.required(DS, "DigestValue"));
        parts.end();
        String uri = reference.attribute("URI");
        // a type such as Manifest changes what the digest stands for
        String type = reference.attribute("Type");
        if (!type.isEmpty() && !XmlNames.SIGNED_PROPERTIES_TYPE.equals(type)) {
            throw Objection.unsupported("reference of an unknown type");
        }
        if (!uri.startsWith("#") || uri.startsWith("#xpointer")) {
            throw Objection.unsupported("reference to something other than an element of this document");
        }
        return new ReadReference(
                reference.attribute("Id"), reference.attribute("Type"), uri.substring(1), algorithm, digest);
    }

    private static List<X509Certificate> certificates(XmlElement keyInfo) {
        Elements parts = elements(keyInfo, "Id");
        List<X509Certificate> certificates = new ArrayList<>();
        for (XmlElement data : parts.all(DS, "X509Data")) {
            Elements x509 = elements(data);
            for (XmlElement certificate : x509.all(DS, "X509Certificate")) {
                certificates.add(certificate(base64(certificate)));
            }
            x509.end();
        }
        parts.end();
        if (certificates.size() > MAX_CERTIFICATES) {
            throw Objection.unsupported("more than " + MAX_CERTIFICATES + " certificates");
        }
        return certificates;
    }

    static X509Certificate certificate(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw Objection.format("unreadable certificate");
        }
    }

    private record Qualifying(XmlElement signed, Optional<XmlElement> unsigned) {}

    private static Qualifying qualifyingProperties(XmlElement object, String signatureId) {
        Elements objects = elements(object, "Id");
        XmlElement qualifying = objects.required(XADES, "QualifyingProperties");
        objects.end();
        Elements parts = elements(qualifying, "Id", "Target");
        XmlElement signed = parts.required(XADES, "SignedProperties");
        Optional<XmlElement> unsigned = parts.optional(XADES, "UnsignedProperties");
        parts.end();
        if (!("#" + signatureId).equals(qualifying.attribute("Target"))) {
            throw Objection.format("QualifyingProperties of another signature");
        }
        requiredAttribute(signed, "Id");
        return new Qualifying(signed, unsigned);
    }

    private static Reading properties(XmlElement signedProperties, List<ReadReference> references) {
        Elements parts = elements(signedProperties, "Id");
        Elements own = elements(parts.required(XADES, "SignedSignatureProperties"), "Id");
        Instant time = time(text(own.required(XADES, "SigningTime")));
        if (own.optional(XADES, "SigningCertificate").isPresent()) {
            throw Objection.unsupported("the signing certificate in the form before EN 319 132-1");
        }
        Elements certificates = elements(own.optional(XADES, "SigningCertificateV2")
                .orElseThrow(() -> new Objection.Raised(
                        SubIndication.NO_SIGNING_CERTIFICATE_FOUND,
                        "Chữ ký không chỉ định chứng thư số đã dùng để ký.",
                        "The signature does not say which certificate it was made with.")));
        Elements certificate = elements(certificates.required(XADES, "Cert"));
        Elements digest = elements(certificate.required(XADES, "CertDigest"));
        DigestAlgorithm algorithm = digestMethod(digest.required(DS, "DigestMethod"));
        byte[] value = base64(digest.required(DS, "DigestValue"));
        digest.end();
        Optional<IssuerAndSerial> issuer =
                certificate.optional(XADES, "IssuerSerialV2").map(ReadSignature::issuerAndSerial);
        certificate.end();
        certificates.end();
        own.optional(XADES, "SignatureProductionPlaceV2").ifPresent(ReadSignature::place);
        List<String> roles =
                own.optional(XADES, "SignerRoleV2").map(ReadSignature::roles).orElse(List.of());
        own.end();
        parts.optional(XADES, "SignedDataObjectProperties").ifPresent(p -> formats(p, references));
        parts.end();
        return new Reading(time, algorithm, value, issuer, roles);
    }

    private static IssuerAndSerial issuerAndSerial(XmlElement element) {
        try {
            return IssuerAndSerial.parse(base64(element));
        } catch (IllegalArgumentException e) {
            throw Objection.format("unreadable IssuerSerialV2");
        }
    }

    private static void place(XmlElement place) {
        Elements parts = elements(place);
        for (String name : List.of("City", "StreetAddress", "StateOrProvince", "PostalCode", "CountryName")) {
            parts.optional(XADES, name).ifPresent(ReadSignature::text);
        }
        parts.end();
    }

    private static List<String> roles(XmlElement role) {
        Elements parts = elements(role);
        Elements claimed = elements(parts.required(XADES, "ClaimedRoles"));
        List<String> roles = claimed.all(XADES, "ClaimedRole").stream()
                .map(ReadSignature::text)
                .toList();
        claimed.end();
        parts.end();
        return roles;
    }

    private static void formats(XmlElement properties, List<ReadReference> references) {
        Set<String> described = new HashSet<>();
        Elements parts = elements(properties, "Id");
        for (XmlElement format : parts.all(XADES, "DataObjectFormat")) {
            Elements own = elements(format, "ObjectReference");
            own.optional(XADES, "Description").ifPresent(ReadSignature::text);
            text(own.required(XADES, "MimeType"));
            own.end();
            String target = requiredAttribute(format, "ObjectReference");
            boolean known = references.stream().anyMatch(r -> target.equals("#" + r.id()) && !r.toSignedProperties());
            if (!known || !described.add(target)) {
                throw Objection.format("DataObjectFormat of no signed element");
            }
        }
        parts.end();
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw Objection.format("unreadable SigningTime");
        }
    }

    private static DigestAlgorithm digestMethod(XmlElement method) {
        String uri = requiredAttribute(method, "Algorithm");
        DigestAlgorithm algorithm = DigestAlgorithm.ofXmlUri(uri).orElseThrow(() -> weak("digest algorithm " + uri));
        algorithm(method);
        return algorithm;
    }

    /** An unknown algorithm is refused as such, whatever parameters it comes with. */
    private static SignatureAlgorithm signatureMethod(XmlElement method) {
        String uri = requiredAttribute(method, "Algorithm");
        SignatureAlgorithm algorithm =
                SignatureAlgorithm.ofXmlUri(uri).orElseThrow(() -> weak("signature algorithm " + uri));
        algorithm(method);
        return algorithm;
    }

    /** The only content of an algorithm element is its name: parameters are where HMAC and PSS attacks live. */
    static String algorithm(XmlElement element) {
        elements(element, "Algorithm").end();
        return requiredAttribute(element, "Algorithm");
    }

    static byte[] base64(XmlElement element, String... attributes) {
        String text = Elements.text(element, Set.of(attributes), SHAPE);
        String digits = withoutSpace(text);
        try {
            byte[] bytes = Base64.getDecoder().decode(digits);
            // unused bits of the last digit could be set, and the file changed without changing what it says
            if (Base64.getEncoder().encodeToString(bytes).equals(digits)) {
                return bytes;
            }
            throw Objection.format("base64 with unused bits in " + element.tagName());
        } catch (IllegalArgumentException e) {
            throw Objection.format("not base64 in " + element.tagName());
        }
    }

    /** What XML calls white space (XML 1.0 production 3), which certificates and values are often wrapped by. */
    private static String withoutSpace(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        int from = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                kept.append(text, from, at);
                from = at + 1;
            }
        }
        return from == 0 ? text : kept.append(text, from, text.length()).toString();
    }

    private static String text(XmlElement element) {
        return Elements.text(element, Set.of(), SHAPE);
    }

    static Elements elements(XmlElement element, String... attributes) {
        return new Elements(element, Set.of(attributes), SHAPE);
    }

    private static String requiredAttribute(XmlElement element, String name) {
        String value = element.attribute(name);
        if (value.isEmpty()) {
            throw Objection.format(element.tagName() + " without " + name);
        }
        return value;
    }

    /** Every digest algorithm that it relies on. */
    Set<DigestAlgorithm> digests() {
        Set<DigestAlgorithm> used = EnumSet.of(algorithm.digest(), certificateDigestAlgorithm);
        references.forEach(reference -> used.add(reference.algorithm()));
        return used;
    }

    private static Objection.Raised weak(String what) {
        return AlgorithmPolicy.objection(SubIndication.CRYPTO_CONSTRAINTS_FAILURE, what);
    }
}
