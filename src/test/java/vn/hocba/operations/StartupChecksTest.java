package vn.hocba.operations;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartupChecksTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void namesAMissingSecretsKey() {
        refuses(Optional.empty(), "hocba.secrets.key is missing");
    }

    @Test
    void refusesASecretsKeyThatIsNotBase64() {
        refuses(Optional.of("not base64!"), "hocba.secrets.key is not base64");
    }

    @Test
    void refusesASecretsKeyOfAnotherLength() {
        refuses(Optional.of(keyOf(16)), "hocba.secrets.key has 16 bytes instead of 32");
    }

    @Test
    void neverRepeatsTheSecretsKey() {
        assertThatThrownBy(
                        () -> checks(Optional.of("c2VjcmV0"), Optional.empty()).checkSecretsKey())
                .hasMessageNotContaining("c2VjcmV0")
                .hasMessageNotContaining("secret ");
    }

    @Test
    void acceptsASecretsKeyOf32Bytes() {
        assertThatCode(() ->
                        checks(Optional.of(keyOf(32) + "\n"), Optional.empty()).checkSecretsKey())
                .doesNotThrowAnyException();
    }

    @Test
    void namesMissingTrustAnchors() {
        refusesAnchors(Optional.empty(), "hocba.trust.anchors is missing");
    }

    @Test
    void refusesTrustAnchorsThatCannotBeRead() {
        refusesAnchors(Optional.of(folder.resolve("absent.pem")), "cannot read");
    }

    @Test
    void refusesTrustAnchorsWithoutACertificate() throws IOException {
        refusesAnchors(Optional.of(Files.writeString(folder.resolve("empty.pem"), "")), "no certificate");
        refusesAnchors(Optional.of(Files.writeString(folder.resolve("other.pem"), "-----BEGIN")), "not a PEM file");
    }

    private static void refuses(Optional<String> secretsKey, String message) {
        assertThatThrownBy(() -> checks(secretsKey, Optional.empty()).checkSecretsKey())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    private static void refusesAnchors(Optional<Path> anchors, String message) {
        assertThatThrownBy(() -> checks(Optional.empty(), anchors).checkTrustAnchors())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }

    private static StartupChecks checks(Optional<String> secretsKey, Optional<Path> anchors) {
        return new StartupChecks(secretsKey, anchors);
    }

    private static String keyOf(int bytes) {
        return Base64.getEncoder().encodeToString(new byte[bytes]);
    }
}
