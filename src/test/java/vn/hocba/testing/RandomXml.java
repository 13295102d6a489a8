package vn.hocba.testing;

import java.util.Random;
import vn.hocba.document.CanonicalXml;

/** Seeded generator of text that XML 1.0 allows and of element trees that hold it. */
public final class RandomXml {

    private static final String TRICKY = "\t\n\r &<>\"'\u007f\u0085\u00a0\u2028ếẾđ\ud7ff\ue000\ufffd]]>&amp;&#xD;";

    private final Random random;

    public RandomXml(long seed) {
        random = new Random(seed);
    }

    /** Up to 40 characters from all planes, those that need escaping far above their share. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(40); n > 0; n--) {
            text.appendCodePoint(
                    switch (random.nextInt(4)) {
                        case 0 -> TRICKY.codePointAt(random.nextInt(TRICKY.length()));
                        case 1 -> 0x20 + random.nextInt(0x60);
                        case 2 -> 0xC0 + random.nextInt(0x1E00);
                        default -> anyCharacter();
                    });
        }
        return text.toString();
    }

    private int anyCharacter() {
        while (true) {
            int c = random.nextInt(0x110000);
            boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
            if (c >= 0x20 && !surrogate && c != 0xFFFE && c != 0xFFFF) {
                return c;
            }
        }
    }

    /** Writes the content of an element: text, attributes in random order, nested elements; {@code prefixes} may be empty. */
    public void content(CanonicalXml xml, int depth, String... prefixes) {
        for (int n = random.nextInt(5); n > 0; n--) {
            if (depth == 0 || random.nextInt(3) == 0) {
                xml.text(text());
            } else {
                String prefix = prefixes.length == 0 ? "" : prefixes[random.nextInt(prefixes.length)];
                xml.start((prefix.isEmpty() ? "" : prefix + ":") + "E" + random.nextInt(20));
                for (int a = random.nextInt(4) * 7; a > 0; a -= 7) {
                    xml.attribute((random.nextBoolean() ? "A" : "b") + "-" + (a * 11 % 13), text());
                }
                content(xml, depth - 1, prefixes);
                xml.end();
            }
        }
    }
}
