package vn.hocba.testing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.apache.xml.security.Init;
import org.apache.xml.security.c14n.Canonicalizer;
import org.w3c.dom.Document;
import org.w3c.dom.Node;

/** Apache Santuario as an independent opinion on what the exclusive canonical form of a parsed element is. */
public final class Santuario {

    private Santuario() {}

    /** A tree as any reader would parse it. */
    public static Document parse(byte[] xml) {
        try {
            return DocumentBuilderFactory.newDefaultNSInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml));
        } catch (Exception e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Exclusive canonical form of the element that an XPath selects (names are compared as local names by the caller). */
    public static byte[] canonical(byte[] xml, String xpath) {
        try {
            Init.init();
            Node node = (Node)
                    XPathFactory.newDefaultInstance().newXPath().evaluate(xpath, parse(xml), XPathConstants.NODE);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Canonicalizer.getInstance(Canonicalizer.ALGO_ID_C14N_EXCL_OMIT_COMMENTS)
                    .canonicalizeSubtree(node, out);
            return out.toByteArray();
        } catch (Exception e) {
            throw new IllegalArgumentException(e);
        }
    }
}
