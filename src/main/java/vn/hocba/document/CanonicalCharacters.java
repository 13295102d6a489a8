package vn.hocba.document;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/**
 * Characters of one place of the exclusive canonical form, text or the value of an attribute: well-formed UTF-8 of characters that
 * XML holds, and just the references by which Canonical XML 1.0, 2.3, writes those that cannot stand there.
 */
final class CanonicalCharacters {

    /*
     * States of skip(): between two characters, within one with one or two more bytes to come, or at something to look at.
     * A transition is an int of four bytes, the next state for each state; states are the places of those bytes. So each byte of
     * the file costs a table look-up and a shift, and no branch that depends on it.
     */
    private static final int BETWEEN = 0;
    private static final int ONE_MORE = 8;
    private static final int TWO_MORE = 16;
    private static final int STOP = 24;

    private static final int[] IN_TEXT = transitions("\t\n", "&<>");
    private static final byte[][] TEXT_REFERENCES = references("&amp;", "&lt;", "&gt;", "&#xD;");
    private static final int[] IN_ATTRIBUTE = transitions("", "&\"<");
    private static final byte[][] ATTRIBUTE_REFERENCES =
            references("&amp;", "&lt;", "&quot;", "&#x9;", "&#xA;", "&#xD;");

    private final byte delimiter;
    private final int[] transitions;
    private final byte[][] references;
    private int referencesPassed;

    private CanonicalCharacters(char delimiter, int[] transitions, byte[][] references) {
        this.delimiter = (byte) delimiter;
        this.transitions = transitions;
        this.references = references;
    }

    /** Between tags. */
    static CanonicalCharacters ofText() {
        return new CanonicalCharacters('<', IN_TEXT, TEXT_REFERENCES);
    }

    /** Between the quotes of an attribute. */
    static CanonicalCharacters ofAttributeValues() {
        return new CanonicalCharacters('"', IN_ATTRIBUTE, ATTRIBUTE_REFERENCES);
    }

    private static byte[][] references(String... references) {
        return Stream.of(references)
                .map(reference -> reference.getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
    }

    /** What canonical bytes of either place say, their references resolved. */
    static String resolved(byte[] xml, int from, int to) {
        if (from == to) {
            return "";
        }
        String written = new String(xml, from, to - from, StandardCharsets.UTF_8);
        if (written.indexOf('&') < 0) {
            return written;
        }
        return written.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#x9;", "\t")
                .replace("&#xA;", "\n")
                .replace("&#xD;", "\r")
                // last, or what it yields would be resolved too
                .replace("&amp;", "&");
    }

    /** How many references it has passed over. */
    int referencesPassed() {
        return referencesPassed;
    }

    /**
     * Passes over all of them.
     *
     * @return where the delimiter stands
     * @throws UnsupportedDocumentException at anything else, or if there is no delimiter before the end
     */
    int pass(byte[] xml, int from, int end) {
        int at = from;
        while (true) {
            at = skip(xml, at, end);
            if (xml[at] == delimiter) {
                return at;
            }
            at += special(xml, at, end);
        }
    }

    /** The next character that is neither plain ASCII nor of two or three bytes of a range without exceptions. */
    private int skip(byte[] xml, int from, int end) {
        int[] table = transitions;
        int state = BETWEEN;
        int before = BETWEEN;
        int i = from;
        while (i < end) {
            before = state;
            state = (table[xml[i] & 0xFF] >>> state) & 0x1F;
            if (state == STOP) {
                break;
            }
            i++;
        }
        if (i == end) {
            throw new UnsupportedDocumentException("unexpected end", from);
        }
        if (before != BETWEEN) {
            // the character that this byte breaks off
            do {
                i--;
            } while ((xml[i] & 0xC0) == 0x80);
        }
        return i;
    }

    /** Length of the reference, or of the character of several bytes, that stands there. */
    private int special(byte[] xml, int at, int end) {
        if (xml[at] == '&') {
            return reference(xml, at, end);
        }
        if (xml[at] < 0) {
            return multiByte(xml, at, end);
        }
        throw new UnsupportedDocumentException("character that the canonical form does not hold", at);
    }

    private int reference(byte[] xml, int at, int end) {
        for (byte[] reference : references) {
            if (startsWith(reference, xml, at, end)) {
                referencesPassed++;
                return reference.length;
            }
        }
        throw new UnsupportedDocumentException("reference that the canonical form does not use", at);
    }

    /** Whether these bytes stand there. */
    static boolean startsWith(byte[] literal, byte[] xml, int at, int end) {
        if (at + literal.length > end) {
            return false;
        }
        for (int i = 0; i < literal.length; i++) {
            if (xml[at + i] != literal[i]) {
                return false;
            }
        }
        return true;
    }

    /** Length of one character of two to four bytes: shortest form, no surrogates, no U+FFFE or U+FFFF (RFC 3629, XML 1.0 2.2). */
    private static int multiByte(byte[] xml, int at, int end) {
        int lead = xml[at] & 0xFF;
        int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (lead < 0xC2 || lead > 0xF4 || at + length > end) {
            throw new UnsupportedDocumentException("not UTF-8", at);
        }
        int c = lead & (0x7F >> length);
        for (int i = 1; i < length; i++) {
            int next = xml[at + i];
            if ((next & 0xC0) != 0x80) {
                throw new UnsupportedDocumentException("not UTF-8", at);
            }
            c = (c << 6) | (next & 0x3F);
        }
        boolean shortest = length == 2 || (length == 3 && c >= 0x800) || (length == 4 && c >= 0x10000);
        if (!shortest || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF) || c == 0xFFFE || c == 0xFFFF) {
            throw new UnsupportedDocumentException("character that XML does not hold", at);
        }
        return length;
    }

    private static int[] transitions(String alsoPlain, String special) {
        int[] transitions = new int[256];
        for (int c = 0; c < 256; c++) {
            boolean plain = (c >= 0x20 && c < 0x80 && special.indexOf(c) < 0) || alsoPlain.indexOf(c) >= 0;
            boolean continuation = c >= 0x80 && c < 0xC0;
            boolean leadsTwo = c >= 0xC2 && c <= 0xDF;
            // E0 begins overlong forms too, ED surrogates, EF the two forbidden characters
            boolean leadsThree = c >= 0xE1 && c <= 0xEE && c != 0xED;
            int fromBetween = plain ? BETWEEN : leadsTwo ? ONE_MORE : leadsThree ? TWO_MORE : STOP;
            int fromOneMore = continuation ? BETWEEN : STOP;
            int fromTwoMore = continuation ? ONE_MORE : STOP;
            transitions[c] = fromBetween << BETWEEN | fromOneMore << ONE_MORE | fromTwoMore << TWO_MORE | STOP << STOP;
        }
        return transitions;
    }
}
