package vn.hocba.remotesigning;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import vn.hocba.pki.DataToBeSignedRepresentation;

/**
 * What the signer compares between our screen and the phone. No wire carries it: both sides derive it from the digests, by a rule
 * that comes with the wire.
 *
 * @param digits as shown
 */
public record VerificationCode(String digits) {

    /** How a code is derived. */
    public enum Rule {
        /**
         * {@code "NNN NNN"}: the last four bytes (unsigned, big endian) of SHA-256 over the concatenated raw digests in their order,
         * modulo 1,000,000.
         */
        SIX_DIGITS,
        /** {@code "XXXX-XXXX"}: the first and the last two bytes, in hex, of SHA-256 over the exclusive or of all digests. */
        EXCLUSIVE_OR;

        /**
         * The code of these digests.
         *
         * @throws IllegalArgumentException without digests
         */
        public VerificationCode of(List<DataToBeSignedRepresentation> digests) {
            return switch (this) {
                case SIX_DIGITS -> VerificationCode.of(digests);
                case EXCLUSIVE_OR -> VerificationCode.ofExclusiveOr(digests);
            };
        }
    }

    private static VerificationCode ofExclusiveOr(List<DataToBeSignedRepresentation> digests) {
        var mixed = requireSome(digests).getFirst().digest();
        for (var digest : digests.subList(1, digests.size())) {
            var bytes = digest.digest();
            for (int i = 0; i < mixed.length; i++) {
                mixed[i] ^= bytes[i];
            }
        }
        var hash = sha256().digest(mixed);
        var hex = HexFormat.of().withUpperCase();
        return new VerificationCode(
                hex.formatHex(hash, 0, 2) + "-" + hex.formatHex(hash, hash.length - 2, hash.length));
    }

    private static List<DataToBeSignedRepresentation> requireSome(List<DataToBeSignedRepresentation> digests) {
        if (digests.isEmpty()) {
            throw new IllegalArgumentException("nothing to sign");
        }
        return digests;
    }

    /**
     * The six digits of these digests.
     *
     * @throws IllegalArgumentException without digests
     */
    public static VerificationCode of(List<DataToBeSignedRepresentation> digests) {
        requireSome(digests);
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
