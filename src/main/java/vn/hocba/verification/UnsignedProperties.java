package vn.hocba.verification;

import static vn.hocba.xades.XmlNames.DS;
import static vn.hocba.xades.XmlNames.XADES;
import static vn.hocba.xades.XmlNames.XADES_141;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import vn.hocba.pki.OcspAnswer;
import vn.hocba.pki.RevocationData;
import vn.hocba.pki.RevocationLists;
import vn.hocba.pki.TimestampToken;
import vn.hocba.pki.ValidationMaterial;
import vn.hocba.xades.SignatureLevel;
import vn.hocba.xades.XmlNames;

/**
 * What was added to a signature after it was made (ETSI EN 319 132-1 sections 5.3 to 5.5), in its order. The allow-list holds the
 * properties of the baseline levels and nothing else: no counter-signatures, no references to values elsewhere.
 *
 * @param properties in the order in which they stand
 */
record UnsignedProperties(List<Property> properties) {

    private static final int MAX_PROPERTIES = 60;
    private static final int MAX_VALUES = 60;

    /** One property. */
    sealed interface Property {

        /** Where it stands; what a later archive timestamp is over. */
        XmlElement element();
    }

    /** A timestamp over the signature value. */
    record SignatureTimestamp(XmlElement element, TimestampToken token) implements Property {}

    /** A timestamp over the signature with every property before it. */
    record ArchiveTimestamp(XmlElement element, TimestampToken token) implements Property {}

    /** CertificateValues. */
    record Certificates(XmlElement element, ValidationMaterial material) implements Property {}

    /** RevocationValues. */
    record Revocations(XmlElement element, ValidationMaterial material) implements Property {}

    /** TimeStampValidationData. */
    record TimestampMaterial(XmlElement element, ValidationMaterial material) implements Property {}

    UnsignedProperties {
        properties = List.copyOf(properties);
    }

    static UnsignedProperties none() {
        return new UnsignedProperties(List.of());
    }

    /** @throws Objection.Raised when the shape is another */
    static UnsignedProperties of(XmlElement unsigned) {
        Elements outer = ReadSignature.elements(unsigned, "Id");
        Elements parts = ReadSignature.elements(outer.required(XADES, "UnsignedSignatureProperties"), "Id");
        outer.end();
        List<Property> properties = new ArrayList<>();
        for (Optional<Property> next = next(parts); next.isPresent(); next = next(parts)) {
            properties.add(next.get());
            if (properties.size() > MAX_PROPERTIES) {
                throw Objection.unsupported("more than " + MAX_PROPERTIES + " unsigned properties");
            }
        }
        parts.end();
        return new UnsignedProperties(properties);
    }

    private static Optional<Property> next(Elements parts) {
        return parts.optional(XADES, "SignatureTimeStamp")
                .<Property>map(e -> new SignatureTimestamp(e, token(e)))
                .or(() -> parts.optional(XADES_141, "ArchiveTimeStamp").map(e -> new ArchiveTimestamp(e, token(e))))
                .or(() -> parts.optional(XADES, "CertificateValues").map(e -> new Certificates(e, certificates(e))))
                .or(() -> parts.optional(XADES, "RevocationValues").map(e -> new Revocations(e, revocations(e))))
                .or(() -> parts.optional(XADES_141, "TimeStampValidationData")
                        .map(e -> new TimestampMaterial(e, timestampMaterial(e))));
    }

    /** The level that these properties make. */
    SignatureLevel level() {
        return SignatureLevel.of(
                has(SignatureTimestamp.class),
                has(Certificates.class) && has(Revocations.class),
                has(ArchiveTimestamp.class));
    }

    /** Everything that was embedded to validate with. */
    ValidationMaterial material() {
        ValidationMaterial all = ValidationMaterial.none();
        for (Property property : properties) {
            all = all.plus(
                    switch (property) {
                        case SignatureTimestamp(var element, TimestampToken token) -> certificates(token);
                        case ArchiveTimestamp(var element, TimestampToken token) -> certificates(token);
                        case Certificates(var element, ValidationMaterial material) -> material;
                        case Revocations(var element, ValidationMaterial material) -> material;
                        case TimestampMaterial(var element, ValidationMaterial material) -> material;
                    });
        }
        return all;
    }

    private boolean has(Class<? extends Property> kind) {
        return properties.stream().anyMatch(kind::isInstance);
    }

    private static ValidationMaterial certificates(TimestampToken token) {
        return new ValidationMaterial(token.certificates(), RevocationData.none());
    }

    private static TimestampToken token(XmlElement timestamp) {
        Elements parts = ReadSignature.elements(timestamp, "Id");
        if (!XmlNames.EXCLUSIVE_C14N.equals(ReadSignature.algorithm(parts.required(DS, "CanonicalizationMethod")))) {
            throw Objection.unsupported("timestamp over a canonical form other than the exclusive one");
        }
        byte[] der = value(parts.required(XADES, "EncapsulatedTimeStamp"));
        parts.end();
        return readable(der, TimestampToken::parse, "timestamp token");
    }

    private static ValidationMaterial certificates(XmlElement values) {
        Elements parts = ReadSignature.elements(values, "Id");
        List<X509Certificate> certificates = new ArrayList<>();
        for (XmlElement certificate : parts.all(XADES, "EncapsulatedX509Certificate")) {
            certificates.add(ReadSignature.certificate(value(certificate)));
        }
        parts.end();
        bound(certificates);
        return new ValidationMaterial(certificates, RevocationData.none());
    }

    private static ValidationMaterial revocations(XmlElement values) {
        Elements parts = ReadSignature.elements(values, "Id");
        List<X509CRL> lists = new ArrayList<>();
        parts.optional(XADES, "CRLValues").ifPresent(e -> {
            Elements own = ReadSignature.elements(e);
            own.all(XADES, "EncapsulatedCRLValue")
                    .forEach(list -> lists.add(readable(value(list), RevocationLists::parse, "revocation list")));
            own.end();
        });
        List<OcspAnswer> answers = new ArrayList<>();
        parts.optional(XADES, "OCSPValues").ifPresent(e -> {
            Elements own = ReadSignature.elements(e);
            own.all(XADES, "EncapsulatedOCSPValue")
                    .forEach(answer -> answers.add(readable(value(answer), OcspAnswer::parse, "OCSP response")));
            own.end();
        });
        parts.end();
        bound(lists);
        bound(answers);
        return new ValidationMaterial(List.of(), new RevocationData(new RevocationLists(lists), answers));
    }

    private static ValidationMaterial timestampMaterial(XmlElement element) {
        Elements parts = ReadSignature.elements(element, "Id");
        ValidationMaterial certificates = parts.optional(XADES, "CertificateValues")
                .map(UnsignedProperties::certificates)
                .orElse(ValidationMaterial.none());
        ValidationMaterial revocations = parts.optional(XADES, "RevocationValues")
                .map(UnsignedProperties::revocations)
                .orElse(ValidationMaterial.none());
        parts.end();
        return certificates.plus(revocations);
    }

    private static byte[] value(XmlElement element) {
        return ReadSignature.base64(element, "Id");
    }

    private static void bound(List<?> values) {
        if (values.size() > MAX_VALUES) {
            throw Objection.unsupported("more than " + MAX_VALUES + " embedded values");
        }
    }

    private static <T> T readable(byte[] der, Function<byte[], T> reader, String what) {
        try {
            return reader.apply(der);
        } catch (IllegalArgumentException e) {
            throw Objection.format("unreadable " + what);
        }
    }
}
