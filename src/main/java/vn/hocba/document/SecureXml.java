package vn.hocba.document;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import vn.hocba.document.UnreadableXmlException.Reason;

/**
 * Reads XML that strangers sent: with the JDK's parser, or, where its bytes are canonical and of our layout, by one scan.
 *
 * <p>Security guarantees: no DOCTYPE (so no entities, no default attributes, no external DTD), no XInclude, no external
 * access of any kind, XML 1.0 in UTF-8 only; bounded in size, depth, attributes and names. A scan takes nothing that the parser
 * would refuse.
 */
public final class SecureXml {

    private static final int MAX_BYTES = TranscriptDocument.MAX_BYTES;

    /** Tags, comments and the like; a tree takes a hundred times the room of its smallest tags. */
    private static final int MAX_MARKUP = 200_000;

    /** Two tags each, and the layout's own. */
    private static final int MAX_SCANNED_ELEMENTS = MAX_MARKUP / 2 - 100;

    /** Those of the layout come on top; the parser stops at 64. */
    private static final int MAX_SCANNED_DEPTH = 56;

    /** The parser stops at 100,000, and counts some of them twice. */
    private static final int MAX_SCANNED_REFERENCES = 40_000;

    /** Setting a parser up takes longer than a small file takes to parse. One that failed is not used again. */
    private static final ThreadLocal<DocumentBuilder> BUILDER = ThreadLocal.withInitial(SecureXml::builder);

    private SecureXml() {}

    /**
     * The tree of a file.
     *
     * @throws UnreadableXmlException when it is not XML that may be read
     */
    public static Document parse(byte[] xml) {
        if (xml.length > MAX_BYTES) {
            throw new UnreadableXmlException(Reason.TOO_LARGE, "longer than " + MAX_BYTES + " bytes");
        }
        String text = decode(xml);
        int markup = 0;
        for (int at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at + 1)) {
            if (++markup > MAX_MARKUP) {
                throw new UnreadableXmlException(Reason.MALFORMED, "more than " + MAX_MARKUP + " tags");
            }
        }
        try {
            Document document = parse(new InputSource(new StringReader(text)));
            String encoding = document.getXmlEncoding();
            if (encoding != null && !"UTF-8".equalsIgnoreCase(encoding)) {
                throw new UnreadableXmlException(Reason.ENCODING, "declared encoding is not UTF-8");
            }
            if (!"1.0".equals(document.getXmlVersion())) {
                throw new UnreadableXmlException(Reason.MALFORMED, "not XML 1.0");
            }
            return document;
        } catch (SAXException e) {
            // the parser's own message depends on the machine's language
            boolean doctype = text.contains("<!DOCTYPE");
            throw new UnreadableXmlException(
                    doctype ? Reason.DOCTYPE : Reason.MALFORMED,
                    doctype ? "a DOCTYPE is not accepted" : "not well-formed XML" + place(e));
        } catch (IOException e) {
            throw new UnreadableXmlException(Reason.MALFORMED, "not readable");
        }
    }

    /**
     * The file without a tree, when its bytes are of our layout and canonical, and so far within the bounds of {@link #parse} that
     * it would take it; empty for all other files.
     */
    public static Optional<TranscriptDocument> scan(byte[] xml) {
        if (xml.length > MAX_BYTES) {
            return Optional.empty();
        }
        byte[] own = xml.clone();
        CanonicalScanner scanner = new CanonicalScanner(own, 0, own.length);
        try {
            TranscriptDocument document = TranscriptDocument.of(own, scanner);
            boolean within = scanner.elements() <= MAX_SCANNED_ELEMENTS
                    && scanner.deepest() <= MAX_SCANNED_DEPTH
                    && scanner.references() <= MAX_SCANNED_REFERENCES;
            return within ? Optional.of(document) : Optional.empty();
        } catch (UnsupportedDocumentException e) {
            return Optional.empty();
        }
    }

    private static Document parse(InputSource source) throws IOException, SAXException {
        boolean parsed = false;
        try {
            Document document = BUILDER.get().parse(source);
            parsed = true;
            return document;
        } finally {
            if (!parsed) {
                BUILDER.remove();
            }
        }
    }

    private static String place(SAXException e) {
        return e instanceof SAXParseException p
                ? " (line " + p.getLineNumber() + ", column " + p.getColumnNumber() + ")"
                : "";
    }

    private static String decode(byte[] xml) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(xml))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableXmlException(Reason.ENCODING, "not UTF-8");
        }
    }

    private static DocumentBuilder builder() {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        try {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            factory.setFeature("http://apache.org/xml/features/dom/defer-node-expansion", false);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setAttribute("jdk.xml.maxElementDepth", "64");
            factory.setAttribute("jdk.xml.elementAttributeLimit", "32");
            factory.setAttribute("jdk.xml.maxXMLNameLimit", "200");
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Refusing());
            return builder;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's own parser lacks a feature", e);
        }
    }

    /** Without a handler of its own the parser prints to standard error. */
    private static final class Refusing implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
