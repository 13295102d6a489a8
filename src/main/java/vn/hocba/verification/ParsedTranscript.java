package vn.hocba.verification;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import vn.hocba.document.TranscriptDocument;
import vn.hocba.transcript.Slot;
import vn.hocba.xades.XmlNames;

/** A transcript as the JDK's parser reads it, canonicalised by Apache Santuario. */
final class ParsedTranscript implements TranscriptTree {

    private static final Elements.Refusal LAYOUT = new Elements.Refusal() {

        @Override
        public RuntimeException malformed(String en) {
            return new UnsupportedShapeException(en);
        }

        @Override
        public RuntimeException unexpected(String localName, String en) {
            return new UnsupportedShapeException(en);
        }
    };

    private final CanonicalForms forms = new CanonicalForms();
    private final Element information;
    private final Map<Slot, XmlElement> signatures = new EnumMap<>(Slot.class);
    private final Map<String, Element> ids = new HashMap<>();

    /** @throws UnsupportedShapeException when the shape is another */
    ParsedTranscript(Document document) {
        Element root = document.getDocumentElement();
        if (!ParsedElement.is(root, null, "HOC_BA")) {
            throw new UnsupportedShapeException("the root element is not HOC_BA");
        }
        if (document.getChildNodes().getLength() != 1) {
            throw new UnsupportedShapeException("something stands beside the root element");
        }
        index(root);
        Elements layout = elements(parsed(root), "PHIEN_BAN");
        String version = root.getAttribute("PHIEN_BAN");
        if (root.hasAttribute("PHIEN_BAN") && !"1.0".equals(version)) {
            throw new UnsupportedShapeException("layout version " + version);
        }
        XmlElement data = layout.required(null, "DU_LIEU_HOC_BA");
        XmlElement issue = layout.required(null, "PHAT_HANH_HOC_BA");
        layout.end();

        Elements content = elements(data, "Id");
        XmlElement signed = content.required(null, "THONG_TIN_HOC_BA");
        XmlElement teachers = content.required(null, "DANH_SACH_THONG_TIN_KY");
        content.end();
        requireId(data, TranscriptDocument.DATA_ID);
        requireId(signed, TranscriptDocument.INFORMATION_ID);

        Elements teacherSlots = elements(teachers);
        teacherSlots
                .optional(null, "DANH_SACH_GVBM")
                .ifPresent(list -> elements(list).end());
        slot(Slot.HOMEROOM_TEACHER, teacherSlots.required(null, "GVCN"));
        teacherSlots.end();

        Elements issueSlots = elements(issue);
        slot(Slot.PRINCIPAL, issueSlots.required(null, "CBQL"));
        slot(Slot.SCHOOL_SEAL, issueSlots.required(null, "KY_PHAT_HANH"));
        issueSlots.end();
        information = Objects.requireNonNull(ids.get(TranscriptDocument.INFORMATION_ID));
        refuseForeignContent(information);
    }

    /** The ministry's elements have no namespace: what has one is for another reader to act on (XInclude, a second signature). */
    private static void refuseForeignContent(Element element) {
        if (element.getNamespaceURI() != null) {
            throw new UnsupportedShapeException("element of another vocabulary in the content");
        }
        for (@Nullable Node n = element.getFirstChild(); n != null; n = n.getNextSibling()) {
            if (n instanceof Element child) {
                refuseForeignContent(child);
            }
        }
    }

    private XmlElement parsed(Element element) {
        return new ParsedElement(element, forms);
    }

    @Override
    public Optional<XmlElement> signature(Slot slot) {
        return Optional.ofNullable(signatures.get(slot));
    }

    @Override
    public Optional<CanonicalPart> element(String id) {
        return Optional.ofNullable(ids.get(id)).map(this::parsed);
    }

    @Override
    public Optional<String> informationText(String... path) {
        Element at = information;
        for (String name : path) {
            Element found = null;
            for (Node n = at.getFirstChild(); n != null; n = n.getNextSibling()) {
                if (n instanceof Element child && ParsedElement.is(child, null, name)) {
                    if (found != null) {
                        return Optional.empty();
                    }
                    found = child;
                }
            }
            if (found == null) {
                return Optional.empty();
            }
            at = found;
        }
        return Optional.of(at.getTextContent());
    }

    private void slot(Slot slot, XmlElement element) {
        Elements content = elements(element);
        content.optional(XmlNames.DS, "Signature").ifPresent(s -> signatures.put(slot, s));
        content.end();
    }

    private static Elements elements(XmlElement element, String... attributes) {
        return new Elements(element, Set.of(attributes), LAYOUT);
    }

    private static void requireId(XmlElement element, String id) {
        if (!id.equals(element.attribute("Id"))) {
            throw new UnsupportedShapeException(element.tagName() + " without Id \"" + id + "\"");
        }
    }

    /** Notes the ids, and refuses what is neither an element nor text: nothing that reads this tree meets it. */
    private void index(Element element) {
        NamedNodeMap attributes = element.getAttributes();
        for (int i = 0; i < attributes.getLength(); i++) {
            Attr attribute = (Attr) attributes.item(i);
            if ("id".equalsIgnoreCase(attribute.getLocalName())) {
                if (!"Id".equals(attribute.getName())) {
                    throw new UnsupportedShapeException("identifier attribute written as " + attribute.getName());
                }
                if (ids.putIfAbsent(attribute.getValue(), element) != null) {
                    throw new UnsupportedShapeException("an Id stands twice");
                }
            }
        }
        for (@Nullable Node n = element.getFirstChild(); n != null; n = n.getNextSibling()) {
            switch (n.getNodeType()) {
                case Node.ELEMENT_NODE -> index((Element) n);
                case Node.TEXT_NODE -> {}
                default -> throw new UnsupportedShapeException("comment, processing instruction or CDATA section");
            }
        }
    }
}
