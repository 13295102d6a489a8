package vn.hocba.xades;

import java.util.Base64;
import java.util.List;
import vn.hocba.document.CanonicalXml;
import vn.hocba.document.TranscriptDocument;
import vn.hocba.pki.SignatureValue;
import vn.hocba.transcript.Slot;

/**
 * Puts XAdES-BASELINE-B signatures (ETSI EN 319 132-1) into transcripts.
 *
 * <p>Security guarantees: what is digested are the very bytes that stand in the file; a value is embedded only after it
 * verified against the prepared SignedInfo with the prepared certificate's key, into the document that was prepared, and
 * into an empty slot.
 */
public final class XadesSigner {

    private XadesSigner() {}

    /**
     * Fixes everything of a signature but its value.
     *
     * @throws XadesException.SlotNotReady when the slot is filled or one before it is empty
     */
    public static PreparedSignature prepare(TranscriptDocument document, SignatureProfile profile) {
        requireTurn(document, profile.slot());
        List<Reference> references = SignedElements.of(document, profile);
        SignatureElement element = new SignatureElement(profile, references);

        CanonicalXml properties = SignatureElement.writer();
        element.signedProperties(properties);
        byte[] propertiesDigest = profile.algorithm().digest().digest(properties.toBytes());

        CanonicalXml signedInfo = SignatureElement.writer();
        element.signedInfo(signedInfo, propertiesDigest);

        CanonicalXml signature = SignatureElement.writer();
        signature.start("ds:Signature").attribute("Id", profile.signatureId());
        element.signedInfo(signature, propertiesDigest);
        signature.start("ds:SignatureValue").attribute("Id", profile.signatureId() + "-value");
        int valueOffset = signature.position();
        signature.end();
        element.keyInfo(signature);
        element.qualifyingProperties(signature);
        signature.end();
        return new PreparedSignature(
                profile.slot(),
                profile.algorithm(),
                profile.certificate().certificate(),
                references,
                signedInfo.toBytes(),
                signature.toBytes(),
                valueOffset);
    }

    /**
     * Embeds the value of a prepared signature.
     *
     * @throws XadesException.SlotNotReady when the slot was filled meanwhile
     * @throws XadesException.DocumentChanged when the document is not the one that was prepared
     * @throws XadesException.SignatureDoesNotVerify when the value is not the signer's over this SignedInfo
     */
    public static TranscriptDocument complete(
            TranscriptDocument document, PreparedSignature prepared, SignatureValue value) {
        requireTurn(document, prepared.slot());
        for (Reference reference : prepared.references()) {
            if (!document.contains(reference.target())
                    || !reference.matches(SignedElements.digest(document, reference.target(), reference.algorithm()))) {
                throw new XadesException.DocumentChanged("#" + reference.target() + " is not what was prepared");
            }
        }
        if (value.algorithm() != prepared.algorithm()
                || !value.verifies(prepared.publicKey(), prepared.dataToBeSigned())) {
            throw new XadesException.SignatureDoesNotVerify("the value is not the certificate's over this SignedInfo");
        }
        String base64 = Base64.getEncoder().encodeToString(value.xmlForm());
        return document.withSignature(prepared.slot(), prepared.withValue(base64));
    }

    private static void requireTurn(TranscriptDocument document, Slot slot) {
        for (Slot other : Slot.values()) {
            boolean signed = document.signature(other).isPresent();
            if (other == slot && signed) {
                throw new XadesException.SlotNotReady(slot + " is signed already");
            }
            if (other.compareTo(slot) < 0 && !signed) {
                throw new XadesException.SlotNotReady(other + " has not signed yet");
            }
        }
    }
}
