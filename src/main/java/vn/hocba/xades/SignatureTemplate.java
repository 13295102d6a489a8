package vn.hocba.xades;

import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.hocba.document.CanonicalXml;
import vn.hocba.document.TranscriptDocument;

/**
 * What the signatures of a batch have in common: everything but the digests of what each of them signs. Written once, copied for
 * each document with its digests filled in. May be used by several threads.
 */
public final class SignatureTemplate {

    private final SignatureProfile profile;
    private volatile @Nullable Form last;

    private SignatureTemplate(SignatureProfile profile) {
        this.profile = profile;
    }

    /** For documents that are signed with one profile. */
    public static SignatureTemplate of(SignatureProfile profile) {
        return new SignatureTemplate(profile);
    }

    /**
     * Fixes everything of a document's signature but its value.
     *
     * @throws XadesException.SlotNotReady when the slot is filled or one before it is empty
     */
    public PreparedSignature prepare(TranscriptDocument document) {
        XadesSigner.requireTurn(document, profile.slot());
        List<Reference> references = SignedElements.of(document, profile);
        Form form = form(references.stream().map(Reference::target).toList());
        return new PreparedSignature(
                profile.slot(),
                profile.algorithm(),
                profile.certificate().certificate(),
                references,
                form.signedInfo().with(references),
                form.element().with(references),
                form.valueOffset());
    }

    /** All documents of a batch are signed alike, but nothing here relies on it. */
    private Form form(List<String> targets) {
        Form form = last;
        if (form == null || !form.targets().equals(targets)) {
            form = Form.of(profile, targets);
            last = form;
        }
        return form;
    }

    /**
     * A signature with zeros for digests.
     *
     * @param signedInfo its exclusive canonical form
     * @param element the whole signature, its value missing at {@code valueOffset}
     */
    private record Form(List<String> targets, Gaps signedInfo, Gaps element, int valueOffset) {

        static Form of(SignatureProfile profile, List<String> targets) {
            byte[] zeros = new byte[profile.algorithm().digest().length()];
            SignatureElement element = new SignatureElement(
                    profile,
                    targets.stream()
                            .map(target ->
                                    new Reference(target, profile.algorithm().digest(), zeros))
                            .toList());

            CanonicalXml properties = SignatureElement.writer();
            element.signedProperties(properties);
            byte[] propertiesDigest = profile.algorithm().digest().digest(properties.toBytes());

            CanonicalXml signedInfo = SignatureElement.writer();
            int[] inSignedInfo = element.signedInfo(signedInfo, propertiesDigest);

            CanonicalXml signature = SignatureElement.writer();
            signature.start("ds:Signature").attribute("Id", profile.signatureId());
            int[] inSignature = element.signedInfo(signature, propertiesDigest);
            signature.start("ds:SignatureValue").attribute("Id", profile.signatureId() + "-value");
            int valueOffset = signature.position();
            signature.end();
            element.keyInfo(signature);
            element.qualifyingProperties(signature);
            signature.end();
            return new Form(
                    targets,
                    new Gaps(signedInfo.toBytes(), inSignedInfo),
                    new Gaps(signature.toBytes(), inSignature),
                    valueOffset);
        }
    }

    /** Bytes with room for digests in base64, all of one length. */
    @SuppressWarnings("ArrayRecordComponent") // never leaves this class nor is compared
    private record Gaps(byte[] bytes, int[] offsets) {

        byte[] with(List<Reference> references) {
            byte[] filled = bytes.clone();
            for (int i = 0; i < offsets.length; i++) {
                byte[] digest = Base64.getEncoder().encode(references.get(i).digest());
                System.arraycopy(digest, 0, filled, offsets[i], digest.length);
            }
            return filled;
        }
    }
}
