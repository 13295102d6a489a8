package vn.hocba.remotesigning.mysign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static vn.hocba.remotesigning.SandboxedService.assertVerify;
import static vn.hocba.remotesigning.SandboxedService.await;
import static vn.hocba.remotesigning.SandboxedService.decided;
import static vn.hocba.remotesigning.SandboxedService.digests;
import static vn.hocba.remotesigning.SandboxedService.documents;
import static vn.hocba.remotesigning.SandboxedService.failure;
import static vn.hocba.remotesigning.SandboxedService.order;
import static vn.hocba.remotesigning.SandboxedService.request;
import static vn.hocba.remotesigning.SandboxedService.signed;

import io.smallrye.mutiny.Uni;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hocba.remotesigning.ApprovalHandle;
import vn.hocba.remotesigning.AuthorisationAnswer.Expired;
import vn.hocba.remotesigning.AuthorisationAnswer.Granted;
import vn.hocba.remotesigning.AuthorisationAnswer.Refused;
import vn.hocba.remotesigning.AuthorisationAnswer.Waiting;
import vn.hocba.remotesigning.AuthorisationRequest;
import vn.hocba.remotesigning.ConsentFactors;
import vn.hocba.remotesigning.ConsentMode;
import vn.hocba.remotesigning.Credential;
import vn.hocba.remotesigning.CredentialId;
import vn.hocba.remotesigning.RemoteSigningFailure.AnswerLost;
import vn.hocba.remotesigning.RemoteSigningFailure.MalformedAnswer;
import vn.hocba.remotesigning.RemoteSigningFailure.Overloaded;
import vn.hocba.remotesigning.RemoteSigningFailure.Permanent;
import vn.hocba.remotesigning.RemoteSigningFailure.UnknownCredential;
import vn.hocba.remotesigning.RemoteSigningFailure.UserAction;
import vn.hocba.remotesigning.RemoteSigningFailure.UserAction.Reason;
import vn.hocba.remotesigning.RemoteSigningService;
import vn.hocba.remotesigning.SandboxedService;
import vn.hocba.remotesigning.SandboxedService.Signer;
import vn.hocba.remotesigning.SigningAnswer;
import vn.hocba.remotesigning.SigningOrder.Mode;
import vn.hocba.remotesigning.TestSettings;
import vn.hocba.remotesigning.VerificationCode;
import vn.hocba.testing.Answer;
import vn.hocba.testing.ApiClient;

/** Viettel MySign: the sandbox's server row by row over bare HTTP, and what our client makes of each row. */
class MySignIT {

    private static final List<byte[]> CLASS = documents("học bạ 1", "học bạ 2", "học bạ 3");
    private static final String CLIENT = "\"client_id\":\"hocba\",\"client_secret\":\"sandbox-secret\"";

    static SandboxedService sandbox;
    static RemoteSigningService service;

    @BeforeAll
    static void start() {
        sandbox = new SandboxedService("/mysign", MySignDialect::new);
        service = sandbox.service(settings());
    }

    private static TestSettings settings() {
        return sandbox.settings().with("profile", "adss:ras:profile:001");
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @AfterEach
    void forgetFaults() {
        sandbox.forgetFaults();
    }

    private static CredentialId id(Signer signer) {
        return new CredentialId("CMT_" + signer.personalNumber() + "/" + signer.credential());
    }

    private static Credential of(Signer signer) {
        return await(service.credential(id(signer)));
    }

    private static AuthorisationRequest push(Credential credential) {
        return request(credential, CLASS, ConsentFactors.none());
    }

    @Test
    void describesCredentialsByHolderAndId() {
        var signer = sandbox.signer("P-256", "PHONE", "multisign", 50);

        assertThat(await(service.credentials(signer.personalNumber())))
                .singleElement()
                .satisfies(credential -> {
                    assertThat(credential.reference().credential()).isEqualTo(id(signer));
                    assertThat(credential.consent()).isEqualTo(new ConsentMode.OutOfBand());
                    assertThat(credential.maxSignatures()).isEqualTo(50);
                    assertThat(credential.certificate().issuers()).isNotEmpty();
                });
        assertThat(of(sandbox.signer("P-256", "PIN")).consent()).isInstanceOf(ConsentMode.Unsupported.class);
        assertThat(await(service.credentials("099999999999"))).isEmpty();
        for (var unknown : List.of("nobody", "CMT_099999999999/x", "CMT_" + signer.personalNumber() + "/x")) {
            assertThat(failure(UnknownCredential.class, service.credential(new CredentialId(unknown))))
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"P-256, 1", "P-256, 2", "RSA-2048, 3"})
    void oneApprovalOnThePhoneSignsAClass(String algorithm, String async) {
        var client = sandbox.service(settings().with("async", async));
        var signer = sandbox.signer(algorithm, "PHONE", "approve", "auto");
        var credential = of(signer);

        var first = await(client.authorise(push(credential)));
        assertThat(first).isInstanceOf(Waiting.class);
        var consent = (Granted) decided(client, id(signer), first);

        var order = order(credential, consent, CLASS, Mode.SYNCHRONOUS);
        assertVerify(credential, CLASS, signed(client, order));
        assertVerify(credential, CLASS, signed(client, order));
        assertThat(sandbox.signaturesOf(signer.credential(), CLASS.getFirst())).isEqualTo(1);
    }

    @Test
    void thePhoneShowsPlainLettersAndTheCodeThatWeShow() {
        var signer = sandbox.signer("P-256", "PHONE", "approve", "manual");

        var asked = await(service.authorise(push(of(signer))));

        assertThat(sandbox.onThePhone(signer, ((Waiting) asked).handle().value()))
                .contains(
                        "Ky hoc ba lop 4A ma "
                                + VerificationCode.of(digests(CLASS)).digits(),
                        "3 Tran Thi Mo");
    }

    @Test
    void lostPushCannotBeAskedAbout() {
        var credential = of(sandbox.signer("P-256", "PHONE", "approve", "auto"));
        var request = push(credential);
        sandbox.fault("mysign/signHash", "drop-after");

        assertThat(failure(AnswerLost.class, service.authorise(request))).isNotNull();
        assertThat(service.recall(request.credential(), request.transaction())).isEmpty();
    }

    @Test
    void endsOfATransactionAreAnswers() {
        var refusing = sandbox.signer("P-256", "PHONE", "approve", "refuse");
        var silent = sandbox.signer("P-256", "PHONE", "approve", "ignore", "approvalSeconds", 0);
        var revoked = sandbox.signer("P-256", "PHONE", "approve", "auto", "status", "expired");

        assertThat(decided(service, id(refusing), await(service.authorise(push(of(refusing))))))
                .isInstanceOf(Refused.class);
        assertThat(decided(service, id(silent), await(service.authorise(push(of(silent))))))
                .isEqualTo(new Expired());
        assertThat(await(service.approval(id(silent), new ApprovalHandle("none"))))
                .isEqualTo(new Expired());
        var waiting = await(service.authorise(push(of(revoked))));
        assertThat(failure(UserAction.class, Uni.createFrom().item(() -> decided(service, id(revoked), waiting)))
                        .reason())
                .isEqualTo(Reason.CERTIFICATE);
    }

    @ParameterizedTest
    @CsvSource({
        "4004, Permanent",
        "4005, UserAction",
        "50000, AnswerLost",
        "4001, AuthorisationSpent",
        "4002, Refused",
        "13004, UserAction"
    })
    void everyNumberHasItsMeaning(int status, String failure) {
        assertThat(MySignFailures.ended("requests/status", status).getClass().getSimpleName())
                .isEqualTo(failure);
    }

    @Test
    void mapsEachRefusalToWhatTheCallerCanDo() {
        var disabled = of(sandbox.signer("P-256", "PHONE", "status", "disabled"));
        var few = of(sandbox.signer("P-256", "PHONE", "multisign", 2));
        var strangers = sandbox.service(settings().withClientSecret("wrong"));

        assertThat(failure(UserAction.class, service.authorise(push(disabled))).reason())
                .isEqualTo(Reason.DISABLED);
        assertThat(failure(Permanent.class, service.authorise(push(few)))).isNotNull();
        assertThat(failure(Permanent.class, strangers.credential(few.reference().credential())))
                .isNotNull();
        assertThat(failure(Permanent.class, service.challenge(few.reference().credential(), "OTP")))
                .isNotNull();
    }

    @Test
    void configurationThatCannotWorkIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sandbox.service(sandbox.settings()))
                .withMessageContaining("profile");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sandbox.service(settings().with("async", "0")))
                .withMessageContaining("async");
    }

    @Test
    void eachSignerHasALoginThatIsRenewedOnce() {
        var one = sandbox.signer("P-256", "PHONE");
        var other = sandbox.signer("P-256", "PHONE");
        int before = sandbox.calls("mysign/ras/v1/login");

        await(Uni.join()
                .all(Collections.nCopies(5, service.credential(id(one))))
                .andFailFast());
        of(other);
        assertThat(sandbox.calls("mysign/ras/v1/login")).isEqualTo(before + 2);
        sandbox.expireServiceTokens();
        await(Uni.join()
                .all(Collections.nCopies(5, service.credential(id(one))))
                .andFailFast());
        assertThat(sandbox.calls("mysign/ras/v1/login")).isEqualTo(before + 3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "drop-after", "malformed", "short", "duplicate"})
    void faultsOfTheWireMeanWhatTheyMeanEverywhereAndTheSignaturesAreStillThere(String kind) {
        var signer = sandbox.signer("P-256", "PHONE", "approve", "auto");
        var credential = of(signer);
        var consent = (Granted) decided(service, id(signer), await(service.authorise(push(credential))));
        var order = order(credential, consent, CLASS, Mode.SYNCHRONOUS);
        signed(service, order);
        sandbox.fault("mysign/requests/status", kind);
        var expected = switch (kind) {
            case "status" -> Overloaded.class;
            case "drop-after" -> AnswerLost.class;
            default -> MalformedAnswer.class;
        };

        assertThat(failure(RuntimeException.class, service.sign(order))).isInstanceOf(expected);
        assertVerify(credential, CLASS, signed(service, order));
        var again = service.recall(consent.sad()).orElseThrow();
        assertVerify(
                credential,
                CLASS,
                ((SigningAnswer.Signatures) await(service.result(id(signer), again, CLASS.size()))).values());
    }

    private static ApiClient client() {
        return sandbox.process().client();
    }

    private static void assertRefused(Answer answer, int status, String error, String description) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.at("/error")).isEqualTo(error);
        assertThat(answer.at("/error_description")).isEqualTo(description);
    }

    @ParameterizedTest
    @CsvSource({
        "'{}', invalid_request, Invalid parameter client_id",
        "'{\"client_id\":\"x\"}', 58007, Client ID does not exist",
        "'{\"client_id\":\"hocba\",\"client_secret\":\"x\"}', 86024, Client secret is invalid",
        "'{\"client_id\":\"hocba\",\"client_secret\":\"sandbox-secret\",\"profile_id\":\"x\"}', invalid_request,"
                + " Invalid parameter profile_id",
        "'{\"client_id\":\"hocba\",\"client_secret\":\"sandbox-secret\",\"profile_id\":\"adss:ras:profile:001\","
                + "\"user_id\":\"CMT_0\"}', 58008, User ID does not exist"
    })
    void loginHasItsRows(String body, String error, String description) {
        assertRefused(client().post("/mysign/ras/v1/login", body), 400, error, description);
    }

    @Test
    void tokenIsTheSignersOwnAndIsWanted() {
        var signer = sandbox.signer("P-256", "PHONE");
        var login = client().post(
                        "/mysign/ras/v1/login",
                        "{" + CLIENT + ",\"profile_id\":\"adss:ras:profile:001\",\"user_id\":\"CMT_"
                                + signer.personalNumber() + "\"}")
                .expect(200);
        assertThat(login.at("/expires_in")).isEqualTo("3600");
        assertThat(login.at("/refresh_token")).isEmpty();
        var own = client().withToken(login.at("/access_token"));

        assertRefused(
                client().post("/mysign/signHash", Map.of()), 401, "invalid_token", "The access token is not valid");
        assertRefused(
                own.post("/mysign/certificates/info", "{" + CLIENT + ",\"user_id\":\"CMT_1\"}"),
                401,
                "59033",
                "User ID or password is invalid");
        assertRefused(
                own.post("/mysign/requests/status", "{\"transactionId\":\"none\"}"),
                400,
                "invalid_request",
                "Invalid parameter transactionId");
        var sha256 = "\"hashAlgo\":\"2.16.840.1.101.3.4.2.1\",\"signAlgo\":\"1.2.840.10045.4.3.2\"";
        var hash = "\"hash\":[\"sTOgwOm+474gFj0q0x1iSNspKqbcse4IeiqlDg/HWuI=\"],\"numSignatures\":1";
        var document = "\"documents\":[{\"document_id\":\"1\",\"document_name\":\"%s\"}]";
        var marked = "w6E="; // á
        var order = "{" + CLIENT + ",\"credentialID\":\"" + signer.credential() + "\"";
        for (var row : List.of(
                List.of("{" + CLIENT + ",\"credentialID\":\"pht.thao-1\"}", "credentialID"),
                List.of(order + "}", "hashAlgo"),
                List.of(order + ",\"hashAlgo\":\"2.16.840.1.101.3.4.2.1\",\"signAlgo\":\"1\"}", "signAlgo"),
                List.of(order + "," + sha256 + "}", "hash"),
                List.of(order + "," + sha256 + "," + hash + "}", "numSignatures"),
                List.of(order + "," + sha256 + "," + hash + "," + document.formatted(marked) + "}", "document_name"),
                List.of(order + "," + sha256 + "," + hash + "," + document.formatted("QQ==") + "}", "description"),
                List.of(
                        order + "," + sha256 + "," + hash + "," + document.formatted("QQ==")
                                + ",\"description\":\"QQ==\",\"async\":4}",
                        "async"))) {
            assertRefused(
                    own.post("/mysign/signHash", row.getFirst()),
                    400,
                    "invalid_request",
                    "Invalid parameter " + row.getLast());
        }
    }

    @Test
    void labelsKeepTheLettersThatTheAppHas() {
        assertThat(Labels.plain("Đỗ Thị Ngọc Ánh (4A/1) – ký_số")).isEqualTo("Do Thi Ngoc Anh 4A 1 ky_so");
    }
}
