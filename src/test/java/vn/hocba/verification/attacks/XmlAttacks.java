package vn.hocba.verification.attacks;

import static vn.hocba.verification.attacks.Cast.HONEST;
import static vn.hocba.verification.attacks.Cast.PUPIL;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import vn.hocba.transcript.Slot;

/** Attacks on the parser, and on readers that see another text than the one that was signed. */
final class XmlAttacks {

    private static final Slot TEACHER = Slot.HOMEROOM_TEACHER;

    private XmlAttacks() {}

    static List<Attack> all() {
        return List.of(
                doctype("xxe-file", "<!ENTITY x SYSTEM \"file:///etc/hostname\">", "&x;"),
                doctype("xxe-parameter-entity", "<!ENTITY % x SYSTEM \"http://127.0.0.1:1/x.dtd\"> %x;", ""),
                of(
                        "external-dtd",
                        f -> f.replace("<HOC_BA ", "<!DOCTYPE HOC_BA SYSTEM \"http://127.0.0.1:1/x.dtd\"><HOC_BA ")),
                doctype("billion-laughs", laughs(), "&l9;"),
                doctype("quadratic-blow-up", "<!ENTITY q \"" + "q".repeat(50_000) + "\">", "&q;".repeat(5_000)),
                doctype("id-by-default-attribute", "<!ATTLIST HOC_SINH Id ID \"data\">", ""),
                of(
                        "xinclude",
                        f -> f.replace(
                                "<HO_TEN>" + PUPIL,
                                "<HO_TEN><xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\""
                                        + " href=\"file:///etc/hostname\" parse=\"text\"></xi:include>")),
                of(
                        "xinclude-well-signed",
                        f -> f.replace(
                                        "<HO_TEN>" + PUPIL,
                                        "<HO_TEN><xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\""
                                                + " href=\"file:///etc/hostname\" parse=\"text\"></xi:include>")
                                .signFrom(TEACHER)),
                of("deep-nesting", f -> f.replace(PUPIL, "<a>".repeat(2_000) + "</a>".repeat(2_000))),
                of("attribute-flood", f -> f.replace("<HO_TEN>", "<HO_TEN" + attributes(1_000) + ">")),
                encoded("utf-16", StandardCharsets.UTF_16),
                of("declared-latin-1", f -> f.replace("UTF-8", "ISO-8859-1")),
                of("xml-1.1", f -> f.replace("version=\"1.0\"", "version=\"1.1\"")),
                // neither changes the canonical form: the core check of XML signatures passes
                of("comment-in-text", f -> f.replace(PUPIL, "Lê Thị<!-- --> Bưởi")),
                of("comment-in-digest-value", f -> f.replace("<ds:DigestValue>", "<ds:DigestValue><!-- -->")),
                of("cdata-in-text", f -> f.replace(PUPIL, "<![CDATA[" + PUPIL + "]]>")),
                of(
                        "processing-instruction-beside-root",
                        f -> f.replace("<HOC_BA ", "<?xml-stylesheet href=\"x.xsl\"?><HOC_BA ")),
                of(
                        "trailing-text-for-readers",
                        f -> f.replace("<PHAT_HANH_HOC_BA>", "<PHAT_HANH_HOC_BA>Điểm Toán: 10")),
                of(
                        "trailing-element-for-readers",
                        f -> f.replace("</HOC_BA>", "<GHI_CHU>Điểm Toán: 10</GHI_CHU></HOC_BA>")));
    }

    private interface Change {
        Forgery apply(Forgery honest);
    }

    private static Attack of(String name, Change change) {
        return new Attack(
                name, TEACHER, HONEST, change.apply(Forgery.of(HONEST, Cast.EC)).bytes());
    }

    private static Attack doctype(String name, String subset, String use) {
        return of(
                name,
                f -> f.replace("<HOC_BA ", "<!DOCTYPE HOC_BA [" + subset + "]><HOC_BA ")
                        .replace(PUPIL, PUPIL + use));
    }

    private static Attack encoded(String name, Charset charset) {
        String text =
                Forgery.of(HONEST, Cast.EC).replace("UTF-8", charset.name()).text();
        return new Attack(name, TEACHER, HONEST, text.getBytes(charset));
    }

    private static String laughs() {
        StringBuilder entities = new StringBuilder("<!ENTITY l0 \"ha\">");
        for (int i = 1; i < 10; i++) {
            entities.append("<!ENTITY l%d \"%s\">".formatted(i, ("&l" + (i - 1) + ";").repeat(10)));
        }
        return entities.toString();
    }

    private static String attributes(int count) {
        StringBuilder attributes = new StringBuilder();
        for (int i = 0; i < count; i++) {
            attributes.append(" a%d=\"\"".formatted(i));
        }
        return attributes.toString();
    }
}
