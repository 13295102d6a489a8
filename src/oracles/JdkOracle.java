import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.xml.crypto.KeySelector;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * The JDK's own XML signature as an independent judge of the core of each signature, with the certificate that it carries. Started
 * from source: {@code java src/oracles/JdkOracle.java <file>...}. Prints one line per signature: file, id, VALID or INVALID.
 */
public final class JdkOracle {

    private static final String DS = "http://www.w3.org/2000/09/xmldsig#";

    public static void main(String[] files) throws Exception {
        DocumentBuilderFactory parsers = DocumentBuilderFactory.newDefaultNSInstance();
        XMLSignatureFactory signatures = XMLSignatureFactory.getInstance("DOM");
        for (String file : files) {
            Document document = parsers.newDocumentBuilder().parse(Path.of(file).toFile());
            var elements = document.getElementsByTagName("*");
            for (int i = 0; i < elements.getLength(); i++) {
                if (((Element) elements.item(i)).hasAttribute("Id")) {
                    ((Element) elements.item(i)).setIdAttribute("Id", true);
                }
            }
            var found = document.getElementsByTagNameNS(DS, "Signature");
            for (int i = 0; i < found.getLength(); i++) {
                Element signature = (Element) found.item(i);
                var context = new DOMValidateContext(KeySelector.singletonKeySelector(certificate(signature).getPublicKey()), signature);
                boolean valid = signatures.unmarshalXMLSignature(context).validate(context);
                System.out.println(file + "\t" + signature.getAttribute("Id") + "\t" + (valid ? "VALID" : "INVALID"));
            }
        }
    }

    /** The first one in KeyInfo, which is the signer's. */
    private static X509Certificate certificate(Element signature) throws Exception {
        var first = signature.getElementsByTagNameNS(DS, "X509Certificate").item(0);
        byte[] der = Base64.getMimeDecoder().decode(first.getTextContent());
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der));
    }
}
