package vn.hocba.verification;

import java.util.Optional;
import vn.hocba.document.SecureXml;
import vn.hocba.document.UnreadableXmlException;
import vn.hocba.transcript.Slot;

/**
 * A transcript whose shape is one of ours or the bare ministry layout: the only elements outside the signed parts are the layout's,
 * ids are unique, and there are no comments, processing instructions or CDATA sections anywhere.
 */
sealed interface TranscriptTree permits ParsedTranscript, ScannedTranscript {

    /**
     * A file, parsed only if it has to be.
     *
     * @throws UnreadableXmlException when it is not XML that may be read
     * @throws UnsupportedShapeException when the shape is another
     */
    static TranscriptTree of(byte[] xml) {
        return ScannedTranscript.of(xml)
                .<TranscriptTree>map(tree -> tree)
                .orElseGet(() -> new ParsedTranscript(SecureXml.parse(xml)));
    }

    /** The {@code ds:Signature} of a slot; empty while it is unsigned. */
    Optional<XmlElement> signature(Slot slot);

    /** The element with this {@code Id}. */
    Optional<CanonicalPart> element(String id);

    /** Text at a path of element names below the signed information; empty unless there is exactly one such element. */
    Optional<String> informationText(String... path);
}
