package vn.hocba.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.hocba.testing.Answer;
import vn.hocba.testing.SandboxProcess;

/** The sandbox's certification authority, as the JDK judges it. */
class SandboxPkiIT {

    private final SandboxProcess sandbox = RunningSandbox.get();

    @Test
    void chainsEverySignerToTheTrustAnchorUnderFreshRevocationLists() throws Exception {
        List<X509Certificate> rsa = CscCaller.with("RSA-2048", "PIN").chain();
        List<X509Certificate> ec = CscCaller.with("P-256", "PIN").chain();

        validate(rsa);
        validate(ec);
        assertThat(rsa.getFirst().getKeyUsage()).startsWith(true, true, false);
        assertThat(rsa.getFirst().getBasicConstraints()).isEqualTo(-1);
        assertThat(Duration.between(
                                rsa.getFirst().getNotBefore().toInstant(),
                                rsa.getFirst().getNotAfter().toInstant())
                        .toDays())
                .isBetween(1094L, 1096L);
        assertThat(anchor().getBasicConstraints()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void namesRevokedCertificatesOnTheList() throws Exception {
        CscCaller caller = CscCaller.with("P-256", "PIN");
        List<X509Certificate> chain = caller.chain();

        caller.change(Map.of("status", "revoked"));

        assertThatThrownBy(() -> validate(chain))
                .isInstanceOfSatisfying(
                        CertPathValidatorException.class,
                        failure -> assertThat(failure.getReason())
                                .isEqualTo(CertPathValidatorException.BasicReason.REVOKED));
        X509CRL file = crl(Files.readAllBytes(sandbox.directory().resolve("crl/issuing.crl")));
        assertThat(file.getRevokedCertificate(chain.getFirst())).isNotNull();
    }

    @Test
    void publishesWhatTheCertificatesPointAt() throws Exception {
        X509Certificate signer = CscCaller.with("P-256", "PIN").chain().getFirst();
        String extensions = new String(signer.getEncoded(), StandardCharsets.ISO_8859_1);

        assertThat(extensions)
                .contains(sandbox.baseUrl() + "/pki/crl/issuing.crl")
                .contains(sandbox.baseUrl() + "/pki/ca/issuing.cer");
        X509Certificate issuing =
                CscCaller.certificate(get("/pki/ca/issuing.cer").bytes());
        signer.verify(issuing.getPublicKey());
        issuing.verify(anchor().getPublicKey());
    }

    @Test
    void putsTheTaxCodeIntoTheSealAndThePersonalNumberIntoAPersonsCertificate() {
        String account = "seal-" + UUID.randomUUID();
        JsonNode person = sandbox.addPerson(Map.of(
                "account", account,
                "name", "Văn Thư",
                "roles", List.of("seal_officer"),
                "organisation", "79769998",
                "organisationName", "Trường Tiểu học Thử Nghiệm",
                "taxCode", "0312345678",
                "credentials", List.of(Map.of("algorithm", "P-256", "consent", "PIN"))));
        Answer info = sandbox.client()
                .withToken(CscCaller.serviceToken(sandbox))
                .post(
                        "/csc/v2/credentials/info",
                        Map.of("credentialID", person.at("/credentialIDs/0").asText(), "certInfo", true))
                .expect(200);

        assertThat(info.at("/cert/subjectDN")).contains("UID=MST:0312345678").contains("CN=Trường Tiểu học Thử Nghiệm");
    }

    private void validate(List<X509Certificate> chain) throws GeneralSecurityException, IOException {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(anchor(), null)));
        parameters.addCertStore(CertStore.getInstance(
                "Collection",
                new CollectionCertStoreParameters(List.of(
                        crl(get("/pki/crl/root.crl").bytes()),
                        crl(get("/pki/crl/issuing.crl").bytes())))));
        assertThat(CertPathValidator.getInstance("PKIX")
                        .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), parameters))
                .isNotNull();
    }

    private X509Certificate anchor() throws IOException {
        Path anchors = sandbox.directory().resolve("trust-anchors.pem");
        return CscCaller.certificate(Files.readAllBytes(anchors));
    }

    private Answer get(String path) {
        return sandbox.client().get(path).expect(200);
    }

    static X509CRL crl(byte[] encoded) throws GeneralSecurityException {
        return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(encoded));
    }
}
