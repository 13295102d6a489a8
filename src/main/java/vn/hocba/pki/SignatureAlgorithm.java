package vn.hocba.pki;

import java.util.Arrays;
import java.util.Optional;

/** The signature algorithms that are made and accepted (signature of a digest by RSA or ECDSA). */
public enum SignatureAlgorithm {
    RSA_PKCS1_SHA256(
            KeyKind.RSA,
            DigestAlgorithm.SHA256,
            "SHA256withRSA",
            "1.2.840.113549.1.1.11",
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"),
    RSA_PKCS1_SHA384(
            KeyKind.RSA,
            DigestAlgorithm.SHA384,
            "SHA384withRSA",
            "1.2.840.113549.1.1.12",
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384"),
    RSA_PKCS1_SHA512(
            KeyKind.RSA,
            DigestAlgorithm.SHA512,
            "SHA512withRSA",
            "1.2.840.113549.1.1.13",
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"),
    RSA_PSS_SHA256(
            KeyKind.RSA,
            DigestAlgorithm.SHA256,
            "RSASSA-PSS",
            "1.2.840.113549.1.1.10",
            "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1"),
    RSA_PSS_SHA384(
            KeyKind.RSA,
            DigestAlgorithm.SHA384,
            "RSASSA-PSS",
            "1.2.840.113549.1.1.10",
            "http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1"),
    RSA_PSS_SHA512(
            KeyKind.RSA,
            DigestAlgorithm.SHA512,
            "RSASSA-PSS",
            "1.2.840.113549.1.1.10",
            "http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1"),
    ECDSA_SHA256(
            KeyKind.EC,
            DigestAlgorithm.SHA256,
            "SHA256withECDSA",
            "1.2.840.10045.4.3.2",
            "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"),
    ECDSA_SHA384(
            KeyKind.EC,
            DigestAlgorithm.SHA384,
            "SHA384withECDSA",
            "1.2.840.10045.4.3.3",
            "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384"),
    ECDSA_SHA512(
            KeyKind.EC,
            DigestAlgorithm.SHA512,
            "SHA512withECDSA",
            "1.2.840.10045.4.3.4",
            "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512");

    /** The kind of key that signs. */
    public enum KeyKind {
        RSA("1.2.840.113549.1.1.1"),
        EC("1.2.840.10045.2.1");

        private final String oid;

        KeyKind(String oid) {
            this.oid = oid;
        }

        /** Object identifier of the key type in dotted form. */
        public String oid() {
            return oid;
        }
    }

    private final KeyKind key;
    private final DigestAlgorithm digest;
    private final String jcaName;
    private final String oid;
    private final String xmlUri;

    SignatureAlgorithm(KeyKind key, DigestAlgorithm digest, String jcaName, String oid, String xmlUri) {
        this.key = key;
        this.digest = digest;
        this.jcaName = jcaName;
        this.oid = oid;
        this.xmlUri = xmlUri;
    }

    /** The kind of key that signs. */
    public KeyKind key() {
        return key;
    }

    /** What is signed is a digest of this algorithm. */
    public DigestAlgorithm digest() {
        return digest;
    }

    /** Name in the Java Cryptography Architecture. */
    public String jcaName() {
        return jcaName;
    }

    /** Object identifier in dotted form; RSASSA-PSS has one for all digests. */
    public String oid() {
        return oid;
    }

    /** Whether the padding is RSASSA-PSS: MGF1 with the same digest, a salt as long as the digest (RFC 9231 section 2.3.10). */
    public boolean pss() {
        return "RSASSA-PSS".equals(jcaName);
    }

    /** The algorithm with this identifier in XML signatures; empty for any other, old or unknown. */
    public static Optional<SignatureAlgorithm> ofXmlUri(String uri) {
        return Arrays.stream(values()).filter(a -> a.xmlUri.equals(uri)).findFirst();
    }

    /** Identifier in XML signatures (RFC 9231). */
    public String xmlUri() {
        return xmlUri;
    }
}
