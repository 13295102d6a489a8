package vn.hocba.document;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An element of a {@link TranscriptDocument}: where it lies, what it holds, and its exclusive canonical form on its own. The
 * document's bytes were found canonical before, so the only thing that is missing from an element's bytes are the namespace
 * declarations that stand on elements around it.
 */
public final class CanonicalElement {

    private final byte[] xml;
    private final ByteRange range;
    private final ByteRange content;
    private final String name;
    private final String prefix;
    private final String localName;
    private final String namespace;
    private final Map<String, String> attributes;
    private final boolean declaresItsPrefix;
    private final List<CanonicalElement> children;

    /** A declaration, and those around it. Shared by all elements below: a map for each would take a hundred times a file's room. */
    private record Scope(
            String prefix, String namespace, @Nullable Scope outer) {

        static @Nullable String namespace(@Nullable Scope innermost, String prefix) {
            for (Scope scope = innermost; scope != null; scope = scope.outer) {
                if (scope.prefix.equals(prefix)) {
                    return scope.namespace;
                }
            }
            return null;
        }
    }

    private CanonicalElement(
            byte[] xml,
            ByteRange range,
            ByteRange content,
            String name,
            Map<String, String> attributes,
            @Nullable Scope scope,
            boolean declaresItsPrefix,
            List<CanonicalElement> children) {
        this.xml = xml;
        this.range = range;
        this.content = content;
        this.name = name;
        int colon = name.indexOf(':');
        this.prefix = colon < 0 ? "" : name.substring(0, colon);
        this.localName = name.substring(colon + 1);
        this.namespace = Objects.requireNonNullElse(Scope.namespace(scope, prefix), "");
        this.attributes = attributes;
        this.declaresItsPrefix = declaresItsPrefix;
        this.children = List.copyOf(children);
    }

    /** @param xml bytes that a {@link CanonicalScanner} accepted from {@code start} on */
    static CanonicalElement read(byte[] xml, int start) {
        return read(xml, start, null);
    }

    private static CanonicalElement read(byte[] xml, int start, @Nullable Scope outer) {
        int at = start + 1;
        while (xml[at] != ' ' && xml[at] != '>') {
            at++;
        }
        String name = ascii(xml, start + 1, at);
        Scope declared = null;
        Map<String, String> attributes = Map.of();
        while (xml[at] == ' ') {
            int equals = next(xml, at, '=');
            int close = next(xml, equals + 2, '"');
            String attribute = ascii(xml, at + 1, equals);
            if (attribute.startsWith("xmlns:")) {
                // the scanner accepts no other than that of the element's own prefix
                declared = new Scope(
                        attribute.substring("xmlns:".length()),
                        new String(xml, equals + 2, close - equals - 2, StandardCharsets.UTF_8),
                        outer);
            } else {
                attributes = attributes.isEmpty() ? new LinkedHashMap<>(4) : attributes;
                attributes.put(attribute, CanonicalCharacters.resolved(xml, equals + 2, close));
            }
            at = close + 1;
        }
        Scope scope = declared == null ? outer : declared;
        int content = at + 1;
        List<CanonicalElement> children = List.of();
        int end = next(xml, content, '<');
        while (xml[end + 1] != '/') {
            CanonicalElement child = read(xml, end, scope);
            children = children.isEmpty() ? new ArrayList<>() : children;
            children.add(child);
            end = next(xml, child.range.end(), '<');
        }
        return new CanonicalElement(
                xml,
                // an end tag is as long as the name and three characters
                new ByteRange(start, end + name.length() + 3),
                new ByteRange(content, end),
                name,
                attributes,
                scope,
                declared != null,
                children);
    }

    /** Where it lies in the file, tags included. */
    public ByteRange range() {
        return range;
    }

    /** Where its content lies in the file. */
    public ByteRange content() {
        return content;
    }

    /** Its name with its prefix. */
    public String name() {
        return name;
    }

    /** Its name without prefix. */
    public String localName() {
        return localName;
    }

    /** What its prefix stands for, as it is written; empty without prefix. */
    public String namespace() {
        return namespace;
    }

    /** Its child elements. */
    public List<CanonicalElement> children() {
        return children;
    }

    /** The first child of this name and namespace. */
    public Optional<CanonicalElement> child(String namespace, String localName) {
        return children.stream().filter(child -> child.is(namespace, localName)).findFirst();
    }

    /** Whether it bears this name. */
    public boolean is(String namespace, String localName) {
        return localName.equals(this.localName) && namespace.equals(this.namespace);
    }

    /** Names and values of its attributes, which have no namespace, in their order; declarations of namespaces are none. */
    public Map<String, String> attributes() {
        return Collections.unmodifiableMap(attributes);
    }

    /** An attribute's value. */
    public Optional<String> attribute(String attribute) {
        return Optional.ofNullable(attributes.get(attribute));
    }

    /** Its own text; that of its children is none of it. */
    public String text() {
        if (children.isEmpty()) {
            return CanonicalCharacters.resolved(xml, content.start(), content.end());
        }
        StringBuilder text = new StringBuilder();
        int from = content.start();
        for (CanonicalElement child : children) {
            text.append(CanonicalCharacters.resolved(xml, from, child.range.start()));
            from = child.range.end();
        }
        return text.append(CanonicalCharacters.resolved(xml, from, content.end()))
                .toString();
    }

    /** All text in it, in its order, that of its children too. */
    public String textContent() {
        StringBuilder text = new StringBuilder();
        appendText(text);
        return text.toString();
    }

    private void appendText(StringBuilder text) {
        int from = content.start();
        for (CanonicalElement child : children) {
            text.append(CanonicalCharacters.resolved(xml, from, child.range.start()));
            child.appendText(text);
            from = child.range.end();
        }
        text.append(CanonicalCharacters.resolved(xml, from, content.end()));
    }

    /** The element that lies just there, itself or one inside. */
    Optional<CanonicalElement> at(ByteRange place) {
        if (range.equals(place)) {
            return Optional.of(this);
        }
        for (CanonicalElement child : children) {
            if (child.range.contains(place)) {
                return child.at(place);
            }
        }
        return Optional.empty();
    }

    /** The exclusive canonical form (without comments) of this element on its own. */
    public byte[] canonicalForm() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(range.length() + 64);
        write(out, new HashSet<>());
        return out.toByteArray();
    }

    /** @param rendered prefixes that were declared on elements around this one; the same again afterwards */
    private void write(ByteArrayOutputStream out, Set<String> rendered) {
        int afterName = range.start() + 1 + name.length();
        out.write(xml, range.start(), afterName - range.start());
        boolean renders = !prefix.isEmpty() && rendered.add(prefix);
        if (renders && !declaresItsPrefix) {
            out.writeBytes((" xmlns:" + prefix + "=\"" + namespace + "\"").getBytes(StandardCharsets.UTF_8));
        }
        int from = afterName;
        for (CanonicalElement child : children) {
            out.write(xml, from, child.range.start() - from);
            child.write(out, rendered);
            from = child.range.end();
        }
        out.write(xml, from, range.end() - from);
        if (renders) {
            rendered.remove(prefix);
        }
    }

    private static String ascii(byte[] xml, int from, int to) {
        return new String(xml, from, to - from, StandardCharsets.US_ASCII);
    }

    private static int next(byte[] xml, int from, char c) {
        int at = from;
        while (xml[at] != c) {
            at++;
        }
        return at;
    }
}
