package vn.hocba.verification.attacks;

import static vn.hocba.verification.attacks.Cast.HONEST;
import static vn.hocba.verification.attacks.Cast.HONEST_PSS;
import static vn.hocba.verification.attacks.Cast.HONEST_RSA;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.testing.TestCa;
import vn.hocba.testing.TestSigning.School;
import vn.hocba.transcript.Slot;

/** Attacks on algorithms and signature values. */
final class AlgorithmAttacks {

    private static final Slot TEACHER = Slot.HOMEROOM_TEACHER;
    private static final Slot[] LATER = {Slot.PRINCIPAL, Slot.SCHOOL_SEAL};
    private static final String ECDSA = "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256";
    private static final String RSA = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";
    private static final String PSS = "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1";
    private static final String SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256";
    private static final String HMAC = "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256";
    private static final String C14N =
            "<ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/2001/10/xml-exc-c14n#\">";

    private AlgorithmAttacks() {}

    static List<Attack> all() {
        return List.of(
                rsa(
                        "hmac-with-the-public-key",
                        f -> f.replace(TEACHER, RSA, HMAC).digest(TEACHER).value(TEACHER, data -> hmac(f, data))),
                rsa(
                        "hmac-truncated",
                        f -> f.replace(TEACHER, RSA + "\">", HMAC + "\"><ds:HMACOutputLength>8</ds:HMACOutputLength>")
                                .digest(TEACHER)
                                .value(TEACHER, data -> Arrays.copyOf(hmac(f, data), 1))),
                rsa(
                        "signature-rsa-md5",
                        f -> f.replace(TEACHER, RSA, "http://www.w3.org/2001/04/xmldsig-more#rsa-md5")
                                .sign(TEACHER)),
                rsa(
                        "signature-rsa-sha1",
                        f -> f.replace(TEACHER, RSA, "http://www.w3.org/2000/09/xmldsig#rsa-sha1")
                                .sign(TEACHER)),
                ec(
                        "signature-ecdsa-sha1",
                        f -> f.replace(TEACHER, ECDSA, "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1")
                                .sign(TEACHER)),
                ec(
                        "digest-md5",
                        f -> f.replace(TEACHER, SHA256, "http://www.w3.org/2001/04/xmldsig-more#md5")
                                .sign(TEACHER)),
                ec(
                        "digest-sha1",
                        f -> f.replace(TEACHER, SHA256, "http://www.w3.org/2000/09/xmldsig#sha1")
                                .sign(TEACHER)),
                ec("certificate-digest-sha1", AlgorithmAttacks::certificateBySha1),
                weakRsa(),
                ec(
                        "signature-algorithm-unknown",
                        f -> f.replace(TEACHER, ECDSA, "urn:example:mine").sign(TEACHER)),
                ec(
                        "signature-algorithm-of-another-key",
                        f -> f.replace(TEACHER, ECDSA, RSA)
                                .digest(TEACHER)
                                .value(TEACHER, data -> f.rawSignature(null, TEACHER, data))),
                ec("canonicalisation-unknown", f -> c14n(f, "urn:example:c14n")),
                ec("canonicalisation-inclusive", f -> c14n(f, "http://www.w3.org/TR/2001/REC-xml-c14n-20010315")),
                ec(
                        "canonicalisation-with-comments",
                        f -> c14n(f, "http://www.w3.org/2001/10/xml-exc-c14n#WithComments")),
                ec(
                        "ecdsa-in-der",
                        f -> f.digest(TEACHER)
                                .value(TEACHER, data -> f.rawSignature("SHA256withECDSA", TEACHER, data))),
                ec("ecdsa-zeros", f -> f.value(TEACHER, data -> new byte[64])),
                ec(
                        "ecdsa-too-long",
                        f -> f.value(TEACHER, data -> Arrays.copyOf(f.rawSignature(null, TEACHER, data), 66))),
                ec("value-empty", f -> f.value(TEACHER, data -> new byte[0])),
                ec("value-of-another-key", f -> f.value(TEACHER, data -> f.rawSignature(null, Slot.PRINCIPAL, data))),
                pss(
                        "pss-parameters-that-lie",
                        f -> f.replace(
                                        TEACHER,
                                        PSS + "\">",
                                        PSS
                                                + "\"><pss:RSAPSSParams xmlns:pss=\"http://www.w3.org/2007/05/xmldsig-more#\">"
                                                + "<pss:SaltLength>0</pss:SaltLength></pss:RSAPSSParams>")
                                .digest(TEACHER)
                                .value(TEACHER, data -> pss(f.keys(TEACHER), "SHA-256", 0, data))),
                pss(
                        "pss-with-parameters-uri",
                        f -> f.replace(
                                        TEACHER,
                                        PSS + "\">",
                                        "http://www.w3.org/2007/05/xmldsig-more#rsa-pss\">"
                                                + "<pss:RSAPSSParams xmlns:pss=\"http://www.w3.org/2007/05/xmldsig-more#\">"
                                                + "<ds:DigestMethod Algorithm=\"http://www.w3.org/2000/09/xmldsig#sha1\"></ds:DigestMethod>"
                                                + "</pss:RSAPSSParams>")
                                .value(TEACHER, data -> pss(f.keys(TEACHER), "SHA-1", 20, data))),
                pss("pss-with-sha1-mask", f -> f.value(TEACHER, data -> pss(f.keys(TEACHER), "SHA-1", 32, data))),
                pss("pss-with-short-salt", f -> f.value(TEACHER, data -> pss(f.keys(TEACHER), "SHA-256", 8, data))));
    }

    private static Attack ec(String name, UnaryOperator<Forgery> change) {
        return of(name, HONEST, Cast.EC, change);
    }

    private static Attack rsa(String name, UnaryOperator<Forgery> change) {
        return of(name, HONEST_RSA, Cast.RSA, change);
    }

    private static Attack pss(String name, UnaryOperator<Forgery> change) {
        return of(name, HONEST_PSS, Cast.PSS, change);
    }

    /** The others sign what the teacher's forger made. */
    private static Attack of(String name, byte[] honest, School school, UnaryOperator<Forgery> change) {
        Forgery forged = change.apply(Forgery.of(honest, school));
        for (Slot later : LATER) {
            forged.digest(later)
                    .value(
                            later,
                            data -> school.algorithm().pss()
                                    ? pss(forged.keys(later), "SHA-256", 32, data)
                                    : forged.rawSignature(null, later, data));
        }
        return new Attack(name, TEACHER, honest, forged.bytes());
    }

    private static Attack weakRsa() {
        KeyPair weak = TestCa.rsa(1024);
        TestCa.Signer signer = Cast.CA.person(weak, "Trần Thị Lan", "079190000001");
        return new Attack(
                "rsa-1024", TEACHER, HONEST, Cast.signedBy(TEACHER, signer, SignatureAlgorithm.RSA_PKCS1_SHA256));
    }

    private static Forgery certificateBySha1(Forgery f) {
        String property = f.element(TEACHER, "xades:CertDigest");
        byte[] certificate = Base64.getDecoder()
                .decode(f.element(TEACHER, "ds:X509Certificate").replaceAll("<[^>]*>", ""));
        return f.replace(
                        TEACHER,
                        property,
                        property.replace(SHA256, "http://www.w3.org/2000/09/xmldsig#sha1")
                                .replaceFirst(
                                        "<ds:DigestValue>[^<]*",
                                        "<ds:DigestValue>" + Forgery.base64(Forgery.digest("SHA-1", certificate))))
                .sign(TEACHER);
    }

    private static Forgery c14n(Forgery f, String method) {
        return f.replace(TEACHER, C14N, C14N.replace("http://www.w3.org/2001/10/xml-exc-c14n#", method))
                .sign(TEACHER);
    }

    private static byte[] hmac(Forgery f, byte[] data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(f.keys(TEACHER).getPublic().getEncoded(), "HmacSHA256"));
        return mac.doFinal(data);
    }

    private static byte[] pss(KeyPair keys, String mask, int salt, byte[] data) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(new PSSParameterSpec(
                "SHA-256", "MGF1", new MGF1ParameterSpec(mask), salt, PSSParameterSpec.TRAILER_FIELD_BC));
        signature.initSign(keys.getPrivate());
        signature.update(data);
        return signature.sign();
    }
}
