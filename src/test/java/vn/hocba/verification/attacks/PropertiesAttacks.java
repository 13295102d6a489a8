package vn.hocba.verification.attacks;

import static vn.hocba.verification.attacks.Cast.HONEST;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import vn.hocba.transcript.Slot;

/** Attacks on the parts of a signature: SignedInfo, KeyInfo, XAdES properties. */
final class PropertiesAttacks {

    private static final Slot TEACHER = Slot.HOMEROOM_TEACHER;
    private static final Slot SEAL = Slot.SCHOOL_SEAL;
    private static final String DECLARATION = "xmlns:xades=\"http://uri.etsi.org/01903/v1.3.2#\"";
    private static final String TIME = "<xades:SigningTime>";
    private static final Pattern SIGNING_TIME = Pattern.compile(TIME + "[^<]*");
    private static final Pattern CERTIFICATE_PROPERTY =
            Pattern.compile("<xades:SigningCertificateV2>.*?</xades:SigningCertificateV2>", Pattern.DOTALL);

    private PropertiesAttacks() {}

    static List<Attack> all() {
        return List.of(
                unsigned(
                        "second-signed-info",
                        f -> f.replace(
                                TEACHER,
                                "</ds:SignedInfo>",
                                "</ds:SignedInfo>" + withoutIds(f.element(TEACHER, "ds:SignedInfo")))),
                unsigned("signed-info-wrapped-in-object", f -> {
                    String info = f.element(TEACHER, "ds:SignedInfo");
                    return f.replace(TEACHER, info, info.replaceFirst("<ds:DigestValue>[^<]*", "<ds:DigestValue>AAAA"))
                            .replace(
                                    TEACHER,
                                    "</ds:Signature>",
                                    "<ds:Object>" + withoutIds(info) + "</ds:Object></ds:Signature>");
                }),
                unsigned(
                        "signature-inside-signature",
                        f -> f.replace(
                                TEACHER,
                                "</ds:Signature>",
                                "<ds:Object>" + f.signature(SEAL).replace("KY_PHAT_HANH", "evil")
                                        + "</ds:Object></ds:Signature>")),
                unsigned(
                        "second-signature-value",
                        f -> f.replace(
                                TEACHER, "<ds:KeyInfo>", "<ds:SignatureValue>AAAA</ds:SignatureValue><ds:KeyInfo>")),
                unsigned(
                        "comment-in-signature-value",
                        f -> f.replace(TEACHER, "</ds:SignatureValue>", "<!-- --></ds:SignatureValue>")),
                unsigned(
                        "second-signed-properties",
                        f -> f.replace(
                                TEACHER,
                                "<xades:SignedProperties ",
                                evilProperties(f).replace("Id=\"", "Id=\"evil-") + "<xades:SignedProperties ")),
                unsigned(
                        "second-signed-properties-same-id",
                        f -> f.replace(
                                TEACHER, "<xades:SignedProperties ", evilProperties(f) + "<xades:SignedProperties ")),
                unsigned("signed-properties-wrapped", f -> {
                    String original = f.element(TEACHER, "xades:SignedProperties");
                    return f.replace(TEACHER, original, evilProperties(f).replace("Id=\"", "Id=\"evil-"))
                            .replace(
                                    TEACHER,
                                    "</ds:Signature>",
                                    "<ds:Object>" + original.replace("Id=", DECLARATION + " Id=")
                                            + "</ds:Object></ds:Signature>");
                }),
                unsigned(
                        "second-qualifying-properties",
                        f -> f.replace(
                                TEACHER,
                                "</ds:Object>",
                                f.element(TEACHER, "xades:QualifyingProperties").replace("Id=\"", "Id=\"evil-")
                                        + "</ds:Object>")),
                unsigned(
                        "properties-of-another-signature",
                        f -> f.replace(
                                TEACHER,
                                f.element(TEACHER, "ds:Object"),
                                f.element(Slot.PRINCIPAL, "ds:Object").replace("CBQL", "GVCN"))),
                unsigned(
                        "wrong-target",
                        f -> f.replace(TEACHER, "Target=\"#signature-GVCN\"", "Target=\"#signature-CBQL\"")),
                unsigned("no-target", f -> f.replace(TEACHER, " Target=\"#signature-GVCN\"", "")),
                unsigned("signing-time-changed", f -> f.replace(TEACHER, TIME + "2", TIME + "1")),
                unsigned("role-changed", f -> f.replace(TEACHER, "Giáo viên chủ nhiệm", "Hiệu trưởng")),
                unsigned("counter-signature-injected", f -> counterSigned(f, SEAL)),
                signed("counter-signature-before-the-principal", f -> counterSigned(f, TEACHER)),
                unsigned(
                        "key-value-beside-the-certificate",
                        f -> f.replace(
                                TEACHER,
                                "<ds:KeyInfo>",
                                "<ds:KeyInfo><ds:KeyValue><ds:RSAKeyValue><ds:Modulus>AQAB</ds:Modulus><ds:Exponent>AQAB</ds:Exponent>"
                                        + "</ds:RSAKeyValue></ds:KeyValue>")),
                unsigned(
                        "retrieval-method-loop",
                        f -> f.replace(
                                TEACHER,
                                "<ds:KeyInfo>",
                                "<ds:KeyInfo Id=\"loop\"><ds:RetrievalMethod URI=\"#loop\""
                                        + " Type=\"http://www.w3.org/2000/09/xmldsig#X509Data\"></ds:RetrievalMethod>")),
                unsigned(
                        "retrieval-method-http",
                        f -> f.replace(
                                TEACHER,
                                "<ds:KeyInfo>",
                                "<ds:KeyInfo><ds:RetrievalMethod URI=\"http://127.0.0.1:1/x.cer\"></ds:RetrievalMethod>")),
                unsigned(
                        "certificate-of-somebody-else-in-key-info",
                        f -> f.replace(TEACHER, f.element(TEACHER, "ds:KeyInfo"), f.element(SEAL, "ds:KeyInfo"))),
                unsigned(
                        "certificates-flood",
                        f -> f.replace(
                                TEACHER,
                                "</ds:X509Data>",
                                f.element(SEAL, "ds:X509Certificate").repeat(40) + "</ds:X509Data>")),
                unsigned("no-key-info", f -> f.replace(TEACHER, f.element(TEACHER, "ds:KeyInfo"), "")),
                signed(
                        "signing-certificate-missing",
                        f -> f.signature(
                                TEACHER,
                                CERTIFICATE_PROPERTY
                                        .matcher(f.signature(TEACHER))
                                        .replaceFirst(""))),
                signed(
                        "signing-certificate-of-somebody-else",
                        f -> f.signature(
                                TEACHER,
                                CERTIFICATE_PROPERTY
                                        .matcher(f.signature(TEACHER))
                                        .replaceFirst(f.element(SEAL, "xades:SigningCertificateV2")))),
                signed(
                        "role-of-the-principal",
                        f -> f.replace(TEACHER, ">GVCN</xades:ClaimedRole>", ">CBQL</xades:ClaimedRole>")),
                signed("signing-time-in-the-future", f -> time(f, Cast.days(2).toString())),
                signed(
                        "signing-time-before-the-certificate",
                        f -> time(f, Cast.days(-400).toString())),
                signed("signing-time-unreadable", f -> time(f, "yesterday")),
                signed(
                        "format-of-no-reference",
                        f -> f.replace(
                                TEACHER,
                                "ObjectReference=\"#signature-GVCN-reference-1\"",
                                "ObjectReference=\"#data\"")));
    }

    private static String withoutIds(String element) {
        return element.replaceAll(" Id=\"[^\"]*\"", "");
    }

    private static Attack unsigned(String name, UnaryOperator<Forgery> change) {
        Slot slot = "counter-signature-injected".equals(name) ? SEAL : TEACHER;
        return new Attack(
                name, slot, HONEST, change.apply(Forgery.of(HONEST, Cast.EC)).bytes());
    }

    private static Attack signed(String name, UnaryOperator<Forgery> change) {
        return new Attack(
                name,
                TEACHER,
                HONEST,
                change.apply(Forgery.of(HONEST, Cast.EC)).signFrom(TEACHER).bytes());
    }

    private static String evilProperties(Forgery f) {
        return f.element(TEACHER, "xades:SignedProperties").replace("Giáo viên chủ nhiệm", "Hiệu trưởng");
    }

    private static Forgery time(Forgery f, String time) {
        return f.signature(TEACHER, SIGNING_TIME.matcher(f.signature(TEACHER)).replaceFirst(TIME + time));
    }

    private static Forgery counterSigned(Forgery f, Slot slot) {
        String counter = f.signature(Slot.PRINCIPAL)
                .replace("signature-CBQL", "counter-signature")
                .replace("Id=\"principal", "Id=\"counter");
        return f.replace(
                slot,
                "</xades:QualifyingProperties>",
                "<xades:UnsignedProperties><xades:UnsignedSignatureProperties><xades:CounterSignature>" + counter
                        + "</xades:CounterSignature></xades:UnsignedSignatureProperties></xades:UnsignedProperties>"
                        + "</xades:QualifyingProperties>");
    }
}
