package vn.hocba.verification;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import vn.hocba.pki.DigestAlgorithm;

/**
 * An element of a tree that the JDK's parser made.
 *
 * @param forms the tree's
 */
record ParsedElement(Element element, CanonicalForms forms) implements XmlElement {

    private static final String XMLNS = "http://www.w3.org/2000/xmlns/";

    @Override
    public String tagName() {
        return element.getTagName();
    }

    @Override
    public String localName() {
        return element.getLocalName();
    }

    @Override
    public boolean is(@Nullable String namespace, String localName) {
        return is(element, namespace, localName);
    }

    static boolean is(Element element, @Nullable String namespace, String localName) {
        return localName.equals(element.getLocalName())
                && (namespace == null
                        ? element.getNamespaceURI() == null
                        : namespace.equals(element.getNamespaceURI()));
    }

    @Override
    public String attribute(String name) {
        return element.getAttribute(name);
    }

    @Override
    public Collection<String> attributeNames() {
        List<String> names = new ArrayList<>();
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Attr attribute = (Attr) attributes.item(i);
            if (!XMLNS.equals(attribute.getNamespaceURI())) {
                names.add(attribute.getName());
            }
        }
        return names;
    }

    @Override
    public List<XmlElement> children() {
        List<XmlElement> children = new ArrayList<>();
        for (Node n = element.getFirstChild(); n != null; n = n.getNextSibling()) {
            if (n instanceof Element child) {
                children.add(new ParsedElement(child, forms));
            }
        }
        return children;
    }

    @Override
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Node n = element.getFirstChild(); n != null; n = n.getNextSibling()) {
            if (n.getNodeType() == Node.TEXT_NODE) {
                text.append(n.getNodeValue());
            }
        }
        return text.toString();
    }

    @Override
    public byte[] canonicalForm() {
        return forms.of(element);
    }

    @Override
    public byte[] digest(DigestAlgorithm algorithm) {
        return forms.digest(element, algorithm);
    }
}
