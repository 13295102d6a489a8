package vn.hocba.sandbox.signing;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import javax.crypto.Cipher;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;

/**
 * Signs digests: RSA with PKCS#1 v1.5 padding over DigestInfo (RFC 8017 section 9.2), ECDSA as DER
 * (RFC 3279 section 2.2.3).
 */
final class KeyOperation {

    private KeyOperation() {}

    static byte[] sign(Credential credential, HashAlgorithm algorithm, Digest digest) {
        try {
            return switch (credential.algorithm()) {
                case RSA_2048 -> rsa(credential, algorithm, digest);
                case P_256 -> ecdsa(credential, digest);
            };
        } catch (GeneralSecurityException | IOException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static byte[] rsa(Credential credential, HashAlgorithm algorithm, Digest digest)
            throws GeneralSecurityException, IOException {
        DigestInfo digestInfo = new DigestInfo(
                new AlgorithmIdentifier(new ASN1ObjectIdentifier(algorithm.oid()), DERNull.INSTANCE), digest.bytes());
        // the JDK has no signature of a ready DigestInfo; "encrypting" with the private key pads it the same way
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.ENCRYPT_MODE, credential.key());
        return cipher.doFinal(digestInfo.getEncoded(ASN1Encoding.DER));
    }

    private static byte[] ecdsa(Credential credential, Digest digest) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("NONEwithECDSA");
        signature.initSign(credential.key());
        signature.update(digest.bytes());
        return signature.sign();
    }
}
