package vn.hocba.verification.attacks;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.apache.xml.security.Init;
import org.apache.xml.security.c14n.Canonicalizer;
import org.apache.xml.security.exceptions.XMLSecurityException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Node;
import vn.hocba.testing.Santuario;
import vn.hocba.testing.TestSigning.School;
import vn.hocba.transcript.Slot;
import vn.hocba.xades.SignatureProfile;

/**
 * The text of a signed transcript under a forger's hands. Replacing fails when there is nothing to replace, so that no attack
 * silently becomes an honest file.
 */
final class Forgery {

    private static final Pattern REFERENCE = Pattern.compile("<ds:Reference .*?</ds:Reference>", Pattern.DOTALL);
    private static final Pattern TARGET = Pattern.compile("URI=\"#([^\"(]+)\"");
    private static final Pattern DIGEST_METHOD = Pattern.compile("<ds:DigestMethod Algorithm=\"([^\"]+)\"");
    private static final Pattern SIGNATURE_METHOD = Pattern.compile("<ds:SignatureMethod Algorithm=\"([^\"]+)\"");
    private static final Pattern CANONICALISATION =
            Pattern.compile("<ds:CanonicalizationMethod Algorithm=\"([^\"]+)\"");
    private static final Map<String, String> DIGESTS = Map.of(
            "http://www.w3.org/2001/04/xmlenc#sha256", "SHA-256",
            "http://www.w3.org/2001/04/xmldsig-more#sha384", "SHA-384",
            "http://www.w3.org/2001/04/xmlenc#sha512", "SHA-512",
            "http://www.w3.org/2000/09/xmldsig#sha1", "SHA-1",
            "http://www.w3.org/2001/04/xmldsig-more#md5", "MD5");
    private static final Map<String, String> SIGNATURES = Map.of(
            "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", "SHA256withECDSAinP1363Format",
            "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1", "SHA1withECDSAinP1363Format",
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", "SHA256withRSA",
            "http://www.w3.org/2000/09/xmldsig#rsa-sha1", "SHA1withRSA",
            "http://www.w3.org/2001/04/xmldsig-more#rsa-md5", "MD5withRSA");

    static {
        Init.init();
    }

    private final Map<Slot, KeyPair> keys = new EnumMap<>(Slot.class);
    private String text;

    private Forgery(String text) {
        this.text = text;
    }

    static Forgery of(byte[] file, School school) {
        Forgery forgery = new Forgery(new String(file, StandardCharsets.UTF_8));
        for (Slot slot : Slot.values()) {
            forgery.keys.put(slot, school.signer(slot).keys());
        }
        return forgery;
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    String text() {
        return text;
    }

    /** The first occurrence in the file. */
    Forgery replace(String honest, String forged) {
        text = replaceFirst(text, honest, forged);
        return this;
    }

    /** The first occurrence in the slot's signature. */
    Forgery replace(Slot slot, String honest, String forged) {
        return signature(slot, replaceFirst(signature(slot), honest, forged));
    }

    /** What stands in the slot. */
    String signature(Slot slot) {
        return text.substring(start(slot), end(slot));
    }

    Forgery signature(Slot slot, String forged) {
        text = text.substring(0, start(slot)) + forged + text.substring(end(slot));
        return this;
    }

    /** The first element of this name in the slot's signature, tags included. */
    String element(Slot slot, String name) {
        return between(signature(slot), "<" + name, "</" + name + ">");
    }

    /** The content's element, tags included. */
    String information() {
        return between(text, "<THONG_TIN_HOC_BA", "</THONG_TIN_HOC_BA>");
    }

    /** Makes all digests and the value of a signature right again, with the key of the slot's own signer. */
    Forgery sign(Slot... slots) {
        for (Slot slot : slots) {
            digest(slot);
            value(slot, signedInfo -> {
                String uri = group(SIGNATURE_METHOD, element(slot, "ds:SignedInfo"));
                return rawSignature(SIGNATURES.get(uri), slot, signedInfo);
            });
        }
        return this;
    }

    /** This slot and all that sign after it. */
    Forgery signFrom(Slot slot) {
        return sign(List.of(Slot.values())
                .subList(slot.preceding(), Slot.values().length)
                .toArray(Slot[]::new));
    }

    /** How a forger makes a signature value over the canonical SignedInfo. */
    @FunctionalInterface
    interface Signing {
        byte[] sign(byte[] signedInfo) throws GeneralSecurityException;
    }

    /** Makes all digests right again. */
    Forgery digest(Slot slot) {
        Matcher references = REFERENCE.matcher(element(slot, "ds:SignedInfo"));
        while (references.find()) {
            String reference = references.group();
            Matcher target = TARGET.matcher(reference);
            String algorithm = DIGESTS.get(group(DIGEST_METHOD, reference));
            if (target.find() && algorithm != null) {
                Node node = node("//*[@Id='" + target.group(1) + "']");
                if (node != null) {
                    replace(slot, reference, withDigest(reference, algorithm, canonical(node, "")));
                }
            }
        }
        return this;
    }

    /** Makes the value again, in a way of the forger's own. */
    Forgery value(Slot slot, Signing signing) {
        String path =
                "//" + SignatureProfile.slotName(slot) + "/*[local-name()='Signature']/*[local-name()='SignedInfo']";
        Node signedInfo = node(path);
        if (signedInfo == null) {
            throw new IllegalStateException("no SignedInfo in " + slot);
        }
        try {
            byte[] value = signing.sign(canonical(signedInfo, group(CANONICALISATION, element(slot, "ds:SignedInfo"))));
            String old = element(slot, "ds:SignatureValue");
            String start = old.substring(0, old.indexOf('>') + 1);
            return replace(slot, old, start + base64(value) + "</ds:SignatureValue>");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] rawSignature(@Nullable String algorithm, Slot slot, byte[] data) throws GeneralSecurityException {
        KeyPair pair = keys(slot);
        String usual = "EC".equals(pair.getPrivate().getAlgorithm()) ? "SHA256withECDSAinP1363Format" : "SHA256withRSA";
        Signature signature = Signature.getInstance(algorithm == null ? usual : algorithm);
        signature.initSign(pair.getPrivate());
        signature.update(data);
        return signature.sign();
    }

    KeyPair keys(Slot slot) {
        return Objects.requireNonNull(keys.get(slot));
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static byte[] digest(String algorithm, byte[] data) {
        try {
            return MessageDigest.getInstance(algorithm).digest(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String withDigest(String reference, String algorithm, byte[] data) {
        return reference.replaceFirst(
                "<ds:DigestValue>.*</ds:DigestValue>",
                "<ds:DigestValue>" + base64(digest(algorithm, data)) + "</ds:DigestValue>");
    }

    private @Nullable Node node(String path) {
        try {
            return (Node) XPathFactory.newDefaultInstance()
                    .newXPath()
                    .evaluate(path, Santuario.parse(bytes()), XPathConstants.NODE);
        } catch (XPathExpressionException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** As a reader would that follows the named method; exclusive where it is none. */
    private static byte[] canonical(Node node, String method) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            boolean known = method.endsWith("xml-c14n-20010315") || method.endsWith("#WithComments");
            Canonicalizer.getInstance(known ? method : Canonicalizer.ALGO_ID_C14N_EXCL_OMIT_COMMENTS)
                    .canonicalizeSubtree(node, out);
            return out.toByteArray();
        } catch (XMLSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private int start(Slot slot) {
        String tag = "<" + SignatureProfile.slotName(slot) + ">";
        return text.indexOf(tag) + tag.length();
    }

    private int end(Slot slot) {
        return text.indexOf("</" + SignatureProfile.slotName(slot) + ">", start(slot));
    }

    private static String between(String text, String from, String to) {
        int start = text.indexOf(from);
        int end = text.indexOf(to, start);
        if (start < 0 || end < 0) {
            throw new IllegalStateException("no " + from);
        }
        return text.substring(start, end + to.length());
    }

    private static String replaceFirst(String text, String honest, String forged) {
        int at = text.indexOf(honest);
        if (at < 0) {
            throw new IllegalStateException("nothing to forge: " + honest);
        }
        return text.substring(0, at) + forged + text.substring(at + honest.length());
    }

    private static String group(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }
}
