package vn.hocba.remotesigning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static vn.hocba.testing.Eventually.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import vn.hocba.pki.DataToBeSignedRepresentation;
import vn.hocba.pki.DigestAlgorithm;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.pki.SignatureValue;
import vn.hocba.remotesigning.AuthorisationAnswer.Granted;
import vn.hocba.remotesigning.AuthorisationAnswer.Waiting;
import vn.hocba.remotesigning.SigningAnswer.Pending;
import vn.hocba.remotesigning.SigningAnswer.Signatures;
import vn.hocba.remotesigning.SigningOrder.Mode;
import vn.hocba.testing.Phone;
import vn.hocba.testing.SandboxProcess;

/** One of the sandbox's services and our client of it, as tests of the clients use them. */
public final class SandboxedService implements AutoCloseable {

    public static final String PIN = "246810";
    public static final String OTP = "135790";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final AtomicInteger PEOPLE = new AtomicInteger();

    private final SandboxProcess sandbox = SandboxProcess.shared();
    private final Vertx vertx = Vertx.vertx();
    private final Dialect dialect;
    private final String address;

    /** @param address where {@code sandbox.json} says the service stands */
    public SandboxedService(String address, Function<Vertx, Dialect> dialect) {
        this.dialect = dialect.apply(vertx);
        this.address = address;
    }

    public SandboxProcess process() {
        return sandbox;
    }

    public TestSettings settings() {
        return TestSettings.of(sandbox.described(address));
    }

    public RemoteSigningService service() {
        return service(settings());
    }

    public RemoteSigningService service(TestSettings settings) {
        return dialect.connect(new ProviderId("sandbox"), settings, Optional::empty);
    }

    /** A client of another wire's service in the same sandbox. */
    public RemoteSigningService service(String described, Function<Vertx, Dialect> wire) {
        return wire.apply(vertx)
                .connect(new ProviderId("sandbox"), TestSettings.of(sandbox.described(described)), Optional::empty);
    }

    /** A new person with one credential; pairs of further settings of the credential. */
    public Signer signer(String algorithm, String consent, Object... more) {
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
                "csc." + number,
                personalNumber,
                new CredentialId(person.at("/credentialIDs/0").asText()));
    }

    public void fault(String operation, String kind, Object... more) {
        var fault = new HashMap<String, Object>(Map.of("operation", operation, "kind", kind));
        for (int i = 0; i < more.length; i += 2) {
            fault.put((String) more[i], more[i + 1]);
        }
        sandbox.client().post("/control/faults", fault).expect(204);
    }

    public void forgetFaults() {
        sandbox.client().delete("/control/faults").expect(204);
    }

    public void expireServiceTokens() {
        sandbox.client().delete("/control/service-tokens").expect(204);
    }

    public int calls(String operation) {
        return sandbox.client()
                .get("/control/counters")
                .expect(200)
                .json()
                .path("calls")
                .path(operation)
                .asInt();
    }

    public JsonNode counters(CredentialId credential) {
        return sandbox.client()
                .get("/control/counters?credentialID=" + credential.value())
                .expect(200)
                .json();
    }

    public int signaturesOf(CredentialId credential, byte[] data) {
        var hash = Base64.getEncoder().encodeToString(digest(data).digest());
        return counters(credential).path("signaturesByHash").path(hash).asInt();
    }

    /** What the signer's phone shows of a request. */
    public String onThePhone(Signer signer, String handle) {
        return phone(signer)
                .page()
                .get("/consent/approvals/" + handle)
                .expect(200)
                .text();
    }

    public Phone phone(Signer signer) {
        return Phone.of(sandbox, signer.account());
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    public static <T> T await(Uni<T> call) {
        return call.await().atMost(PATIENCE);
    }

    public static <F extends Throwable> F failure(Class<F> type, Uni<?> call) {
        return catchThrowableOfType(type, () -> await(call));
    }

    public static DataToBeSignedRepresentation digest(byte[] data) {
        return DataToBeSignedRepresentation.of(DigestAlgorithm.SHA256, data);
    }

    public static List<byte[]> documents(String... contents) {
        return Arrays.stream(contents)
                .map(content -> content.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    public static List<DataToBeSignedRepresentation> digests(List<byte[]> documents) {
        return documents.stream().map(SandboxedService::digest).toList();
    }

    public static ConsentFactors factors(String... idsAndValues) {
        var values = new LinkedHashMap<String, char[]>();
        for (int i = 0; i < idsAndValues.length; i += 2) {
            values.put(idsAndValues[i], idsAndValues[i + 1].toCharArray());
        }
        return ConsentFactors.of(values);
    }

    public static AuthorisationRequest request(
            CredentialId credential, List<byte[]> documents, ConsentFactors factors) {
        return request(credential, SignatureAlgorithm.RSA_PKCS1_SHA256, documents, factors);
    }

    public static AuthorisationRequest request(Credential credential, List<byte[]> documents, ConsentFactors factors) {
        return request(
                credential.reference().credential(), credential.algorithms().getFirst(), documents, factors);
    }

    private static AuthorisationRequest request(
            CredentialId credential, SignatureAlgorithm algorithm, List<byte[]> documents, ConsentFactors factors) {
        var names = documents.stream().map(document -> "Trần Thị Mơ").toList();
        return new AuthorisationRequest(
                new TransactionId(UUID.randomUUID().toString()),
                credential,
                digests(documents),
                algorithm,
                "Ký học bạ lớp 4A",
                new DisplayLabels("Nguyễn Thị Lan", "Tiểu học Hoa Sen", "4A", names),
                factors,
                Optional.empty());
    }

    public static SigningOrder order(Credential credential, Granted granted, List<byte[]> documents, Mode mode) {
        return order(credential, granted.sad(), documents, mode);
    }

    public static SigningOrder order(
            Credential credential, SignatureActivationData sad, List<byte[]> documents, Mode mode) {
        return new SigningOrder(
                credential.reference().credential(),
                sad,
                digests(documents),
                credential.algorithms().getFirst(),
                mode);
    }

    public static AuthorisationAnswer decided(
            RemoteSigningService service, CredentialId credential, AuthorisationAnswer answer) {
        return answer instanceof Waiting waiting
                ? eventually(
                        () -> await(service.approval(credential, waiting.handle())),
                        latest -> !(latest instanceof Waiting))
                : answer;
    }

    public static Granted granted(RemoteSigningService service, AuthorisationRequest request) {
        var answer = decided(service, request.credential(), await(service.authorise(request)));
        assertThat(answer).isInstanceOf(Granted.class);
        return (Granted) answer;
    }

    public static List<byte[]> signed(RemoteSigningService service, SigningOrder order) {
        SigningAnswer answer = await(service.sign(order));
        SigningAnswer last = answer instanceof Pending pending
                ? eventually(
                        () -> await(service.result(
                                order.credential(),
                                pending.response(),
                                order.digests().size())),
                        latest -> !(latest instanceof Pending))
                : answer;
        return ((Signatures) last).values();
    }

    public static void assertVerify(Credential credential, List<byte[]> documents, List<byte[]> signatures) {
        var algorithm = credential.algorithms().getFirst();
        var key = credential.certificate().certificate().getPublicKey();
        assertThat(signatures).hasSameSizeAs(documents);
        for (int i = 0; i < documents.size(); i++) {
            assertThat(SignatureValue.fromService(algorithm, key, signatures.get(i))
                            .verifies(key, documents.get(i)))
                    .isTrue();
        }
    }

    /** Signs other documents under an authorisation that was given for some, and asks nobody again. */
    public static void assertExtends(
            RemoteSigningService service, Credential credential, Granted granted, List<byte[]> others) {
        var next = await(service.extend(order(credential, granted, others, Mode.SYNCHRONOUS)));
        assertVerify(credential, others, signed(service, order(credential, next, others, Mode.SYNCHRONOUS)));
    }

    /** The authorisation signs these documents, once, and no others. */
    public static void assertSignsTheseOnce(
            RemoteSigningService service, Credential credential, Granted granted, List<byte[]> documents) {
        var others = order(credential, granted, documents("another"), Mode.SYNCHRONOUS);
        assertThat(failure(RemoteSigningFailure.AuthorisationSpent.class, service.sign(others)))
                .isNotNull();
        var order = order(credential, granted, documents, Mode.SYNCHRONOUS);
        assertVerify(credential, documents, signed(service, order));
        assertThat(failure(RemoteSigningFailure.AuthorisationSpent.class, service.sign(order)))
                .isNotNull();
    }

    public record Signer(String account, String personalNumber, CredentialId credential) {}
}
