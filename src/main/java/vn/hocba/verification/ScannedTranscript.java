package vn.hocba.verification;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.hocba.document.ByteRange;
import vn.hocba.document.CanonicalElement;
import vn.hocba.document.SecureXml;
import vn.hocba.document.TranscriptDocument;
import vn.hocba.pki.DigestAlgorithm;
import vn.hocba.transcript.Slot;
import vn.hocba.xades.XmlNames;

/**
 * A transcript whose bytes were found, in one scan, to be of our layout and their own canonical form: what is digested are the
 * file's bytes. Everything that {@link ParsedTranscript} refuses, the scan refuses; what the scan does not accept is parsed instead.
 */
final class ScannedTranscript implements TranscriptTree {

    /** What else a prefix may stand for is left to the parser. */
    private static final Set<String> NAMESPACES = Set.of("", XmlNames.DS, XmlNames.XADES, XmlNames.XADES_141);

    private final TranscriptDocument document;
    private final Map<String, Optional<CanonicalElement>> informationParts = new HashMap<>();

    /** Of elements of signatures. */
    private final Map<DigestKey, byte[]> digests = new HashMap<>();

    private record DigestKey(ByteRange range, DigestAlgorithm algorithm) {}

    private ScannedTranscript(TranscriptDocument document) {
        this.document = document;
    }

    /** Empty for a file that has to be parsed. */
    static Optional<ScannedTranscript> of(byte[] xml) {
        return SecureXml.scan(xml)
                .filter(document -> Stream.of(Slot.values())
                        .flatMap(slot -> document.signatureElement(slot).stream())
                        .allMatch(ScannedTranscript::ofKnownNamespaces))
                .map(ScannedTranscript::new);
    }

    private static boolean ofKnownNamespaces(CanonicalElement element) {
        if (!NAMESPACES.contains(element.namespace())) {
            return false;
        }
        for (CanonicalElement child : element.children()) {
            if (!ofKnownNamespaces(child)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Optional<XmlElement> signature(Slot slot) {
        return document.signatureElement(slot).map(this::scanned);
    }

    @Override
    public Optional<CanonicalPart> element(String id) {
        if (!document.contains(id)) {
            return Optional.empty();
        }
        return document.inSignature(id)
                .<CanonicalPart>map(this::scanned)
                .or(() -> Optional.of(new Stretch(document, document.element(id))));
    }

    private Scanned scanned(CanonicalElement element) {
        return new Scanned(element, digests);
    }

    @Override
    public Optional<String> informationText(String... path) {
        Optional<CanonicalElement> at = informationParts.computeIfAbsent(path[0], document::informationPart);
        for (String name : List.of(path).subList(1, path.length)) {
            at = at.flatMap(element -> onlyChild(element, name));
        }
        return at.map(CanonicalElement::textContent);
    }

    private static Optional<CanonicalElement> onlyChild(CanonicalElement element, String name) {
        List<CanonicalElement> named =
                element.children().stream().filter(child -> child.is("", name)).toList();
        return named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty();
    }

    /** An element outside the signatures: its bytes are its canonical form. */
    private record Stretch(TranscriptDocument document, ByteRange range) implements CanonicalPart {

        @Override
        public byte[] canonicalForm() {
            return document.bytes(range);
        }

        @Override
        public byte[] digest(DigestAlgorithm algorithm) {
            return document.digest(range, algorithm.newDigest());
        }
    }

    /**
     * An element of a signature.
     *
     * @param digests of all elements of signatures: many references may name one element, which is digested once
     */
    private record Scanned(CanonicalElement element, Map<DigestKey, byte[]> digests) implements XmlElement {

        @Override
        public String tagName() {
            return element.name();
        }

        @Override
        public String localName() {
            return element.localName();
        }

        @Override
        public boolean is(@Nullable String namespace, String localName) {
            return element.is(namespace == null ? "" : namespace, localName);
        }

        @Override
        public String attribute(String name) {
            return element.attribute(name).orElse("");
        }

        @Override
        public Collection<String> attributeNames() {
            return element.attributes().keySet();
        }

        @Override
        public List<XmlElement> children() {
            List<XmlElement> children = new ArrayList<>(element.children().size());
            for (CanonicalElement child : element.children()) {
                children.add(new Scanned(child, digests));
            }
            return children;
        }

        @Override
        public String text() {
            return element.text();
        }

        @Override
        public byte[] canonicalForm() {
            return element.canonicalForm();
        }

        @Override
        public byte[] digest(DigestAlgorithm algorithm) {
            return digests.computeIfAbsent(
                            new DigestKey(element.range(), algorithm), key -> algorithm.digest(canonicalForm()))
                    .clone();
        }
    }
}
