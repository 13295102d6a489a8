package vn.hocba.xades;

import java.util.Base64;
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
     * Fixes everything of a signature but its value; for many documents with one profile see {@link SignatureTemplate}.
     *
     * @throws XadesException.SlotNotReady when the slot is filled or one before it is empty
     */
    public static PreparedSignature prepare(TranscriptDocument document, SignatureProfile profile) {
        return SignatureTemplate.of(profile).prepare(document);
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
        if (value.algorithm() != prepared.algorithm()
                || !value.verifies(prepared.publicKey(), prepared.dataToBeSigned())) {
            throw new XadesException.SignatureDoesNotVerify("the value is not the certificate's over this SignedInfo");
        }
        return embed(document, prepared, value);
    }

    /** The last step, for a value that was found to verify; checks the document only. */
    static TranscriptDocument embed(TranscriptDocument document, PreparedSignature prepared, SignatureValue value) {
        requireTurn(document, prepared.slot());
        for (Reference reference : prepared.references()) {
            if (!document.contains(reference.target())
                    || !reference.matches(SignedElements.digest(document, reference.target(), reference.algorithm()))) {
                throw new XadesException.DocumentChanged("#" + reference.target() + " is not what was prepared");
            }
        }
        String base64 = Base64.getEncoder().encodeToString(value.xmlForm());
        return document.withSignature(prepared.slot(), prepared.withValue(base64));
    }

    static void requireTurn(TranscriptDocument document, Slot slot) {
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
