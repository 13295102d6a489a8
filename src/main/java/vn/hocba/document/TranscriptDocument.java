package vn.hocba.document;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import vn.hocba.transcript.Slot;

/**
 * A transcript file of our layout: immutable bytes, and where in them the elements lie that signatures cover.
 *
 * <p>Security guarantees: every instance was scanned in full and is its own exclusive canonical form, so the bytes of
 * every element outside the signatures are what any validator makes of it; each {@code Id} stands once; nothing but the layout's
 * elements stands outside the signed parts. At most {@value #MAX_BYTES} bytes.
 */
public final class TranscriptDocument {

    /** The largest file that is accepted, in bytes. */
    public static final int MAX_BYTES = 4 << 20;

    /** The {@code Id} of the element that the homeroom teacher signs. */
    public static final String INFORMATION_ID = "thongtinhocba";

    /** The {@code Id} of the element that the principal and the seal sign. */
    public static final String DATA_ID = "data";

    private static final String INFORMATION_START = "<THONG_TIN_HOC_BA Id=\"thongtinhocba\">";
    private static final String INFORMATION_END = "</THONG_TIN_HOC_BA>";

    private final byte[] xml;
    private final Map<String, ByteRange> elements;

    /** The content of each slot's element; empty while it is unsigned. */
    private final Map<Slot, ByteRange> slots;

    /** Digests of ranges, by algorithm; computed once, however many signatures cover the range. */
    private final Map<DigestKey, byte[]> digests;

    /** As far as they were asked for. */
    private final Map<Slot, CanonicalElement> signatures = new ConcurrentHashMap<>();

    private record DigestKey(ByteRange range, String algorithm) {}

    private TranscriptDocument(
            byte[] xml, Map<String, ByteRange> elements, Map<Slot, ByteRange> slots, Map<DigestKey, byte[]> digests) {
        this.xml = xml;
        this.elements = elements;
        this.slots = slots;
        this.digests = new ConcurrentHashMap<>(digests);
    }

    /**
     * Scans a file.
     *
     * @throws UnsupportedDocumentException when the bytes are not of our layout, not canonical or over the bounds
     */
    public static TranscriptDocument of(byte[] xml) {
        if (xml.length > MAX_BYTES) {
            throw new UnsupportedDocumentException("longer than " + MAX_BYTES + " bytes", MAX_BYTES);
        }
        byte[] own = xml.clone();
        return of(own, new CanonicalScanner(own, 0, own.length));
    }

    /** @param scanner of these bytes, at their start */
    static TranscriptDocument of(byte[] own, CanonicalScanner scanner) {
        Map<Slot, ByteRange> slots = new EnumMap<>(Slot.class);
        scanner.expect(CanonicalXml.DECLARATION);
        scanner.expect("<HOC_BA PHIEN_BAN=\"1.0\">");
        int data = scanner.position();
        scanner.expect("<DU_LIEU_HOC_BA Id=\"data\">");
        int information = scanner.position();
        scanner.expect(INFORMATION_START);
        scanner.plainContent();
        scanner.expect(INFORMATION_END);
        scanner.identify(INFORMATION_ID, information);
        scanner.expect("<DANH_SACH_THONG_TIN_KY><DANH_SACH_GVBM></DANH_SACH_GVBM>");
        slots.put(Slot.HOMEROOM_TEACHER, slot(scanner, "GVCN"));
        scanner.expect("</DANH_SACH_THONG_TIN_KY></DU_LIEU_HOC_BA>");
        scanner.identify(DATA_ID, data);
        scanner.expect("<PHAT_HANH_HOC_BA>");
        slots.put(Slot.PRINCIPAL, slot(scanner, "CBQL"));
        slots.put(Slot.SCHOOL_SEAL, slot(scanner, "KY_PHAT_HANH"));
        scanner.expect("</PHAT_HANH_HOC_BA></HOC_BA>");
        if (!scanner.atEnd()) {
            throw new UnsupportedDocumentException("bytes after the root element", scanner.position());
        }
        return new TranscriptDocument(own, scanner.ids(), slots, Map.of());
    }

    private static ByteRange slot(CanonicalScanner scanner, String name) {
        scanner.expect("<" + name + ">");
        int start = scanner.position();
        if (!scanner.looksAt("</")) {
            signature(scanner);
        }
        ByteRange content = new ByteRange(start, scanner.position());
        scanner.expect("</" + name + ">");
        return content;
    }

    private static void signature(CanonicalScanner scanner) {
        if (!scanner.looksAt("<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"")) {
            throw new UnsupportedDocumentException("expected a ds:Signature", scanner.position());
        }
        scanner.element();
    }

    /** The file. */
    public byte[] bytes() {
        return xml.clone();
    }

    /** The bytes of a stretch of the file. */
    public byte[] bytes(ByteRange range) {
        return Arrays.copyOfRange(xml, range.start(), range.end());
    }

    /** Feeds a stretch of the file to a digest without copying it. */
    public void update(MessageDigest digest, ByteRange range) {
        digest.update(xml, range.start(), range.length());
    }

    /**
     * The digest of a stretch of the file.
     *
     * @param digest a fresh computation
     */
    public byte[] digest(ByteRange range, MessageDigest digest) {
        return digests.computeIfAbsent(new DigestKey(range, digest.getAlgorithm()), key -> {
                    update(digest, range);
                    return digest.digest();
                })
                .clone();
    }

    /**
     * Where the element with this {@code Id} lies, from its start tag to its end tag. For every element outside the signatures
     * these bytes are its exclusive canonical form: none there has a namespace, and a signature within declares its own prefixes.
     * For those of signatures see {@link #inSignature}.
     *
     * @throws IllegalArgumentException when no element bears that {@code Id}
     */
    public ByteRange element(String id) {
        ByteRange range = elements.get(id);
        if (range == null) {
            throw new IllegalArgumentException("no element with Id " + id);
        }
        return range;
    }

    /** Whether an element bears that {@code Id}. */
    public boolean contains(String id) {
        return elements.containsKey(id);
    }

    /** Where the {@code ds:Signature} of a slot lies; empty while the slot is unsigned. */
    public Optional<ByteRange> signature(Slot slot) {
        ByteRange content = content(slot);
        return content.length() == 0 ? Optional.empty() : Optional.of(content);
    }

    /** The {@code ds:Signature} of a slot with all that is in it; empty while the slot is unsigned. */
    public Optional<CanonicalElement> signatureElement(Slot slot) {
        return signature(slot)
                .map(range -> signatures.computeIfAbsent(slot, s -> CanonicalElement.read(xml, range.start())));
    }

    /**
     * The element of a signature that bears an {@code Id}: its canonical form has declarations that its bytes lack. Empty when
     * there is none, and for all elements outside signatures, whose bytes are their canonical form (see {@link #element}).
     */
    public Optional<CanonicalElement> inSignature(String id) {
        ByteRange range = elements.get(id);
        if (range == null) {
            return Optional.empty();
        }
        for (Slot slot : slots.keySet()) {
            if (content(slot).contains(range)) {
                return signatureElement(slot).flatMap(signature -> signature.at(range));
            }
        }
        return Optional.empty();
    }

    /**
     * The child of what the homeroom teacher signs that bears this name; empty unless there is exactly one. Looks for its tags
     * instead of reading all elements: those of a large transcript take many times its room, and few are asked for.
     */
    public Optional<CanonicalElement> informationPart(String name) {
        byte[] tag = ("<" + name).getBytes(StandardCharsets.US_ASCII);
        ByteRange information = element(INFORMATION_ID);
        int end = information.end() - INFORMATION_END.length();
        int found = -1;
        int depth = 0;
        // in text and attributes this character stands as a reference
        for (int at = information.start() + INFORMATION_START.length(); at < end; at++) {
            if (xml[at] != '<') {
                continue;
            }
            if (xml[at + 1] == '/') {
                depth--;
            } else if (depth++ == 0 && isTag(tag, at)) {
                if (found >= 0) {
                    return Optional.empty();
                }
                found = at;
            }
        }
        return found < 0 ? Optional.empty() : Optional.of(CanonicalElement.read(xml, found));
    }

    private boolean isTag(byte[] tag, int at) {
        return CanonicalCharacters.startsWith(tag, xml, at, xml.length - 1)
                && (xml[at + tag.length] == ' ' || xml[at + tag.length] == '>');
    }

    /**
     * The same file with more bytes in it, scanned anew.
     *
     * @param offset where in this file they are to stand
     * @throws UnsupportedDocumentException when the outcome is not a canonical file of the layout
     */
    public TranscriptDocument withInsertion(int offset, byte[] insertion) {
        byte[] longer = Arrays.copyOf(xml, xml.length + insertion.length);
        System.arraycopy(insertion, 0, longer, offset, insertion.length);
        System.arraycopy(xml, offset, longer, offset + insertion.length, xml.length - offset);
        return of(longer);
    }

    /**
     * The same file with a signature in a slot.
     *
     * @param signatureElement a canonical {@code ds:Signature} element, its prefixes declared where first used
     * @throws IllegalStateException when the slot is filled
     * @throws UnsupportedDocumentException when the element is not canonical or brings an {@code Id} that is there already
     */
    public TranscriptDocument withSignature(Slot slot, byte[] signatureElement) {
        ByteRange empty = content(slot);
        if (empty.length() != 0) {
            throw new IllegalStateException("slot " + slot + " is signed already");
        }
        CanonicalScanner scanner = new CanonicalScanner(signatureElement, 0, signatureElement.length);
        signature(scanner);
        if (!scanner.atEnd()) {
            throw new UnsupportedDocumentException("bytes after the signature", scanner.position());
        }
        int offset = empty.start();
        int length = signatureElement.length;
        if (xml.length + length > MAX_BYTES) {
            throw new UnsupportedDocumentException("longer than " + MAX_BYTES + " bytes", offset);
        }
        byte[] signed = new byte[xml.length + length];
        System.arraycopy(xml, 0, signed, 0, offset);
        System.arraycopy(signatureElement, 0, signed, offset, length);
        System.arraycopy(xml, offset, signed, offset + length, xml.length - offset);

        Map<String, ByteRange> ids = new LinkedHashMap<>();
        elements.forEach((id, range) -> ids.put(id, range.afterInsertion(offset, length)));
        scanner.ids().forEach((id, range) -> {
            if (ids.put(id, new ByteRange(range.start() + offset, range.end() + offset)) != null) {
                throw new UnsupportedDocumentException("Id stands twice: " + id, range.start() + offset);
            }
        });
        Map<Slot, ByteRange> filled = new EnumMap<>(Slot.class);
        slots.forEach((other, range) -> filled.put(
                other, other == slot ? new ByteRange(offset, offset + length) : range.afterInsertion(offset, length)));
        Map<DigestKey, byte[]> untouched = new HashMap<>(digests);
        untouched.keySet().removeIf(key -> key.range().end() > offset);
        return new TranscriptDocument(signed, ids, filled, untouched);
    }

    private ByteRange content(Slot slot) {
        ByteRange range = slots.get(slot);
        if (range == null) {
            throw new IllegalArgumentException("no such slot in this layout: " + slot);
        }
        return range;
    }
}
