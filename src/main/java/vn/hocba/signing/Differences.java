package vn.hocba.signing;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * What of a byte string differs from another of the same length. The prepared signatures of a session differ in a few digests; the
 * certificates and all the rest of them are stored once.
 */
final class Differences {

    private static final byte WHOLE = 0;
    private static final byte RUNS = 1;

    /** Offset and length of a run: equal bytes between two runs that are fewer than this are taken with them. */
    private static final int HEADER = 2 * Integer.BYTES;

    private Differences() {}

    /** What makes {@code other} of {@code base}; all of it where their lengths differ. */
    static byte[] of(byte[] base, byte[] other) {
        // at its worst one byte in nine begins a run of its own
        var out = ByteBuffer.allocate(1 + 2 * other.length + HEADER);
        if (base.length != other.length) {
            out.put(WHOLE).put(other);
        } else {
            out.put(RUNS);
            int from = 0;
            while ((from = nextDifference(base, other, from)) < other.length) {
                int end = endOfRun(base, other, from);
                out.putInt(from).putInt(end - from).put(other, from, end - from);
                from = end;
            }
        }
        var differences = new byte[out.position()];
        out.flip().get(differences);
        return differences;
    }

    private static int nextDifference(byte[] base, byte[] other, int from) {
        int at = from;
        while (at < other.length && base[at] == other[at]) {
            at++;
        }
        return at;
    }

    private static int endOfRun(byte[] base, byte[] other, int from) {
        int end = from + 1;
        for (int next = nextDifference(base, other, end);
                next < other.length && next - end < HEADER;
                next = nextDifference(base, other, end)) {
            end = next + 1;
        }
        return end;
    }

    /** The byte string that {@link #of} was given; what {@link #of} did not make comes back as it is, for its reader to refuse. */
    static byte[] applied(byte[] base, byte[] differences) {
        var in = ByteBuffer.wrap(differences);
        try {
            if (in.get() == WHOLE) {
                var whole = new byte[in.remaining()];
                in.get(whole);
                return whole;
            }
            var other = base.clone();
            while (in.hasRemaining()) {
                in.get(other, in.getInt(), in.getInt());
            }
            return other;
        } catch (BufferUnderflowException | IndexOutOfBoundsException damaged) {
            return differences;
        }
    }
}
