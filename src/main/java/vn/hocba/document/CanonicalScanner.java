package vn.hocba.document;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads bytes once, from left to right, and accepts them only where they are their own exclusive canonical form. Allocates
 * nothing for plain elements and text.
 */
final class CanonicalScanner {

    private static final int MAX_DEPTH = 64;
    private static final int MAX_ATTRIBUTES = 16;
    private static final int MAX_NAME = 100;

    private static final byte NAME_START = 1;
    private static final byte NAME_PART = 2;
    private static final byte[] IN_NAME = nameClasses();

    private final byte[] xml;
    private final int end;
    private final Map<String, ByteRange> ids = new LinkedHashMap<>();
    private final CanonicalCharacters text = CanonicalCharacters.ofText();
    private final CanonicalCharacters attributeValues = CanonicalCharacters.ofAttributeValues();
    private int at;

    /** Where the names of the open elements stand, and which of them declare their prefix. */
    private final int[] openNames = new int[MAX_DEPTH];

    private final int[] openNameEnds = new int[MAX_DEPTH];
    private final boolean[] declares = new boolean[MAX_DEPTH];
    private final String[] openIds = new String[MAX_DEPTH];
    private final int[] openStarts = new int[MAX_DEPTH];
    private int depth;
    private int deepest;
    private int elements;

    CanonicalScanner(byte[] xml, int start, int end) {
        this.xml = xml;
        this.at = start;
        this.end = end;
    }

    int position() {
        return at;
    }

    boolean atEnd() {
        return at == end;
    }

    /** The elements that bear an {@code Id}, of those scanned so far. */
    Map<String, ByteRange> ids() {
        return ids;
    }

    void identify(String id, int start) {
        if (ids.putIfAbsent(id, new ByteRange(start, at)) != null) {
            throw unsupported("Id stands twice: " + id);
        }
    }

    /** How many elements it went through, those of the layout left out. */
    int elements() {
        return elements;
    }

    /** How deep the deepest of them lay in the others. */
    int deepest() {
        return deepest;
    }

    /** How many references to characters it passed over. */
    int references() {
        return text.referencesPassed() + attributeValues.referencesPassed();
    }

    boolean looksAt(String literal) {
        return CanonicalCharacters.startsWith(literal.getBytes(StandardCharsets.US_ASCII), xml, at, end);
    }

    void expect(String literal) {
        byte[] bytes = literal.getBytes(StandardCharsets.US_ASCII);
        if (!CanonicalCharacters.startsWith(bytes, xml, at, end)) {
            throw unsupported("expected " + literal.strip());
        }
        at += bytes.length;
    }

    /** Text and whole elements without namespace, up to an end tag that is none of theirs. */
    void plainContent() {
        content(0, false);
    }

    /** One element with all that is in it; prefixes allowed. */
    void element() {
        int outer = depth;
        startTag(true);
        content(outer, true);
    }

    private void content(int outer, boolean prefixes) {
        while (true) {
            at = text.pass(xml, at, end);
            if (at + 1 < end && xml[at + 1] == '/') {
                if (depth == 0) {
                    return;
                }
                endTag();
                if (prefixes && depth == outer) {
                    return;
                }
            } else {
                startTag(prefixes);
            }
        }
    }

    private void startTag(boolean prefixes) {
        int start = at;
        if (depth == MAX_DEPTH) {
            throw unsupported("deeper than " + MAX_DEPTH + " elements");
        }
        require('<');
        int name = at;
        int colon = name(prefixes);
        int nameEnd = at;
        openNames[depth] = name;
        openNameEnds[depth] = nameEnd;
        openStarts[depth] = start;
        openIds[depth] = "";
        declares[depth] = false;
        if (colon > 0 && !inScope(name, colon)) {
            declareNamespace(name, colon);
            declares[depth] = true;
        }
        depth++;
        elements++;
        deepest = Math.max(deepest, depth);
        attributes(nameEnd);
        require('>');
    }

    private void declareNamespace(int name, int colon) {
        if (colon - name >= 3
                && (xml[name] | 0x20) == 'x'
                && (xml[name + 1] | 0x20) == 'm'
                && (xml[name + 2] | 0x20) == 'l') {
            throw unsupported("a prefix that XML reserves");
        }
        expect(" xmlns:");
        if (at + colon - name >= end || !sameBytes(name, at, colon - name)) {
            throw unsupported("the prefix's namespace is not declared where it is first used");
        }
        at += colon - name;
        require('=');
        require('"');
        int value = at;
        at = attributeValues.pass(xml, at, end) + 1;
        if (at - 1 == value) {
            throw unsupported("empty namespace");
        }
    }

    private boolean inScope(int name, int colon) {
        int length = colon + 1 - name;
        for (int i = 0; i < depth; i++) {
            if (declares[i] && sameBytes(name, openNames[i], length)) {
                return true;
            }
        }
        return false;
    }

    private void attributes(int start) {
        int previous = -1;
        int previousEnd = -1;
        for (int count = 0; at < end && xml[at] == ' '; count++) {
            if (count == MAX_ATTRIBUTES) {
                throw unsupported("more than " + MAX_ATTRIBUTES + " attributes");
            }
            at++;
            int name = at;
            name(false);
            int nameEnd = at;
            refuseNamespaceDeclaration(name, nameEnd);
            if (previous >= start && compare(previous, previousEnd, name, nameEnd) >= 0) {
                throw unsupported("attributes not in canonical order");
            }
            require('=');
            require('"');
            int value = at;
            at = attributeValues.pass(xml, at, end) + 1;
            if (nameEnd - name == 2 && (xml[name] | 0x20) == 'i' && (xml[name + 1] | 0x20) == 'd') {
                openIds[depth - 1] = id(name, value, at - 1);
            }
            previous = name;
            previousEnd = nameEnd;
        }
    }

    private void refuseNamespaceDeclaration(int name, int nameEnd) {
        if (nameEnd - name == 5 && new String(xml, name, 5, StandardCharsets.US_ASCII).equals("xmlns")) {
            throw unsupported("namespace declaration out of its canonical place");
        }
    }

    private String id(int name, int from, int to) {
        if (xml[name] != 'I' || xml[name + 1] != 'd') {
            throw unsupported("identifier attribute not written as Id");
        }
        for (int i = from; i < to; i++) {
            if (xml[i] == '&' || xml[i] < 0x21) {
                throw unsupported("Id with characters that this product does not write");
            }
        }
        if (from == to) {
            throw unsupported("empty Id");
        }
        return new String(xml, from, to - from, StandardCharsets.US_ASCII);
    }

    private void endTag() {
        at += 2;
        depth--;
        int name = openNames[depth];
        int length = openNameEnds[depth] - name;
        if (at + length >= end || !sameBytes(name, at, length)) {
            throw unsupported("end tag does not match its start tag");
        }
        at += length;
        require('>');
        if (!openIds[depth].isEmpty()) {
            identify(openIds[depth], openStarts[depth]);
        }
    }

    /** Skips a name and gives the offset of its colon, or -1. */
    private int name(boolean prefixes) {
        int from = at;
        localName();
        if (!prefixes || at == end || xml[at] != ':') {
            refuseLongName(from);
            return -1;
        }
        int colon = at++;
        localName();
        refuseLongName(from);
        return colon;
    }

    private void localName() {
        int i = at;
        if (i == end || IN_NAME[xml[i] & 0xFF] != NAME_START) {
            throw unsupported("expected a name");
        }
        do {
            i++;
        } while (i < end && IN_NAME[xml[i] & 0xFF] != 0);
        at = i;
    }

    private void refuseLongName(int from) {
        if (at - from > MAX_NAME) {
            throw unsupported("expected a name");
        }
    }

    private void require(char c) {
        if (at >= end || xml[at] != c) {
            throw unsupported("expected " + c);
        }
        at++;
    }

    private boolean sameBytes(int one, int other, int length) {
        return Arrays.equals(xml, one, one + length, xml, other, other + length);
    }

    private int compare(int one, int oneEnd, int other, int otherEnd) {
        int shorter = Math.min(oneEnd - one, otherEnd - other);
        for (int i = 0; i < shorter; i++) {
            if (xml[one + i] != xml[other + i]) {
                return xml[one + i] - xml[other + i];
            }
        }
        return oneEnd - one - (otherEnd - other);
    }

    private UnsupportedDocumentException unsupported(String reason) {
        return new UnsupportedDocumentException(reason, at);
    }

    private static byte[] nameClasses() {
        byte[] classes = new byte[256];
        for (int c = 0; c < 0x80; c++) {
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            boolean part = (c >= '0' && c <= '9') || c == '-' || c == '.';
            classes[c] = letter ? NAME_START : part ? NAME_PART : 0;
        }
        return classes;
    }
}
