package vn.hocba.verification.attacks;

import static vn.hocba.verification.attacks.Cast.HONEST;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import vn.hocba.transcript.Slot;

/** Attacks on what SignedInfo refers to; well signed, as by a signer who was made to sign it. */
final class ReferenceAttacks {

    private static final Slot TEACHER = Slot.HOMEROOM_TEACHER;
    private static final Slot PRINCIPAL = Slot.PRINCIPAL;
    private static final String URI = "URI=\"#thongtinhocba\"";
    private static final String TRANSFORM =
            "<ds:Transform Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\"></ds:Transform>";
    private static final Pattern TO_CONTENT = Pattern.compile("<ds:Reference Id=.*?</ds:Reference>", Pattern.DOTALL);
    private static final Pattern TO_PROPERTIES =
            Pattern.compile("<ds:Reference Type=.*?</ds:Reference>", Pattern.DOTALL);
    private static final Pattern FORMATS =
            Pattern.compile("<xades:SignedDataObjectProperties>.*?</xades:SignedDataObjectProperties>", Pattern.DOTALL);

    private ReferenceAttacks() {}

    static List<Attack> all() {
        return List.of(
                of("no-references", f -> without(without(without(f, TO_CONTENT), TO_PROPERTIES), FORMATS)),
                of("only-signed-properties-signed", f -> without(without(f, TO_CONTENT), FORMATS)),
                of("signed-properties-not-signed", f -> without(f, TO_PROPERTIES)),
                of(
                        "signed-properties-reference-without-type",
                        f -> f.replace(TEACHER, " Type=\"http://uri.etsi.org/01903#SignedProperties\"", "")),
                of(
                        "partial-coverage",
                        f -> f.replace("<KET_QUA>", "<KET_QUA Id=\"marks\">").replace(TEACHER, URI, "URI=\"#marks\"")),
                principal("principal-covers-the-content-only", f -> f.replace(PRINCIPAL, "URI=\"#data\"", URI)),
                principal(
                        "principal-covers-more",
                        f -> f.replace(
                                PRINCIPAL,
                                "<ds:Reference Type=",
                                "<ds:Reference " + URI + "><ds:Transforms>" + TRANSFORM + "</ds:Transforms>" + digest()
                                        + "</ds:Reference><ds:Reference Type=")),
                of("covered-element-not-there", f -> f.replace(TEACHER, URI, "URI=\"#nowhere\"")),
                of("uri-empty", f -> f.replace(TEACHER, URI, "URI=\"\"")),
                of("uri-missing", f -> f.replace(TEACHER, URI, "")),
                of("uri-http", f -> f.replace(TEACHER, URI, "URI=\"http://127.0.0.1:1/x\"")),
                of("uri-file", f -> f.replace(TEACHER, URI, "URI=\"file:///etc/hostname\"")),
                of("uri-xpointer-root", f -> f.replace(TEACHER, URI, "URI=\"#xpointer(/)\"")),
                of("uri-xpointer-id", f -> f.replace(TEACHER, URI, "URI=\"#xpointer(id('thongtinhocba'))\"")),
                transform(
                        "transform-xslt",
                        "http://www.w3.org/TR/1999/REC-xslt-19991116",
                        "<xsl:stylesheet xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\" version=\"1.0\">"
                                + "<xsl:template match=\"/\"><xsl:call-template name=\"loop\"></xsl:call-template></xsl:template>"
                                + "<xsl:template name=\"loop\"><xsl:call-template name=\"loop\"></xsl:call-template>"
                                + "</xsl:template></xsl:stylesheet>"),
                transform(
                        "transform-xpath",
                        "http://www.w3.org/TR/1999/REC-xpath-19991116",
                        "<ds:XPath>not(ancestor-or-self::DIEM)</ds:XPath>"),
                transform(
                        "transform-xpath-bomb",
                        "http://www.w3.org/TR/1999/REC-xpath-19991116",
                        "<ds:XPath>count(//. | //@* | //namespace::*[count(//. | //@*) &gt; 0]) &gt; 0</ds:XPath>"),
                transform(
                        "transform-xpath-filter-2",
                        "http://www.w3.org/2002/06/xmldsig-filter2",
                        "<f:XPath xmlns:f=\"http://www.w3.org/2002/06/xmldsig-filter2\" Filter=\"subtract\">//DIEM</f:XPath>"),
                transform("transform-enveloped", "http://www.w3.org/2000/09/xmldsig#enveloped-signature", ""),
                transform("transform-base64", "http://www.w3.org/2000/09/xmldsig#base64", ""),
                of("transforms-flood", f -> f.replace(TEACHER, TRANSFORM, TRANSFORM.repeat(500))),
                of(
                        "inclusive-namespaces",
                        f -> f.replace(
                                TEACHER,
                                TRANSFORM,
                                TRANSFORM.replace(
                                        "></",
                                        "><ec:InclusiveNamespaces xmlns:ec=\"http://www.w3.org/2001/10/xml-exc-c14n#\""
                                                + " PrefixList=\"#default\"></ec:InclusiveNamespaces></"))),
                of(
                        "references-flood",
                        f -> f.replace(
                                TEACHER,
                                "<ds:Reference Type=",
                                ("<ds:Reference " + URI + "><ds:Transforms>" + TRANSFORM + "</ds:Transforms>" + digest()
                                                        + "</ds:Reference>")
                                                .repeat(40)
                                        + "<ds:Reference Type=")),
                of(
                        "manifest-type",
                        f -> f.replace(TEACHER, URI, URI + " Type=\"http://www.w3.org/2000/09/xmldsig#Manifest\"")));
    }

    private static Attack of(String name, UnaryOperator<Forgery> change) {
        return new Attack(
                name,
                TEACHER,
                HONEST,
                change.apply(Forgery.of(HONEST, Cast.EC)).signFrom(TEACHER).bytes());
    }

    private static Attack principal(String name, UnaryOperator<Forgery> change) {
        return new Attack(
                name,
                PRINCIPAL,
                HONEST,
                change.apply(Forgery.of(HONEST, Cast.EC)).signFrom(PRINCIPAL).bytes());
    }

    private static Attack transform(String name, String algorithm, String content) {
        return of(
                name,
                f -> f.replace(
                        TEACHER,
                        TRANSFORM,
                        "<ds:Transform Algorithm=\"" + algorithm + "\">" + content + "</ds:Transform>" + TRANSFORM));
    }

    private static String digest() {
        return "<ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"></ds:DigestMethod>"
                + "<ds:DigestValue>AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=</ds:DigestValue>";
    }

    private static Forgery without(Forgery f, Pattern part) {
        String signature = f.signature(TEACHER);
        String less = part.matcher(signature).replaceFirst("");
        if (less.equals(signature)) {
            throw new IllegalStateException("nothing to remove: " + part);
        }
        return f.signature(TEACHER, less);
    }
}
