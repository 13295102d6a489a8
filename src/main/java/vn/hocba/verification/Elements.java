package vn.hocba.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;

/**
 * Reads the children of one element in a fixed order. Whatever is not asked for, in elements, attributes or text, is refused:
 * an allow-list cannot forget an attack.
 */
final class Elements {

    private static final String XMLNS = "http://www.w3.org/2000/xmlns/";

    private final String name;
    private final List<Element> children;
    private final Refusal refusal;
    private int next;

    /** What to throw. */
    interface Refusal {

        /** Something is missing, or no text where text should be. */
        RuntimeException malformed(String en);

        /** An attribute or element that is not on the list. */
        RuntimeException unexpected(String localName, String en);
    }

    /**
     * @param attributes names of those that may stand on the element, all without namespace
     * @param refusal what to throw when something else is found
     */
    Elements(Element element, Set<String> attributes, Refusal refusal) {
        this.name = element.getTagName();
        this.refusal = refusal;
        refuseOtherAttributes(element, attributes, refusal);
        this.children = childElements(element, refusal);
    }

    /** The next child, which must have this name. */
    Element required(@Nullable String namespace, String localName) {
        return optional(namespace, localName)
                .orElseThrow(() -> refusal.malformed("expected " + localName + " in " + name));
    }

    /** The next child when it has this name, else no move. */
    Optional<Element> optional(@Nullable String namespace, String localName) {
        if (next < children.size() && is(children.get(next), namespace, localName)) {
            return Optional.of(children.get(next++));
        }
        return Optional.empty();
    }

    /** All next children of this name. */
    List<Element> all(@Nullable String namespace, String localName) {
        List<Element> found = new ArrayList<>();
        for (Optional<Element> e = optional(namespace, localName); e.isPresent(); e = optional(namespace, localName)) {
            found.add(e.get());
        }
        return found;
    }

    /** Nothing may be left. */
    void end() {
        if (next < children.size()) {
            Element left = children.get(next);
            throw refusal.unexpected(left.getLocalName(), "unexpected " + left.getTagName() + " in " + name);
        }
    }

    /** The text of an element that holds nothing else and bears only these attributes. */
    static String text(Element element, Set<String> attributes, Refusal refusal) {
        refuseOtherAttributes(element, attributes, refusal);
        for (Node n = element.getFirstChild(); n != null; n = n.getNextSibling()) {
            if (n.getNodeType() != Node.TEXT_NODE) {
                throw refusal.malformed(element.getTagName() + " must hold text only");
            }
        }
        return element.getTextContent();
    }

    static boolean is(Node node, @Nullable String namespace, String localName) {
        return node.getNodeType() == Node.ELEMENT_NODE
                && localName.equals(node.getLocalName())
                && (namespace == null ? node.getNamespaceURI() == null : namespace.equals(node.getNamespaceURI()));
    }

    private static void refuseOtherAttributes(Element element, Set<String> allowed, Refusal refusal) {
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Attr attribute = (Attr) attributes.item(i);
            boolean declaration = XMLNS.equals(attribute.getNamespaceURI());
            boolean known = attribute.getNamespaceURI() == null && allowed.contains(attribute.getName());
            if (!declaration && !known) {
                throw refusal.unexpected(
                        attribute.getLocalName(),
                        "unexpected attribute " + attribute.getName() + " on " + element.getTagName());
            }
        }
    }

    private static List<Element> childElements(Element element, Refusal refusal) {
        List<Element> found = new ArrayList<>();
        for (Node n = element.getFirstChild(); n != null; n = n.getNextSibling()) {
            if (n instanceof Element child) {
                found.add(child);
            } else if (n.getNodeType() != Node.TEXT_NODE || !n.getTextContent().isBlank()) {
                throw refusal.malformed("unexpected content in " + element.getTagName());
            }
        }
        return found;
    }
}
