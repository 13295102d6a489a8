package vn.hocba.remotesigning.csc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import vn.hocba.pki.DataToBeSignedRepresentation;
import vn.hocba.pki.DigestAlgorithm;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.pki.SignatureValue;
import vn.hocba.remotesigning.AuthorisationAnswer;
import vn.hocba.remotesigning.AuthorisationAnswer.Granted;
import vn.hocba.remotesigning.AuthorisationAnswer.Waiting;
import vn.hocba.remotesigning.AuthorisationRequest;
import vn.hocba.remotesigning.ConsentFactors;
import vn.hocba.remotesigning.Credential;
import vn.hocba.remotesigning.CredentialId;
import vn.hocba.remotesigning.DisplayLabels;
import vn.hocba.remotesigning.ProviderId;
import vn.hocba.remotesigning.RemoteSigningService;
import vn.hocba.remotesigning.SignatureActivationData;
import vn.hocba.remotesigning.SigningAnswer;
import vn.hocba.remotesigning.SigningAnswer.Pending;
import vn.hocba.remotesigning.SigningAnswer.Signatures;
import vn.hocba.remotesigning.SigningOrder;
import vn.hocba.remotesigning.SigningOrder.Mode;
import vn.hocba.remotesigning.TestSettings;
import vn.hocba.testing.SandboxProcess;

/** The sandbox's CSC service and our client of it, as tests of the client use them. */
final class CscSandbox implements AutoCloseable {

    static final String PIN = "246810";
    static final String OTP = "135790";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicInteger PEOPLE = new AtomicInteger();

    private final SandboxProcess sandbox;
    private final Vertx vertx = Vertx.vertx();

    CscSandbox(Path directory) {
        sandbox = SandboxProcess.startWithoutDatabase(directory);
    }

    TestSettings settings() {
        return TestSettings.of(sandbox.csc());
    }

    RemoteSigningService service() {
        return service(settings());
    }

    RemoteSigningService service(TestSettings settings) {
        return new CscV2Dialect(vertx).connect(new ProviderId("sandbox"), settings);
    }

    /** A new person with one credential; pairs of further settings of the credential. */
    Signer signer(String algorithm, String consent, Object... more) {
        int number = PEOPLE.incrementAndGet();
        var credential = new LinkedHashMap<String, Object>(Map.of("algorithm", algorithm, "consent", consent));
        for (int i = 0; i < more.length; i += 2) {
            credential.put((String) more[i], more[i + 1]);
        }
        var personalNumber = "0792%08d".formatted(number);
        var person = sandbox.addPerson(Map.of(
                "account",
                "csc." + number,
                "name",
                "Nguyễn Văn " + number,
                "roles",
                List.of("homeroom_teacher"),
                "organisation",
                "79760599",
                "personalNumber",
                personalNumber,
                "credentials",
                List.of(credential)));
        return new Signer(
                personalNumber, new CredentialId(person.at("/credentialIDs/0").asText()));
    }

    void fault(String operation, String kind, Object... more) {
        var fault = new HashMap<String, Object>(Map.of("operation", operation, "kind", kind));
        for (int i = 0; i < more.length; i += 2) {
            fault.put((String) more[i], more[i + 1]);
        }
        sandbox.client().post("/control/faults", fault).expect(204);
    }

    void forgetFaults() {
        sandbox.client().delete("/control/faults").expect(204);
    }

    void expireServiceTokens() {
        sandbox.client().delete("/control/service-tokens").expect(204);
    }

    int calls(String operation) {
        return sandbox.client()
                .get("/control/counters")
                .expect(200)
                .json()
                .path("calls")
                .path(operation)
                .asInt();
    }

    JsonNode counters(CredentialId credential) {
        return sandbox.client()
                .get("/control/counters?credentialID=" + credential.value())
                .expect(200)
                .json();
    }

    int signaturesOf(CredentialId credential, byte[] data) {
        var hash = Base64.getEncoder().encodeToString(digest(data).digest());
        return counters(credential).path("signaturesByHash").path(hash).asInt();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        sandbox.stop();
    }

    static <T> T await(Uni<T> call) {
        return call.await().atMost(PATIENCE);
    }

    static <F extends Throwable> F failure(Class<F> type, Uni<?> call) {
        return catchThrowableOfType(type, () -> await(call));
    }

    static DataToBeSignedRepresentation digest(byte[] data) {
        return DataToBeSignedRepresentation.of(DigestAlgorithm.SHA256, data);
    }

    static List<byte[]> documents(String... contents) {
        return Arrays.stream(contents)
                .map(content -> content.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    static List<DataToBeSignedRepresentation> digests(List<byte[]> documents) {
        return documents.stream().map(CscSandbox::digest).toList();
    }

    static ConsentFactors factors(String... idsAndValues) {
        var values = new LinkedHashMap<String, char[]>();
        for (int i = 0; i < idsAndValues.length; i += 2) {
            values.put(idsAndValues[i], idsAndValues[i + 1].toCharArray());
        }
        return ConsentFactors.of(values);
    }

    static AuthorisationRequest request(CredentialId credential, List<byte[]> documents, ConsentFactors factors) {
        var names = documents.stream().map(document -> "Trần Thị Mơ").toList();
        return new AuthorisationRequest(
                credential,
                digests(documents),
                SignatureAlgorithm.RSA_PKCS1_SHA256,
                "Ký học bạ lớp 4A",
                new DisplayLabels("Nguyễn Thị Lan", "Tiểu học Hoa Sen", "4A", names),
                factors);
    }

    static SigningOrder order(Credential credential, Granted granted, List<byte[]> documents, Mode mode) {
        return order(credential, granted.sad(), documents, mode);
    }

    static SigningOrder order(Credential credential, SignatureActivationData sad, List<byte[]> documents, Mode mode) {
        return new SigningOrder(
                credential.reference().credential(),
                sad,
                digests(documents),
                credential.algorithms().getFirst(),
                mode);
    }

    static AuthorisationAnswer decided(
            RemoteSigningService service, CredentialId credential, AuthorisationAnswer answer) {
        var latest = answer;
        while (latest instanceof Waiting waiting) {
            latest = await(service.approval(credential, waiting.handle()));
        }
        return latest;
    }

    static Granted granted(RemoteSigningService service, AuthorisationRequest request) {
        var answer = decided(service, request.credential(), await(service.authorise(request)));
        assertThat(answer).isInstanceOf(Granted.class);
        return (Granted) answer;
    }

    static List<byte[]> signed(RemoteSigningService service, SigningOrder order) {
        SigningAnswer answer = await(service.sign(order));
        while (answer instanceof Pending pending) {
            answer = await(service.result(
                    order.credential(), pending.response(), order.digests().size()));
        }
        return ((Signatures) answer).values();
    }

    static void assertVerify(Credential credential, List<byte[]> documents, List<byte[]> signatures) {
        var algorithm = credential.algorithms().getFirst();
        var key = credential.certificate().certificate().getPublicKey();
        assertThat(signatures).hasSameSizeAs(documents);
        for (int i = 0; i < documents.size(); i++) {
            assertThat(SignatureValue.fromService(algorithm, key, signatures.get(i))
                            .verifies(key, documents.get(i)))
                    .isTrue();
        }
    }

    record Signer(String personalNumber, CredentialId credential) {}
}
