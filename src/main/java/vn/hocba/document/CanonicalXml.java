package vn.hocba.document;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes XML whose bytes are its own Exclusive XML Canonicalization 1.0 (without comments), so that what is digested for a
 * signature need never be parsed and canonicalised again.
 *
 * <p>Not safe for use by several threads. Refuses characters that XML 1.0 forbids and lone surrogates
 * (W3C XML 1.0 section 2.2) with {@link IllegalArgumentException}; nothing is ever silently replaced.
 */
public final class CanonicalXml {

    /** What stands before the root element of a file; not part of its canonical form. */
    static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    private static final Comparator<Attribute> BY_NAME = Comparator.comparing(Attribute::name);

    private final Utf8Buffer out = new Utf8Buffer();
    private final Map<String, String> namespaces = new HashMap<>();
    private final Deque<OpenElement> open = new ArrayDeque<>();
    private final Set<String> rendered = new HashSet<>();
    private final List<Attribute> attributes = new ArrayList<>();
    private boolean inStartTag;

    private record Attribute(String name, String value) {}

    private record OpenElement(String name, @Nullable String declares) {}

    private CanonicalXml() {}

    /** A file: the XML declaration, then whatever is written. */
    public static CanonicalXml document() {
        CanonicalXml xml = new CanonicalXml();
        xml.out.ascii(DECLARATION);
        return xml;
    }

    /** An element on its own, in the form in which a signature digests it: namespaces are declared anew. */
    public static CanonicalXml fragment() {
        return new CanonicalXml();
    }

    /** Says what a prefix stands for; the declaration is rendered on the elements where it is first visibly utilised. */
    public CanonicalXml bind(String prefix, String namespace) {
        namespaces.put(prefix, namespace);
        return this;
    }

    /** Says what a prefix stands for that an element around what is written has declared already. */
    public CanonicalXml inherit(String prefix, String namespace) {
        rendered.add(prefix);
        return bind(prefix, namespace);
    }

    /** Opens an element; the name is {@code local} (no namespace) or {@code prefix:local} with a bound prefix. */
    public CanonicalXml start(String name) {
        closeStartTag();
        requireName(name);
        int colon = name.indexOf(':');
        String declares = null;
        if (colon > 0) {
            String prefix = name.substring(0, colon);
            if (!namespaces.containsKey(prefix)) {
                throw new IllegalArgumentException("prefix is not bound: " + prefix);
            }
            declares = rendered.add(prefix) ? prefix : null;
        }
        open.push(new OpenElement(name, declares));
        out.ascii('<').ascii(name);
        inStartTag = true;
        return this;
    }

    /** Adds an attribute without namespace to the element just opened; the order of the calls does not matter. */
    public CanonicalXml attribute(String name, String value) {
        if (!inStartTag) {
            throw new IllegalStateException("no start tag is open");
        }
        requireName(name);
        if (name.indexOf(':') >= 0 || "xmlns".equals(name)) {
            throw new IllegalArgumentException("only attributes without namespace: " + name);
        }
        for (Attribute other : attributes) {
            if (other.name().equals(name)) {
                throw new IllegalArgumentException("attribute is there already: " + name);
            }
        }
        attributes.add(new Attribute(name, value));
        return this;
    }

    /** Character data of the open element. */
    public CanonicalXml text(String value) {
        if (open.isEmpty()) {
            throw new IllegalStateException("text outside the root element");
        }
        closeStartTag();
        escape(value, false);
        return this;
    }

    /** Closes the innermost open element; an empty one is written as a start and an end tag. */
    public CanonicalXml end() {
        closeStartTag();
        OpenElement element = open.pop();
        out.ascii("</").ascii(element.name()).ascii('>');
        if (element.declares() != null) {
            rendered.remove(element.declares());
        }
        return this;
    }

    /** An element that holds text only. */
    public CanonicalXml element(String name, String text) {
        return start(name).text(text).end();
    }

    /** The number of bytes written so far; a start tag that is still open for attributes is completed first. */
    public int position() {
        closeStartTag();
        return out.length();
    }

    /** All that was written; every element must have been closed. */
    public byte[] toBytes() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("still open: " + open.peek().name());
        }
        return out.toBytes();
    }

    /** Index (in UTF-16 units) of the first character that XML 1.0 cannot hold; empty when the text can be written. */
    public static OptionalInt firstForbidden(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (!allowed(c)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    private static boolean allowed(char c) {
        return (c >= 0x20 && c <= 0xD7FF) || c == '\t' || c == '\n' || c == '\r' || (c >= 0xE000 && c <= 0xFFFD);
    }

    private void closeStartTag() {
        if (!inStartTag) {
            return;
        }
        inStartTag = false;
        String declares = open.element().declares();
        if (declares != null) {
            out.ascii(" xmlns:").ascii(declares).ascii("=\"");
            escape(namespaces.getOrDefault(declares, ""), true);
            out.ascii('"');
        }
        attributes.sort(BY_NAME);
        for (Attribute attribute : attributes) {
            out.ascii(' ').ascii(attribute.name()).ascii("=\"");
            escape(attribute.value(), true);
            out.ascii('"');
        }
        attributes.clear();
        out.ascii('>');
    }

    /** Canonical XML 1.0 section 2.3: what is escaped differs between attribute values and text. */
    private void escape(String value, boolean attribute) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> out.ascii("&amp;");
                case '<' -> out.ascii("&lt;");
                case '\r' -> out.ascii("&#xD;");
                case '>' -> out.ascii(attribute ? ">" : "&gt;");
                case '"' -> out.ascii(attribute ? "&quot;" : "\"");
                case '\t' -> out.ascii(attribute ? "&#x9;" : "\t");
                case '\n' -> out.ascii(attribute ? "&#xA;" : "\n");
                default -> {
                    if (Character.isHighSurrogate(c)
                            && i + 1 < value.length()
                            && Character.isLowSurrogate(value.charAt(i + 1))) {
                        out.codePoint(Character.toCodePoint(c, value.charAt(++i)));
                    } else if (allowed(c)) {
                        out.codePoint(c);
                    } else {
                        throw new IllegalArgumentException(
                                "XML cannot hold U+%04X (at character %d)".formatted((int) c, i));
                    }
                }
            }
        }
    }

    private static void requireName(String name) {
        boolean first = true;
        int colons = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
            boolean digit = (c >= '0' && c <= '9') || c == '-' || c == '.';
            if (c == ':' && !first && colons == 0) {
                colons++;
                first = true;
            } else if (letter || (digit && !first)) {
                first = false;
            } else {
                throw new IllegalArgumentException("not a name that this product writes: " + name);
            }
        }
        if (first) {
            throw new IllegalArgumentException("not a name that this product writes: " + name);
        }
    }
}
