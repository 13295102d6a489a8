package vn.hocba.operations;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import vn.hocba.secrets.SecretsKey;

/** Refuses to start with a setting that would only hurt later, and says in one line which and why. */
@ApplicationScoped
class StartupChecks {

    private final Optional<String> secretsKey;
    private final Optional<Path> trustAnchors;

    StartupChecks(
            @ConfigProperty(name = "hocba.secrets.key") Optional<String> secretsKey,
            @ConfigProperty(name = "hocba.trust.anchors") Optional<Path> trustAnchors) {
        this.secretsKey = secretsKey;
        this.trustAnchors = trustAnchors;
    }

    // before the dispatcher and the scheduler see the event
    void check(@Observes @Priority(1) StartupEvent event) {
        checkSecretsKey();
        checkTrustAnchors();
    }

    void checkSecretsKey() {
        String encoded = secretsKey.orElseThrow(() ->
                wrong("hocba.secrets.key is missing: set it to 32 random bytes in base64 (openssl rand -base64 32)"));
        try {
            SecretsKey.parse(encoded);
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    void checkTrustAnchors() {
        Path file = trustAnchors.orElseThrow(
                () -> wrong("hocba.trust.anchors is missing: name a PEM file with the root certificates to trust"));
        try (var pem = Files.newInputStream(file)) {
            if (CertificateFactory.getInstance("X.509")
                    .generateCertificates(pem)
                    .isEmpty()) {
                throw wrong("hocba.trust.anchors: no certificate in " + file);
            }
        } catch (IOException e) {
            throw wrong("hocba.trust.anchors: cannot read " + file);
        } catch (CertificateException e) {
            throw wrong("hocba.trust.anchors: not a PEM file of certificates: " + file);
        }
    }

    /** Of this type the runtime prints the message alone, without a stack trace. */
    private static ConfigurationException wrong(String message) {
        return new ConfigurationException(message);
    }
}
