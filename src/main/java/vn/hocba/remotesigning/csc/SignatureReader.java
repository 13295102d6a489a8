package vn.hocba.remotesigning.csc;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import vn.hocba.remotesigning.RemoteSigningFailure.MalformedAnswer;

/** Reads the values of signHash and signPolling. Order is the only link to the digests, so that a wrong number breaks it. */
final class SignatureReader {

    private static final int LONGEST_SIGNATURE = 2048;

    private SignatureReader() {}

    /** @throws MalformedAnswer if there are not exactly as many values, all of them different */
    static List<byte[]> read(CscMethod method, List<String> encoded, int expected) {
        var distinct = new LinkedHashSet<ByteBuffer>();
        for (var one : encoded) {
            distinct.add(ByteBuffer.wrap(decode(method, one)));
        }
        var values = distinct.stream().map(ByteBuffer::array).toList();
        if (encoded.size() != expected) {
            throw new MalformedAnswer(
                    method.path() + ": " + encoded.size() + " signatures for " + expected + " digests", values);
        }
        if (values.size() != expected) {
            throw MalformedAnswer.ofRepeated(method.path() + ": the same signature for two digests", values);
        }
        return values;
    }

    private static byte[] decode(CscMethod method, String encoded) {
        byte[] value;
        try {
            value = Base64.getMimeDecoder().decode(encoded);
        } catch (IllegalArgumentException e) {
            throw new MalformedAnswer(method.path() + ": a signature is not base64", e);
        }
        if (value.length < 1 || value.length > LONGEST_SIGNATURE) {
            throw new MalformedAnswer(method.path() + ": a signature of " + value.length + " bytes");
        }
        return value;
    }
}
