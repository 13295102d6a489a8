package vn.hocba.remotesigning;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import vn.hocba.pki.DataToBeSignedRepresentation;

/**
 * The six digits that the signer compares between our screen and the phone. No wire carries them: both sides derive them, as the
 * last four bytes (unsigned, big endian) of SHA-256 over the concatenated raw digests in their order, modulo 1,000,000.
 *
 * @param digits {@code "NNN NNN"}
 */
public record VerificationCode(String digits) {

    /**
     * The code of these digests.
     *
     * @throws IllegalArgumentException without digests
     */
    public static VerificationCode of(List<DataToBeSignedRepresentation> digests) {
        if (digests.isEmpty()) {
            throw new IllegalArgumentException("nothing to sign");
        }
        var sha256 = sha256();
        digests.forEach(digest -> sha256.update(digest.digest()));
        var hash = sha256.digest();
        long number = 0;
        for (int i = hash.length - 4; i < hash.length; i++) {
            number = (number << 8) | (hash[i] & 0xff);
        }
        int code = (int) (number % 1_000_000);
        return new VerificationCode(String.format(Locale.ROOT, "%03d %03d", code / 1000, code % 1000));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return digits;
    }
}
