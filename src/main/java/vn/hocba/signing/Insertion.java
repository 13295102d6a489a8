package vn.hocba.signing;

import java.util.Arrays;
import java.util.Optional;

/**
 * Bytes that stand in a document and not in the one that it was made of. A signature is put in at one place, and what is added to it later
 * stands within it: so this, and the document before, is all there is to store.
 *
 * @param at how many of the other's bytes stand before it
 */
@SuppressWarnings("ArrayRecordComponent") // handed to the database, never compared
record Insertion(int at, byte[] bytes) {

    /** What makes {@code grown} of {@code base}; nothing where more than one place differs, or something was taken away. */
    static Optional<Insertion> of(byte[] base, byte[] grown) {
        int length = grown.length - base.length;
        if (length < 0) {
            return Optional.empty();
        }
        int mismatch = Arrays.mismatch(base, grown);
        int at = mismatch < 0 ? base.length : mismatch;
        return Arrays.equals(base, at, base.length, grown, at + length, grown.length)
                ? Optional.of(new Insertion(at, Arrays.copyOfRange(grown, at, at + length)))
                : Optional.empty();
    }

    /** Where an insertion stands in a document. */
    record Place(int at, int length) {

        /** The document without it. */
        byte[] takenFrom(byte[] document) {
            var base = new byte[document.length - length];
            System.arraycopy(document, 0, base, 0, at);
            System.arraycopy(document, at + length, base, at, base.length - at);
            return base;
        }
    }
}
