package vn.hocba.signing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import vn.hocba.remotesigning.SignatureActivationData;
import vn.hocba.secrets.SecretsKey;

/**
 * Encrypts signature activation data for the database, so that neither a dump nor a replica can sign with it.
 *
 * <p>Security guarantees: AES-256-GCM (NIST SP 800-38D) with a fresh random 96-bit nonce for each value; the session's id
 * is authenticated with it, so a value copied to another session does not open. Form: one version byte, nonce, cipher text.
 */
final class SadVault {

    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param base64Key 32 random bytes in base64
     * @throws IllegalArgumentException when it is anything else; the message does not show it
     */
    SadVault(String base64Key) {
        key = new SecretKeySpec(SecretsKey.parse(base64Key), "AES");
    }

    SealedSad seal(SignatureActivationData sad, UUID session) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, nonce, session)
                    .doFinal(sad.reveal().getBytes(StandardCharsets.UTF_8));
            byte[] sealed = new byte[1 + NONCE_BYTES + encrypted.length];
            sealed[0] = VERSION;
            System.arraycopy(nonce, 0, sealed, 1, NONCE_BYTES);
            System.arraycopy(encrypted, 0, sealed, 1 + NONCE_BYTES, encrypted.length);
            return new SealedSad(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is missing from this Java", e);
        }
    }

    /** @throws UnreadableSadException when it was sealed with another key, for another session, or was changed */
    SignatureActivationData open(SealedSad sealed, UUID session) {
        byte[] bytes = sealed.cipherText();
        if (bytes.length <= 1 + NONCE_BYTES || bytes[0] != VERSION) {
            throw new UnreadableSadException();
        }
        byte[] nonce = Arrays.copyOfRange(bytes, 1, 1 + NONCE_BYTES);
        try {
            byte[] clear = cipher(Cipher.DECRYPT_MODE, nonce, session)
                    .doFinal(bytes, 1 + NONCE_BYTES, bytes.length - 1 - NONCE_BYTES);
            return new SignatureActivationData(new String(clear, StandardCharsets.UTF_8));
        } catch (AEADBadTagException e) {
            throw new UnreadableSadException();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is missing from this Java", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, UUID session) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(session.toString().getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }

    /** The stored value does not open: the key was changed, or the row was tampered with. */
    static final class UnreadableSadException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableSadException() {
            super("stored signature activation data cannot be decrypted");
        }
    }
}
