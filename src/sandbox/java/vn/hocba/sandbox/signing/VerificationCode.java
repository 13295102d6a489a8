package vn.hocba.sandbox.signing;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** The code that both screens show, so that the person approves what was asked on the other one; each wire has its rule. */
public enum VerificationCode {
    /**
     * SHA-256 over the ordered digests, its last four bytes as an unsigned number modulo a million, written {@code 123 456}.
     */
    SIX_DIGITS {
        @Override
        public String of(List<Digest> digests) {
            MessageDigest sha256 = sha256();
            digests.forEach(digest -> sha256.update(digest.bytes()));
            byte[] hash = sha256.digest();
            long last = Integer.toUnsignedLong(ByteBuffer.wrap(hash).getInt(hash.length - Integer.BYTES));
            String code = String.format("%06d", last % 1_000_000);
            return code.substring(0, 3) + " " + code.substring(3);
        }
    },
    /** All digests, bit by bit, exclusive or; of its SHA-256 the first two and the last two bytes: {@code 1A2B-3C4D}. */
    EXCLUSIVE_OR {
        @Override
        public String of(List<Digest> digests) {
            byte[] all = new byte[digests.isEmpty() ? 0 : digests.getFirst().bytes().length];
            for (Digest digest : digests) {
                byte[] bytes = digest.bytes();
                for (int i = 0; i < all.length; i++) {
                    all[i] = (byte) (all[i] ^ bytes[i]);
                }
            }
            byte[] hash = sha256().digest(all);
            return String.format("%02X%02X-%02X%02X", hash[0], hash[1], hash[hash.length - 2], hash[hash.length - 1]);
        }
    },
    /** The wire's app shows none. */
    NONE {
        @Override
        public String of(List<Digest> digests) {
            return "–";
        }
    };

    public abstract String of(List<Digest> digests);

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
