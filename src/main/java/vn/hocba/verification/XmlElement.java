package vn.hocba.verification;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An element as the verifier reads it: of a parsed tree, or of bytes that were found canonical. There is nothing but text and
 * elements in it.
 */
interface XmlElement extends CanonicalPart {

    /** Its name with its prefix. */
    String tagName();

    /** Its name without prefix. */
    String localName();

    /** Whether it bears this name; {@code null} for no namespace. */
    boolean is(@Nullable String namespace, String localName);

    /** The value of the attribute with this name; empty when there is none. */
    String attribute(String name);

    /** The names of its attributes with their prefixes, in alphabetical order; declarations of namespaces are none. */
    Collection<String> attributeNames();

    /** Its child elements. */
    List<XmlElement> children();

    /** Its own text; that of its children is none of it. */
    String text();
}
