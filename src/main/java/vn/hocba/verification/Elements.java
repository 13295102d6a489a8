package vn.hocba.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the children of one element in a fixed order. Whatever is not asked for, in elements, attributes or text, is refused:
 * an allow-list cannot forget an attack.
 */
final class Elements {

    private final String name;
    private final List<XmlElement> children;
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
    Elements(XmlElement element, Set<String> attributes, Refusal refusal) {
        this.name = element.tagName();
        this.refusal = refusal;
        refuseOtherAttributes(element, attributes, refusal);
        if (!element.text().isBlank()) {
            throw refusal.malformed("unexpected content in " + element.tagName());
        }
        this.children = element.children();
    }

    /** The next child, which must have this name. */
    XmlElement required(@Nullable String namespace, String localName) {
        return optional(namespace, localName)
                .orElseThrow(() -> refusal.malformed("expected " + localName + " in " + name));
    }

    /** The next child when it has this name, else no move. */
    Optional<XmlElement> optional(@Nullable String namespace, String localName) {
        if (next < children.size() && children.get(next).is(namespace, localName)) {
            return Optional.of(children.get(next++));
        }
        return Optional.empty();
    }

    /** All next children of this name. */
    List<XmlElement> all(@Nullable String namespace, String localName) {
        List<XmlElement> found = new ArrayList<>();
        for (Optional<XmlElement> e = optional(namespace, localName);
                e.isPresent();
                e = optional(namespace, localName)) {
            found.add(e.get());
        }
        return found;
    }

    /** Nothing may be left. */
    void end() {
        if (next < children.size()) {
            XmlElement left = children.get(next);
            throw refusal.unexpected(left.localName(), "unexpected " + left.tagName() + " in " + name);
        }
    }

    /** The text of an element that holds nothing else and bears only these attributes. */
    static String text(XmlElement element, Set<String> attributes, Refusal refusal) {
        refuseOtherAttributes(element, attributes, refusal);
        if (!element.children().isEmpty()) {
            throw refusal.malformed(element.tagName() + " must hold text only");
        }
        return element.text();
    }

    private static void refuseOtherAttributes(XmlElement element, Set<String> allowed, Refusal refusal) {
        for (String name : element.attributeNames()) {
            // one with a namespace has a prefix, and none of those allowed has
            if (!allowed.contains(name)) {
                throw refusal.unexpected(
                        name.substring(name.indexOf(':') + 1),
                        "unexpected attribute " + name + " on " + element.tagName());
            }
        }
    }
}
