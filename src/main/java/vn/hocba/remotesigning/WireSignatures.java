package vn.hocba.remotesigning;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import vn.hocba.remotesigning.RemoteSigningFailure.MalformedAnswer;

/** Reads the signature values of an answer. Order is the only link to the digests, so that a wrong number breaks it. */
public final class WireSignatures {

    private static final int LONGEST_SIGNATURE = 2048;

    private WireSignatures() {}

    /**
     * The values in the order in which they came.
     *
     * @param where the method that answered
     * @param encoded base64, line breaks allowed
     * @throws MalformedAnswer if there are not exactly as many values, all of them different
     */
    public static List<byte[]> read(String where, List<String> encoded, int expected) {
        var distinct = new LinkedHashSet<ByteBuffer>();
        var unreadable = new ArrayList<MalformedAnswer>();
        for (var one : encoded) {
            try {
                distinct.add(ByteBuffer.wrap(decode(where, one)));
            } catch (MalformedAnswer e) {
                unreadable.add(e);
            }
        }
        var values = distinct.stream().map(ByteBuffer::array).toList();
        if (!unreadable.isEmpty()) {
            throw new MalformedAnswer(String.valueOf(unreadable.getFirst().getMessage()), values);
        }
        if (encoded.size() != expected) {
            throw new MalformedAnswer(
                    where + ": " + encoded.size() + " signatures for " + expected + " digests", values);
        }
        if (values.size() != expected) {
            throw MalformedAnswer.ofRepeated(where + ": the same signature for two digests", values);
        }
        return values;
    }

    private static byte[] decode(String where, String encoded) {
        byte[] value;
        try {
            value = Base64.getMimeDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            throw new MalformedAnswer(where + ": a signature is not base64", e);
        }
        if (value.length < 1 || value.length > LONGEST_SIGNATURE) {
            throw new MalformedAnswer(where + ": a signature of " + value.length + " bytes");
        }
        return value;
    }
}
