package vn.hocba.document;

/**
 * A stretch of a file's bytes.
 *
 * @param start offset of the first byte, counted from 0
 * @param end offset after the last byte
 */
public record ByteRange(int start, int end) {

    public ByteRange {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("not a range: " + start + ".." + end);
        }
    }

    /** Length in bytes. */
    public int length() {
        return end - start;
    }

    /** Whether all of the other lies in it. */
    public boolean contains(ByteRange other) {
        return start <= other.start && other.end <= end;
    }

    /** The range where this one lies once {@code length} bytes stand at {@code offset} that did not stand there before. */
    ByteRange afterInsertion(int offset, int length) {
        return new ByteRange(start >= offset ? start + length : start, end >= offset ? end + length : end);
    }
}
