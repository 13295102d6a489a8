package vn.hocba.xades;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import vn.hocba.document.ByteRange;
import vn.hocba.document.TranscriptDocument;
import vn.hocba.pki.DigestAlgorithm;
import vn.hocba.transcript.Slot;

/** What each slot's signature covers, and the digests of those elements' canonical bytes. */
final class SignedElements {

    private static final String VALUE = "<ds:SignatureValue Id=\"";
    private static final byte[] VALUE_TAG = "<ds:SignatureValue".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DECLARATION = (" xmlns:ds=\"" + XmlNames.DS + "\"").getBytes(StandardCharsets.US_ASCII);

    private SignedElements() {}

    static List<Reference> of(TranscriptDocument document, SignatureProfile profile) {
        DigestAlgorithm algorithm = profile.algorithm().digest();
        List<Reference> references = new ArrayList<>();
        String covered = switch (profile.slot()) {
            case HOMEROOM_TEACHER -> TranscriptDocument.INFORMATION_ID;
            case PRINCIPAL, SCHOOL_SEAL -> TranscriptDocument.DATA_ID;
        };
        references.add(new Reference(covered, algorithm, digest(document, covered, algorithm)));
        if (profile.slot() == Slot.SCHOOL_SEAL && profile.sealCoversPrincipal()) {
            String value = principalValueId(document);
            references.add(new Reference(value, algorithm, digest(document, value, algorithm)));
        }
        return references;
    }

    /** Digest of the exclusive canonical form of a layout element or of a signature's value. */
    static byte[] digest(TranscriptDocument document, String id, DigestAlgorithm algorithm) {
        MessageDigest digest = algorithm.newDigest();
        ByteRange range = document.element(id);
        if (TranscriptDocument.INFORMATION_ID.equals(id) || TranscriptDocument.DATA_ID.equals(id)) {
            return document.digest(range, digest);
        }
        // a SignatureValue stands inside its ds:Signature; on its own it would declare the prefix itself
        int afterName = range.start() + VALUE_TAG.length;
        document.update(digest, new ByteRange(range.start(), afterName));
        digest.update(DECLARATION);
        document.update(digest, new ByteRange(afterName, range.end()));
        return digest.digest();
    }

    private static String principalValueId(TranscriptDocument document) {
        ByteRange signature = document.signature(Slot.PRINCIPAL)
                .orElseThrow(() -> new XadesException.SlotNotReady("the principal has not signed yet"));
        String text = new String(document.bytes(signature), StandardCharsets.UTF_8);
        int start = text.indexOf(VALUE);
        int end = text.indexOf('"', start + VALUE.length());
        if (start < 0 || end < 0) {
            throw new XadesException.SlotNotReady("the principal's signature value has no Id");
        }
        return text.substring(start + VALUE.length(), end);
    }
}
