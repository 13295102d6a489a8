package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.hocba.remotesigning.SignatureActivationData;

class SadVaultTest {

    private static final String KEY =
            Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    private static final UUID SESSION = UUID.fromString("0197b0f0-0000-7000-8000-000000000001");
    private static final SignatureActivationData SAD = new SignatureActivationData("activation-data-of-the-service");

    private final SadVault vault = new SadVault(KEY);

    @Test
    void opensWhatItSealed() {
        assertThat(vault.open(vault.seal(SAD, SESSION), SESSION)).isEqualTo(SAD);
    }

    @Test
    void hidesTheValueAndNeverMakesTheSameCipherTextTwice() {
        var sealed = vault.seal(SAD, SESSION);
        assertThat(new String(sealed.cipherText(), StandardCharsets.ISO_8859_1)).doesNotContain("activation");
        assertThat(sealed).isNotEqualTo(vault.seal(SAD, SESSION)).hasToString("SealedSad[*]");
    }

    @Test
    void doesNotOpenForAnotherSession() {
        var sealed = vault.seal(SAD, SESSION);
        assertUnreadable(vault, sealed, UUID.fromString("0197b0f0-0000-7000-8000-000000000002"));
    }

    @Test
    void doesNotOpenWithAnotherKey() {
        var other = new SadVault(Base64.getEncoder().encodeToString(new byte[32]));
        assertUnreadable(other, vault.seal(SAD, SESSION), SESSION);
    }

    @Test
    void doesNotOpenWhenAnyByteWasChanged() {
        byte[] sealed = vault.seal(SAD, SESSION).cipherText();
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertUnreadable(vault, new SealedSad(changed), SESSION);
        }
        assertUnreadable(vault, new SealedSad(new byte[0]), SESSION);
    }

    @Test
    void refusesAKeyOfTheWrongSizeWithoutShowingIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SadVault("c2hvcnQ="))
                .withMessageNotContaining("c2hvcnQ=");
        assertThatIllegalArgumentException().isThrownBy(() -> new SadVault("not base64!"));
    }

    private static void assertUnreadable(SadVault vault, SealedSad sealed, UUID session) {
        assertThatExceptionOfType(SadVault.UnreadableSadException.class).isThrownBy(() -> vault.open(sealed, session));
    }
}
