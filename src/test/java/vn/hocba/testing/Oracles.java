package vn.hocba.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dom.DOMStructure;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.crypto.dsig.keyinfo.X509Data;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Validators that share no code with ours: EU DSS (full XAdES, a process of its own), the Debian program {@code xmlsec1} and the
 * JDK (core XML signature only).
 */
public final class Oracles {

    private static final String DS = "http://www.w3.org/2000/09/xmldsig#";

    /** What was signed by ids, as {@code xmlsec1} wants to be told. */
    private static final List<String> WITH_ID = List.of(
            "DU_LIEU_HOC_BA",
            "THONG_TIN_HOC_BA",
            DS + ":Signature",
            DS + ":SignatureValue",
            "http://uri.etsi.org/01903/v1.3.2#:SignedProperties");

    private Oracles() {}

    /**
     * What EU DSS says of one signature.
     *
     * @param id the signature's {@code Id}; {@code -} when the file is unreadable
     * @param indication in EN 319 102-1's words, or {@code UNREADABLE}
     * @param subIndication {@code -} when there is none
     * @param level {@code XAdES-BASELINE-B}, …
     */
    public record DssVerdict(Path file, String id, String indication, String subIndication, String level) {

        public boolean totalPassed() {
            return "TOTAL_PASSED".equals(indication);
        }
    }

    /** EU DSS with its shipped policy, now. */
    public static List<DssVerdict> dss(Path anchorsPem, Path crlDirectory, Collection<Path> files) {
        return dss(anchorsPem, crlDirectory, "now", files);
    }

    /** EU DSS with its shipped policy, at a validation time (ISO 8601 instant, or {@code now}). */
    public static List<DssVerdict> dss(Path anchorsPem, Path crlDirectory, String time, Collection<Path> files) {
        List<String> question = new ArrayList<>(List.of(anchorsPem.toString(), crlDirectory.toString(), time));
        files.forEach(file -> question.add(file.toString()));
        return DssProcess.ask(String.join("\t", question)).stream()
                .map(line -> Arrays.asList(line.split("\t", -1)))
                .map(f -> new DssVerdict(Path.of(f.get(0)), f.get(1), f.get(2), f.get(3), f.get(4)))
                .toList();
    }

    /** Whether the Debian program {@code xmlsec1} is installed. */
    public static boolean xmlsec1Installed() {
        return Program.installed("xmlsec1");
    }

    /** Whether {@code xmlsec1} verifies the signature with this {@code Id}, its chain included. */
    public static boolean xmlsec1(Path anchorsPem, Path file, String signatureId) {
        List<String> command = new ArrayList<>(List.of("xmlsec1", "--verify", "--enabled-reference-uris"));
        command.add("empty,same-doc");
        for (String element : WITH_ID) {
            command.addAll(List.of("--id-attr:Id", element));
        }
        command.addAll(List.of("--trusted-pem", anchorsPem.toString(), "--node-id", signatureId, file.toString()));
        return Program.run(command).status() == 0;
    }

    /** Whether the JDK verifies every signature of the file, each with its own certificate; false when there is none. */
    public static boolean jdk(Path file) {
        try {
            Document document = Santuario.parse(Files.readAllBytes(file));
            identify(document.getDocumentElement());
            NodeList signatures = document.getElementsByTagNameNS(DS, "Signature");
            boolean all = signatures.getLength() > 0;
            for (int i = 0; i < signatures.getLength(); i++) {
                all &= jdk((Element) signatures.item(i));
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MarshalException | XMLSignatureException | KeyException e) {
            return false;
        }
    }

    private static boolean jdk(Element element) throws MarshalException, XMLSignatureException, KeyException {
        XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
        XMLSignature unverified = factory.unmarshalXMLSignature(new DOMStructure(element));
        X509Certificate certificate = unverified.getKeyInfo().getContent().stream()
                .filter(X509Data.class::isInstance)
                .flatMap(data -> ((X509Data) data).getContent().stream())
                .filter(X509Certificate.class::isInstance)
                .map(X509Certificate.class::cast)
                .findFirst()
                .orElseThrow(() -> new KeyException("no certificate"));
        DOMValidateContext context = new DOMValidateContext(certificate.getPublicKey(), element);
        context.setProperty("org.jcp.xml.dsig.secureValidation", true);
        return factory.unmarshalXMLSignature(context).validate(context);
    }

    private static void identify(Element element) {
        if (element.hasAttributeNS(null, "Id")) {
            element.setIdAttributeNS(null, "Id", true);
        }
        NodeList all = element.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            Element inner = (Element) all.item(i);
            if (inner.hasAttributeNS(null, "Id")) {
                inner.setIdAttributeNS(null, "Id", true);
            }
        }
    }
}
