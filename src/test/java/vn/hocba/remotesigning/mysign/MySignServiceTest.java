package vn.hocba.remotesigning.mysign;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hocba.remotesigning.SandboxedService.await;

import io.vertx.core.Vertx;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.hocba.remotesigning.CredentialId;
import vn.hocba.remotesigning.ProviderId;
import vn.hocba.remotesigning.RemoteSigningService;
import vn.hocba.remotesigning.TestSettings;
import vn.hocba.testing.TestCa;

/** Against a service that describes one of a signer's two credentials without its certificate. */
class MySignServiceTest {

    private static final String HOLDER = "079190000001";

    private final Vertx vertx = Vertx.vertx();
    private RemoteSigningService service;

    @BeforeEach
    void serve() throws CertificateEncodingException {
        var certificate = Base64.getEncoder()
                .encodeToString(new TestCa()
                        .person(TestCa.p256(), "Trần Thị Lan", HOLDER)
                        .certificate()
                        .certificate()
                        .getEncoded());
        var described = """
                [{"credential_id":"old","key":{"status":"enabled"},"cert":{"certificates":[]}},
                 {"credential_id":"new","key":{"status":"enabled"},"cert":{"certificates":["%s"]}}]""".formatted(certificate);
        var server = vertx.createHttpServer()
                .requestHandler(request -> request.response()
                        .end(request.path().endsWith("login") ? "{\"access_token\":\"t\"}" : described))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        service = new MySignDialect(vertx)
                .connect(
                        new ProviderId("viettel"),
                        TestSettings.of("http://127.0.0.1:" + server.actualPort())
                                .with("profile", "hocba"),
                        Optional::empty);
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void credentialThatCannotBeReadBlocksNoOtherOfItsHolder() {
        var readable = new CredentialId("CMT_" + HOLDER + "/new");

        assertThat(await(service.credential(readable)).reference().credential()).isEqualTo(readable);
        assertThat(await(service.credentials(HOLDER)))
                .singleElement()
                .matches(credential -> credential.reference().credential().equals(readable));
    }
}
