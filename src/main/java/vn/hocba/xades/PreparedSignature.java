package vn.hocba.xades;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import vn.hocba.pki.DataToBeSignedRepresentation;
import vn.hocba.pki.DigestAlgorithm;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.transcript.Slot;

/**
 * A whole signature but for its value. Everything that {@link XadesSigner#complete} needs is in it, so that nothing is
 * derived a second time: it can be stored, and completed on any machine at any later time.
 */
public final class PreparedSignature {

    private static final int FORMAT = 1;
    private static final int MAX_PART = 1 << 20;

    private final Slot slot;
    private final SignatureAlgorithm algorithm;
    private final X509Certificate certificate;
    private final List<Reference> references;
    private final byte[] signedInfo;
    private final byte[] element;
    private final int valueOffset;

    /**
     * @param signedInfo its exclusive canonical form
     * @param element the {@code ds:Signature} as it will stand in the file, its value missing at {@code valueOffset}
     */
    PreparedSignature(
            Slot slot,
            SignatureAlgorithm algorithm,
            X509Certificate certificate,
            List<Reference> references,
            byte[] signedInfo,
            byte[] element,
            int valueOffset) {
        this.slot = slot;
        this.algorithm = algorithm;
        this.certificate = certificate;
        this.references = List.copyOf(references);
        this.signedInfo = signedInfo;
        this.element = element;
        this.valueOffset = valueOffset;
    }

    /** Where the signature will stand. */
    public Slot slot() {
        return slot;
    }

    /** How the value must be made. */
    public SignatureAlgorithm algorithm() {
        return algorithm;
    }

    /** The signer's certificate. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** The key that the value must verify with. */
    public PublicKey publicKey() {
        return certificate.getPublicKey();
    }

    /** The canonical SignedInfo: what the signature value is over. */
    public byte[] dataToBeSigned() {
        return signedInfo.clone();
    }

    /** The digest that travels to the signing service. */
    public DataToBeSignedRepresentation representation() {
        return DataToBeSignedRepresentation.of(algorithm.digest(), signedInfo);
    }

    /** The unsigned signature as it will stand in the file, its value empty. */
    public byte[] element() {
        return element.clone();
    }

    List<Reference> references() {
        return references;
    }

    byte[] withValue(String base64) {
        byte[] whole = new byte[element.length + base64.length()];
        System.arraycopy(element, 0, whole, 0, valueOffset);
        for (int i = 0; i < base64.length(); i++) {
            whole[valueOffset + i] = (byte) base64.charAt(i);
        }
        System.arraycopy(element, valueOffset, whole, valueOffset + base64.length(), element.length - valueOffset);
        return whole;
    }

    /** The form to store; {@link #decode} gives back an equal signature. */
    public byte[] encoded() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(element.length * 2);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeUTF(slot.name());
            out.writeUTF(algorithm.name());
            write(out, SignatureElement.der(certificate));
            out.writeByte(references.size());
            for (Reference reference : references) {
                out.writeUTF(reference.target());
                out.writeUTF(reference.algorithm().name());
                write(out, reference.digest());
            }
            write(out, signedInfo);
            write(out, element);
            out.writeInt(valueOffset);
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory", e);
        }
        return bytes.toByteArray();
    }

    /**
     * A stored signature.
     *
     * @throws IllegalArgumentException when the bytes are not what {@link #encoded} gave
     */
    public static PreparedSignature decode(byte[] encoded) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded))) {
            if (in.readByte() != FORMAT) {
                throw new IllegalArgumentException("prepared signature of an unknown format");
            }
            Slot slot = Slot.valueOf(in.readUTF());
            SignatureAlgorithm algorithm = SignatureAlgorithm.valueOf(in.readUTF());
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(read(in)));
            List<Reference> references = new ArrayList<>();
            for (int n = in.readUnsignedByte(); n > 0; n--) {
                references.add(new Reference(in.readUTF(), DigestAlgorithm.valueOf(in.readUTF()), read(in)));
            }
            byte[] signedInfo = read(in);
            byte[] element = read(in);
            int valueOffset = in.readInt();
            if (in.available() != 0 || valueOffset < 0 || valueOffset > element.length) {
                throw new IllegalArgumentException("damaged prepared signature");
            }
            return new PreparedSignature(slot, algorithm, certificate, references, signedInfo, element, valueOffset);
        } catch (IOException | CertificateException e) {
            throw new IllegalArgumentException("damaged prepared signature", e);
        }
    }

    private static void write(DataOutputStream out, byte[] part) throws IOException {
        out.writeInt(part.length);
        out.write(part);
    }

    private static byte[] read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > MAX_PART || length > in.available()) {
            throw new IllegalArgumentException("damaged prepared signature");
        }
        return in.readNBytes(length);
    }
}
