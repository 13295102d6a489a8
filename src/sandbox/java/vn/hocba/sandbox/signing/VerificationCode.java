package vn.hocba.sandbox.signing;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * The number that both screens show, so that the person approves what was asked on the other one: SHA-256 over the
 * ordered digests, its last four bytes as an unsigned number modulo a million, written {@code 123 456}.
 */
public final class VerificationCode {

    private VerificationCode() {}

    public static String of(List<Digest> digests) {
        MessageDigest sha256;
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
        digests.forEach(digest -> sha256.update(digest.bytes()));
        byte[] hash = sha256.digest();
        long last = Integer.toUnsignedLong(ByteBuffer.wrap(hash).getInt(hash.length - Integer.BYTES));
        String code = String.format("%06d", last % 1_000_000);
        return code.substring(0, 3) + " " + code.substring(3);
    }
}
