package vn.hocba.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SignatureSpi;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.xml.crypto.dom.DOMStructure;
import javax.xml.crypto.dsig.DigestMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfoFactory;
import javax.xml.crypto.dsig.keyinfo.X509Data;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The JDK's javax.xml.crypto: core XML signatures only, so it does much less than the others do. */
final class JdkSubject {

    private static final String DS = XMLSignature.XMLNS;

    private JdkSubject() {}

    /** The homeroom teacher's signature, without any of XAdES; the value is replayed. */
    static byte[] sign(byte[] xml, List<X509Certificate> chain, byte[] value) throws Exception {
        Document document = parse(xml);
        identify(document.getDocumentElement());
        XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
        Reference reference = factory.newReference(
                "#thongtinhocba",
                factory.newDigestMethod(DigestMethod.SHA256, null),
                List.of(factory.newTransform("http://www.w3.org/2001/10/xml-exc-c14n#", (TransformParameterSpec) null)),
                null,
                null);
        SignedInfo signedInfo = factory.newSignedInfo(
                factory.newCanonicalizationMethod(
                        "http://www.w3.org/2001/10/xml-exc-c14n#", (C14NMethodParameterSpec) null),
                factory.newSignatureMethod("http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", null),
                List.of(reference));
        KeyInfoFactory keys = factory.getKeyInfoFactory();
        XMLSignature signature = factory.newXMLSignature(signedInfo, keys.newKeyInfo(List.of(keys.newX509Data(chain))));
        DOMSignContext context = new DOMSignContext(
                new ReplayedKey(value), document.getElementsByTagName("GVCN").item(0));
        context.setProperty("org.jcp.xml.dsig.internal.dom.SignatureProvider", new Replaying());
        context.setDefaultNamespacePrefix("ds");
        signature.sign(context);
        ByteArrayOutputStream out = new ByteArrayOutputStream(xml.length * 2);
        TransformerFactory.newDefaultInstance()
                .newTransformer()
                .transform(new DOMSource(document), new StreamResult(out));
        return out.toByteArray();
    }

    /** How many signatures verify with the certificate that they bring. */
    static int verify(byte[] xml) throws Exception {
        Document document = parse(xml);
        identify(document.getDocumentElement());
        NodeList signatures = document.getElementsByTagNameNS(DS, "Signature");
        XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
        int valid = 0;
        for (int i = 0; i < signatures.getLength(); i++) {
            Element element = (Element) signatures.item(i);
            X509Data data = (X509Data) factory.unmarshalXMLSignature(new DOMStructure(element))
                    .getKeyInfo()
                    .getContent()
                    .getFirst();
            X509Certificate certificate = (X509Certificate) data.getContent().getFirst();
            DOMValidateContext context = new DOMValidateContext(certificate.getPublicKey(), element);
            if (factory.unmarshalXMLSignature(context).validate(context)) {
                valid++;
            }
        }
        return valid;
    }

    private static Document parse(byte[] xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(xml));
    }

    private static void identify(Element element) {
        if (element.hasAttributeNS(null, "Id")) {
            element.setIdAttributeNS(null, "Id", true);
        }
        for (var node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                identify(child);
            }
        }
    }

    /** Stands for a private key and answers with what the real one made of the same data before. */
    private record ReplayedKey(byte[] value) implements PrivateKey {
        @Override
        public String getAlgorithm() {
            return "RSA";
        }

        @Override
        public String getFormat() {
            return "none";
        }

        @Override
        public byte[] getEncoded() {
            return new byte[0];
        }
    }

    private static final class Replaying extends Provider {
        private static final long serialVersionUID = 1;

        Replaying() {
            super("Replaying", "1", "answers with values made before");
            putService(
                    new Service(
                            this, "Signature", "SHA256withRSA", ReplayedSignature.class.getName(), List.of(), null) {
                        @Override
                        public Object newInstance(Object parameter) {
                            return new ReplayedSignature();
                        }
                    });
        }
    }

    private static final class ReplayedSignature extends SignatureSpi {
        private byte[] value = new byte[0];

        @Override
        protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
            if (!(key instanceof ReplayedKey replayed)) {
                throw new InvalidKeyException("only replayed keys");
            }
            value = replayed.value();
        }

        @Override
        protected byte[] engineSign() {
            return value;
        }

        @Override
        protected void engineUpdate(byte b) {}

        @Override
        protected void engineUpdate(byte[] bytes, int from, int length) {}

        @Override
        protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
            throw new InvalidKeyException("signs only");
        }

        @Override
        protected boolean engineVerify(byte[] signature) {
            return false;
        }

        @Override
        @Deprecated
        protected void engineSetParameter(String name, Object parameter) {}

        @Override
        @Deprecated
        protected Object engineGetParameter(String name) {
            return name;
        }
    }
}
