package vn.hocba.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;

/**
 * A signature value in the form that XML signatures carry: RSA as a number of the modulus' length, ECDSA as r||s
 * (XML-DSig 1.1 section 6.4.3).
 */
public final class SignatureValue {

    private final SignatureAlgorithm algorithm;
    private final byte[] xmlForm;

    private SignatureValue(SignatureAlgorithm algorithm, byte[] xmlForm) {
        this.algorithm = algorithm;
        this.xmlForm = xmlForm;
    }

    /**
     * A value as a signing service returned it: RSA, or ECDSA either as r||s or in DER.
     *
     * @throws MalformedSignatureValueException when it is neither, or of the wrong length for the key
     */
    public static SignatureValue fromService(SignatureAlgorithm algorithm, PublicKey key, byte[] raw) {
        boolean der = algorithm.key() == SignatureAlgorithm.KeyKind.EC && raw.length != length(algorithm, key);
        return fromXml(algorithm, key, der ? fromDer(raw, length(algorithm, key) / 2) : raw);
    }

    /**
     * A value as it stands in an XML signature.
     *
     * @throws MalformedSignatureValueException when the length is not exactly that of the algorithm and key
     */
    public static SignatureValue fromXml(SignatureAlgorithm algorithm, PublicKey key, byte[] value) {
        int expected = length(algorithm, key);
        if (value.length != expected) {
            throw new MalformedSignatureValueException(
                    "a value of this key has " + expected + " bytes, not " + value.length);
        }
        return new SignatureValue(algorithm, value.clone());
    }

    /** The bytes that stand, in base64, in {@code ds:SignatureValue}. */
    public byte[] xmlForm() {
        return xmlForm.clone();
    }

    /** Which algorithm made it. */
    public SignatureAlgorithm algorithm() {
        return algorithm;
    }

    /** Whether this is the key's signature over exactly this data. */
    public boolean verifies(PublicKey key, byte[] dataToBeSigned) {
        return switch (algorithm.key()) {
            case EC ->
                key instanceof ECPublicKey ec
                        && EcdsaVerification.verifies(ec, algorithm.digest().digest(dataToBeSigned), xmlForm);
            case RSA -> rsaVerifies(key, dataToBeSigned);
        };
    }

    private boolean rsaVerifies(PublicKey key, byte[] dataToBeSigned) {
        try {
            Signature signature = Signature.getInstance(algorithm.jcaName());
            if (algorithm.pss()) {
                String digest = algorithm.digest().jcaName();
                signature.setParameter(new PSSParameterSpec(
                        digest,
                        "MGF1",
                        new MGF1ParameterSpec(digest),
                        algorithm.digest().length(),
                        PSSParameterSpec.TRAILER_FIELD_BC));
            }
            signature.initVerify(key);
            signature.update(dataToBeSigned);
            return signature.verify(xmlForm);
        } catch (GeneralSecurityException e) {
            // a value out of range, or a key of another kind, verifies as little as a wrong one
            return false;
        }
    }

    private static int length(SignatureAlgorithm algorithm, PublicKey key) {
        if (algorithm.key() == SignatureAlgorithm.KeyKind.RSA && key instanceof RSAPublicKey rsa) {
            return (rsa.getModulus().bitLength() + 7) / 8;
        }
        if (algorithm.key() == SignatureAlgorithm.KeyKind.EC && key instanceof ECPublicKey ec) {
            return (ec.getParams().getOrder().bitLength() + 7) / 8 * 2;
        }
        throw new MalformedSignatureValueException("the key is not one for " + algorithm);
    }

    private static byte[] fromDer(byte[] der, int half) {
        try {
            if (!(ASN1Primitive.fromByteArray(der) instanceof ASN1Sequence sequence)
                    || sequence.size() != 2
                    || !Arrays.equals(sequence.getEncoded(ASN1Encoding.DER), der)) {
                throw new MalformedSignatureValueException("not the DER form of an ECDSA value");
            }
            byte[] value = new byte[half * 2];
            for (int i = 0; i < 2; i++) {
                BigInteger number =
                        ASN1Integer.getInstance(sequence.getObjectAt(i)).getValue();
                if (number.signum() <= 0 || number.bitLength() > half * 8) {
                    throw new MalformedSignatureValueException("ECDSA value out of range");
                }
                byte[] bytes = number.toByteArray();
                int from = Math.max(0, bytes.length - half);
                int length = bytes.length - from;
                System.arraycopy(bytes, from, value, half * (i + 1) - length, length);
            }
            return value;
        } catch (IOException | IllegalArgumentException e) {
            throw new MalformedSignatureValueException("neither r||s nor DER");
        }
    }
}
