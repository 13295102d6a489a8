package vn.hocba.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;
import vn.hocba.document.TranscriptXmlWriter;

/** The published XSD of the layout, applied by the JDK's validator. */
public final class LayoutSchema {
    private static final Schema SCHEMA = load();

    private LayoutSchema() {}

    /** Whether the schema accepts the file. */
    public static boolean accepts(byte[] xml) {
        try {
            validate(xml);
            return true;
        } catch (SAXException e) {
            return false;
        }
    }

    /** @throws SAXException saying why the schema refuses the file */
    public static void validate(byte[] xml) throws SAXException {
        try {
            SCHEMA.newValidator().validate(new StreamSource(new ByteArrayInputStream(xml)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Schema load() {
        try {
            SchemaFactory factory = SchemaFactory.newDefaultInstance();
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            return factory.newSchema(TranscriptXmlWriter.class.getResource("hocba-1.0.xsd"));
        } catch (SAXException e) {
            throw new IllegalStateException(e);
        }
    }
}
