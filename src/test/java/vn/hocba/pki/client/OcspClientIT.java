package vn.hocba.pki.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hocba.pki.RevocationEvidence;
import vn.hocba.pki.RevocationEvidence.Kind;
import vn.hocba.pki.RevocationSource.Answer;
import vn.hocba.pki.RevocationSource.Statement;
import vn.hocba.testing.ApiUnderTest;
import vn.hocba.testing.SandboxProcess;

/** The OCSP client before the sandbox's responder for its root; the root's revocation list stands behind it. */
class OcspClientIT {

    private final SandboxProcess sandbox = ApiUnderTest.shared().sandbox();
    private final X509Certificate root = certificate(file("trust-anchors.pem"));
    private final X509Certificate issuing =
            certificate(sandbox.client().get("/pki/ca/issuing.cer").expect(200).bytes());
    private final RevocationClient client = new RevocationClient(new Settings(), Clock.systemUTC());

    private final class Settings implements RevocationSettings {

        @Override
        public Optional<Path> anchors() {
            return Optional.empty();
        }

        @Override
        public Optional<List<String>> crls() {
            return Optional.of(List.of(sandbox.baseUrl() + "/pki/crl/root.crl"));
        }

        @Override
        public Optional<List<URI>> ocsp() {
            return Optional.of(List.of(URI.create(sandbox.described("/ocsp") + "/root")));
        }

        @Override
        public Duration refresh() {
            return Duration.ofMinutes(10);
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(20);
        }

        @Override
        public long maxBytes() {
            return 1 << 20;
        }
    }

    @AfterEach
    void forgetFaults() {
        sandbox.client().delete("/control/faults").expect(204);
    }

    @Test
    void asksOnceWhileTheAnswerIsFresh() {
        long before = questions();
        assertThat(statements())
                .singleElement()
                .satisfies(statement -> assertThat(statement.answer()).isEqualTo(new Answer.Good()))
                .extracting(Statement::evidence)
                .extracting(RevocationEvidence::kind)
                .isEqualTo(Kind.OCSP);
        assertThat(statements()).hasSize(1);
        assertThat(questions()).isEqualTo(before + 1);
    }

    @Test
    void hearsOfARevocation() {
        fault("revoked");
        assertThat(statements()).singleElement().extracting(Statement::answer).isInstanceOf(Answer.Revoked.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wrong-certificate",
                "wrong-purpose",
                "wrong-signer",
                "stale",
                "unknown",
                "refusal",
                "malformed",
                "drop-before"
            })
    void takesTheListWhereNoAnswerIsToBeBelieved(String kind) {
        fault(kind);
        assertThat(statements()).singleElement().satisfies(statement -> {
            assertThat(statement.answer()).isEqualTo(new Answer.Good());
            assertThat(statement.evidence().kind()).isEqualTo(Kind.CRL);
        });
    }

    private List<Statement> statements() {
        return client.source().statements(issuing, root, Instant.now());
    }

    private void fault(String kind) {
        sandbox.client()
                .post("/control/faults", Map.of("operation", "ocsp/root", "kind", kind))
                .expect(204);
    }

    private long questions() {
        return sandbox.client()
                .get("/control/counters")
                .expect(200)
                .json()
                .path("calls")
                .path("ocsp/root")
                .asLong();
    }

    private byte[] file(String name) {
        try {
            return Files.readAllBytes(sandbox.directory().resolve(name));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate certificate(byte[] bytes) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }
}
