package vn.hocba.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class SecretsKeyTest {

    private static final byte[] KEY = new byte[32];

    @Test
    void readsAKeyFromAFileThatEndsInALine() {
        assertThat(SecretsKey.parse(" " + Base64.getEncoder().encodeToString(KEY) + "\n"))
                .isEqualTo(KEY);
    }

    @Test
    void refusesAnyOtherLengthAndForm() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretsKey.parse(Base64.getEncoder().encodeToString(new byte[16])))
                .withMessage("hocba.secrets.key has 16 bytes instead of 32");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SecretsKey.parse("not base64!"))
                .withMessage("hocba.secrets.key is not base64");
    }
}
