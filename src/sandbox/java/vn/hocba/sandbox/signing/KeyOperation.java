package vn.hocba.sandbox.signing;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import javax.crypto.Cipher;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.signers.PSSSigner;
import vn.hocba.sandbox.faults.Faults;

/**
 * Signs digests: RSA with PKCS#1 v1.5 padding over DigestInfo (RFC 8017 section 9.2) or RSASSA-PSS (section 9.1), ECDSA as
 * DER (RFC 3279 section 2.2.3).
 */
final class KeyOperation {

    private KeyOperation() {}

    static byte[] sign(Credential credential, HashAlgorithm algorithm, Digest digest) {
        KeyAlgorithm kind = credential.algorithm();
        PrivateKey key = Faults.takesForeignKey() ? kind.generate().getPrivate() : credential.key();
        try {
            return switch (kind) {
                case RSA_2048 -> rsa(key, algorithm, digest);
                case RSA_2048_PSS -> pss((RSAPrivateKey) key, algorithm, digest);
                case P_256 -> ecdsa(key, digest);
            };
        } catch (GeneralSecurityException | CryptoException | IOException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static byte[] rsa(PrivateKey key, HashAlgorithm algorithm, Digest digest)
            throws GeneralSecurityException, IOException {
        DigestInfo digestInfo = new DigestInfo(
                new AlgorithmIdentifier(new ASN1ObjectIdentifier(algorithm.oid()), DERNull.INSTANCE), digest.bytes());
        // the JDK has no signature of a ready DigestInfo; "encrypting" with the private key pads it the same way
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.ENCRYPT_MODE, key);
        return cipher.doFinal(digestInfo.getEncoded(ASN1Encoding.DER));
    }

    /** Neither has it RSASSA-PSS of a ready digest: MGF1 with the same hash, a salt as long as it. */
    private static byte[] pss(RSAPrivateKey key, HashAlgorithm algorithm, Digest digest) throws CryptoException {
        PSSSigner signer = PSSSigner.createRawSigner(
                new RSABlindedEngine(),
                hash(algorithm),
                hash(algorithm),
                algorithm.length(),
                PSSSigner.TRAILER_IMPLICIT);
        signer.init(true, new RSAKeyParameters(true, key.getModulus(), key.getPrivateExponent()));
        signer.update(digest.bytes(), 0, algorithm.length());
        return signer.generateSignature();
    }

    private static org.bouncycastle.crypto.Digest hash(HashAlgorithm algorithm) {
        return switch (algorithm) {
            case SHA256 -> SHA256Digest.newInstance();
            case SHA384 -> new SHA384Digest();
            case SHA512 -> new SHA512Digest();
        };
    }

    private static byte[] ecdsa(PrivateKey key, Digest digest) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("NONEwithECDSA");
        signature.initSign(key);
        signature.update(digest.bytes());
        return signature.sign();
    }
}
