package vn.hocba.pki;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/** The digest algorithms that are made and accepted; nothing older than SHA-2. */
public enum DigestAlgorithm {
    SHA256("SHA-256", "2.16.840.1.101.3.4.2.1", "http://www.w3.org/2001/04/xmlenc#sha256", 32),
    SHA384("SHA-384", "2.16.840.1.101.3.4.2.2", "http://www.w3.org/2001/04/xmldsig-more#sha384", 48),
    SHA512("SHA-512", "2.16.840.1.101.3.4.2.3", "http://www.w3.org/2001/04/xmlenc#sha512", 64);

    private final String jcaName;
    private final String oid;
    private final String xmlUri;
    private final int length;

    DigestAlgorithm(String jcaName, String oid, String xmlUri, int length) {
        this.jcaName = jcaName;
        this.oid = oid;
        this.xmlUri = xmlUri;
        this.length = length;
    }

    /** Name in the Java Cryptography Architecture. */
    public String jcaName() {
        return jcaName;
    }

    /** Object identifier in dotted form (FIPS 180-4 algorithms, RFC 5754). */
    public String oid() {
        return oid;
    }

    /** Identifier in XML signatures (RFC 9231). */
    public String xmlUri() {
        return xmlUri;
    }

    /** The algorithm with this identifier in XML signatures; empty for any other, old or unknown. */
    public static Optional<DigestAlgorithm> ofXmlUri(String uri) {
        return Arrays.stream(values()).filter(a -> a.xmlUri.equals(uri)).findFirst();
    }

    /** The algorithm with this object identifier in dotted form; empty for any other, old or unknown. */
    public static Optional<DigestAlgorithm> ofOid(String oid) {
        return Arrays.stream(values()).filter(a -> a.oid.equals(oid)).findFirst();
    }

    /** Length of a digest in bytes. */
    public int length() {
        return length;
    }

    /** A fresh computation. */
    public MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance(jcaName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the Java platform lacks " + jcaName, e);
        }
    }

    /** The digest of these bytes. */
    public byte[] digest(byte[] bytes) {
        return newDigest().digest(bytes);
    }
}
