package vn.hocba.secrets;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what is secret for the database, under the installation's key.
 *
 * <p>Security guarantees: AES-256-GCM (NIST SP 800-38D) with a fresh random 96-bit nonce for each value; what a value belongs to
 * is authenticated with it, so a value copied to another row does not open. Form: one version byte, nonce, cipher text.
 */
public final class Vault {

    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param base64Key 32 random bytes in base64
     * @throws IllegalArgumentException when it is anything else; the message does not show it
     */
    public Vault(String base64Key) {
        key = new SecretKeySpec(SecretsKey.parse(base64Key), "AES");
    }

    /**
     * Encrypts a value.
     *
     * @param belongsTo what it opens for, such as the id of its row
     */
    public byte[] seal(byte[] clear, String belongsTo) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, nonce, belongsTo).doFinal(clear);
            byte[] sealed = new byte[1 + NONCE_BYTES + encrypted.length];
            sealed[0] = VERSION;
            System.arraycopy(nonce, 0, sealed, 1, NONCE_BYTES);
            System.arraycopy(encrypted, 0, sealed, 1 + NONCE_BYTES, encrypted.length);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is missing from this Java", e);
        }
    }

    /**
     * The value that was sealed.
     *
     * @throws UnreadableException when it was sealed with another key, for something else, or was changed
     */
    public byte[] open(byte[] sealed, String belongsTo) {
        if (sealed.length <= 1 + NONCE_BYTES || sealed[0] != VERSION) {
            throw new UnreadableException();
        }
        byte[] nonce = Arrays.copyOfRange(sealed, 1, 1 + NONCE_BYTES);
        try {
            return cipher(Cipher.DECRYPT_MODE, nonce, belongsTo)
                    .doFinal(sealed, 1 + NONCE_BYTES, sealed.length - 1 - NONCE_BYTES);
        } catch (AEADBadTagException e) {
            throw new UnreadableException();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is missing from this Java", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, String belongsTo) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(belongsTo.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** The stored value does not open: the key was changed, or the row was tampered with. */
    public static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableException() {
            super("a stored secret cannot be decrypted");
        }
    }
}
