package vn.hocba.signing;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import vn.hocba.remotesigning.SignatureActivationData;
import vn.hocba.secrets.Vault;

/**
 * Encrypts signature activation data for the database, so that neither a dump nor a replica can sign with it; with the
 * guarantees of {@link Vault}, bound to the session's id.
 */
final class SadVault {

    private final Vault vault;

    /**
     * @param base64Key 32 random bytes in base64
     * @throws IllegalArgumentException when it is anything else; the message does not show it
     */
    SadVault(String base64Key) {
        vault = new Vault(base64Key);
    }

    SealedSad seal(SignatureActivationData sad, UUID session) {
        return new SealedSad(vault.seal(sad.reveal().getBytes(StandardCharsets.UTF_8), session.toString()));
    }

    /** @throws UnreadableSadException when it was sealed with another key, for another session, or was changed */
    SignatureActivationData open(SealedSad sealed, UUID session) {
        try {
            byte[] clear = vault.open(sealed.cipherText(), session.toString());
            return new SignatureActivationData(new String(clear, StandardCharsets.UTF_8));
        } catch (Vault.UnreadableException e) {
            throw new UnreadableSadException();
        }
    }

    /** The stored value does not open: the key was changed, or the row was tampered with. */
    static final class UnreadableSadException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableSadException() {
            super("stored signature activation data cannot be decrypted");
        }
    }
}
