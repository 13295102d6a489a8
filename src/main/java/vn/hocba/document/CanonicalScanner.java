package vn.hocba.document;

import java.nio.charset.StandardCharsets;
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

    private static final byte PLAIN = 0;
    private static final byte MARKUP = 1;
    private static final byte MULTI_BYTE = 2;
    private static final byte FORBIDDEN = 3;
    private static final byte[] IN_TEXT = classes("\t\n", "&<", ">");
    private static final byte[] IN_ATTRIBUTE = classes("", "&\"", "<");

    private static final byte[][] TEXT_ESCAPES = ascii("&amp;", "&lt;", "&gt;", "&#xD;");
    private static final byte[][] ATTRIBUTE_ESCAPES = ascii("&amp;", "&lt;", "&quot;", "&#x9;", "&#xA;", "&#xD;");

    private final byte[] xml;
    private final int end;
    private final Map<String, ByteRange> ids = new LinkedHashMap<>();
    private int at;

    /** Where the names of the open elements start, and which prefixes they declare (-1: none). */
    private final int[] openNames = new int[MAX_DEPTH];

    private final boolean[] declares = new boolean[MAX_DEPTH];
    private final String[] openIds = new String[MAX_DEPTH];
    private final int[] openStarts = new int[MAX_DEPTH];
    private int depth;

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

    boolean looksAt(String literal) {
        return matches(literal.getBytes(StandardCharsets.US_ASCII));
    }

    void expect(String literal) {
        byte[] bytes = literal.getBytes(StandardCharsets.US_ASCII);
        if (!matches(bytes)) {
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
            text();
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
        openStarts[depth] = start;
        openIds[depth] = "";
        declares[depth] = false;
        if (colon > 0 && !inScope(name, colon)) {
            declareNamespace(name, colon);
            declares[depth] = true;
        }
        depth++;
        attributes(nameEnd);
        require('>');
    }

    private void declareNamespace(int name, int colon) {
        expect(" xmlns:");
        if (!sameBytes(name, at, colon - name) || at + colon - name >= end) {
            throw unsupported("the prefix's namespace is not declared where it is first used");
        }
        at += colon - name;
        require('=');
        require('"');
        int value = at;
        attributeValue();
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
            attributeValue();
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
        int from = at;
        name(true);
        int length = at - from;
        byte after = xml[name + length];
        if (!sameBytes(name, from, length) || (after != '>' && after != ' ')) {
            throw unsupported("end tag does not match its start tag");
        }
        require('>');
        if (!openIds[depth].isEmpty()) {
            identify(openIds[depth], openStarts[depth]);
        }
    }

    /** Skips a name and gives the offset of its colon, or -1. */
    private int name(boolean prefixes) {
        int from = at;
        int colon = -1;
        boolean first = true;
        for (; at < end; at++) {
            byte c = xml[at];
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            if (letter || (!first && ((c >= '0' && c <= '9') || c == '-' || c == '.'))) {
                first = false;
            } else if (c == ':' && prefixes && !first && colon < 0) {
                colon = at;
                first = true;
            } else {
                break;
            }
        }
        if (first || at - from > MAX_NAME) {
            throw unsupported("expected a name");
        }
        return colon;
    }

    private void text() {
        while (at < end) {
            switch (IN_TEXT[xml[at] & 0xFF]) {
                case PLAIN -> at++;
                case MULTI_BYTE -> multiByte();
                case MARKUP -> {
                    if (xml[at] == '<') {
                        return;
                    }
                    escape(TEXT_ESCAPES);
                }
                default -> throw unsupported("character that canonical text does not hold");
            }
        }
        throw unsupported("unexpected end");
    }

    private void attributeValue() {
        while (at < end) {
            switch (IN_ATTRIBUTE[xml[at] & 0xFF]) {
                case PLAIN -> at++;
                case MULTI_BYTE -> multiByte();
                case MARKUP -> {
                    if (xml[at] == '"') {
                        at++;
                        return;
                    }
                    escape(ATTRIBUTE_ESCAPES);
                }
                default -> throw unsupported("character that a canonical attribute does not hold");
            }
        }
        throw unsupported("unexpected end");
    }

    private void escape(byte[][] allowed) {
        for (byte[] escape : allowed) {
            if (matches(escape)) {
                at += escape.length;
                return;
            }
        }
        throw unsupported("reference that the canonical form does not use");
    }

    /** One character of two to four bytes: shortest form, no surrogates, no U+FFFE or U+FFFF (RFC 3629, XML 1.0 2.2). */
    private void multiByte() {
        int lead = xml[at] & 0xFF;
        int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (lead < 0xC2 || lead > 0xF4 || at + length > end) {
            throw unsupported("not UTF-8");
        }
        int c = lead & (0x7F >> length);
        for (int i = 1; i < length; i++) {
            int next = xml[at + i];
            if ((next & 0xC0) != 0x80) {
                throw unsupported("not UTF-8");
            }
            c = (c << 6) | (next & 0x3F);
        }
        boolean shortest = length == 2 || (length == 3 && c >= 0x800) || (length == 4 && c >= 0x10000);
        if (!shortest || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF) || c == 0xFFFE || c == 0xFFFF) {
            throw unsupported("character that XML does not hold");
        }
        at += length;
    }

    private void require(char c) {
        if (at >= end || xml[at] != c) {
            throw unsupported("expected " + c);
        }
        at++;
    }

    private boolean matches(byte[] literal) {
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

    private boolean sameBytes(int one, int other, int length) {
        for (int i = 0; i < length; i++) {
            if (xml[one + i] != xml[other + i]) {
                return false;
            }
        }
        return true;
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

    private static byte[] classes(String alsoPlain, String markup, String forbidden) {
        byte[] classes = new byte[256];
        for (int c = 0; c < 256; c++) {
            boolean plain = c >= 0x20 || alsoPlain.indexOf(c) >= 0;
            classes[c] = c >= 0x80 ? MULTI_BYTE : plain ? PLAIN : FORBIDDEN;
        }
        markup.chars().forEach(c -> classes[c] = MARKUP);
        forbidden.chars().forEach(c -> classes[c] = FORBIDDEN);
        return classes;
    }

    private static byte[][] ascii(String... literals) {
        byte[][] bytes = new byte[literals.length][];
        for (int i = 0; i < literals.length; i++) {
            bytes[i] = literals[i].getBytes(StandardCharsets.US_ASCII);
        }
        return bytes;
    }
}
