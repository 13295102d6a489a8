package vn.hocba.remotesigning.csc;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hocba.remotesigning.SandboxedService.OTP;
import static vn.hocba.remotesigning.SandboxedService.PIN;
import static vn.hocba.remotesigning.SandboxedService.assertExtends;
import static vn.hocba.remotesigning.SandboxedService.assertSignsTheseOnce;
import static vn.hocba.remotesigning.SandboxedService.assertVerify;
import static vn.hocba.remotesigning.SandboxedService.await;
import static vn.hocba.remotesigning.SandboxedService.documents;
import static vn.hocba.remotesigning.SandboxedService.factors;
import static vn.hocba.remotesigning.SandboxedService.failure;
import static vn.hocba.remotesigning.SandboxedService.granted;
import static vn.hocba.remotesigning.SandboxedService.order;
import static vn.hocba.remotesigning.SandboxedService.request;
import static vn.hocba.remotesigning.SandboxedService.signed;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hocba.remotesigning.AuthorisationAnswer.Refused;
import vn.hocba.remotesigning.AuthorisationRequest;
import vn.hocba.remotesigning.ConsentFactors;
import vn.hocba.remotesigning.ConsentMode;
import vn.hocba.remotesigning.CredentialId;
import vn.hocba.remotesigning.Factor;
import vn.hocba.remotesigning.RemoteSigningFailure.AnswerLost;
import vn.hocba.remotesigning.RemoteSigningFailure.MalformedAnswer;
import vn.hocba.remotesigning.RemoteSigningFailure.Overloaded;
import vn.hocba.remotesigning.RemoteSigningFailure.Permanent;
import vn.hocba.remotesigning.RemoteSigningFailure.UnknownCredential;
import vn.hocba.remotesigning.RemoteSigningFailure.UserAction;
import vn.hocba.remotesigning.RemoteSigningFailure.UserAction.Reason;
import vn.hocba.remotesigning.RemoteSigningService;
import vn.hocba.remotesigning.SandboxedService;
import vn.hocba.remotesigning.SigningOrder.Mode;
import vn.hocba.testing.Answer;
import vn.hocba.testing.ApiClient;

/** v1.0.4.0: the sandbox's server row by row over bare HTTP, and what our client makes of each row. */
class CscV1IT {

    private static final List<byte[]> CLASS = documents("học bạ 1", "học bạ 2", "học bạ 3");
    /** SHA-256 of nothing. */
    private static final String DIGEST = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    private static final String MALFORMED = "The request is missing a required parameter, includes an invalid parameter"
            + " value, includes a parameter more than once, or is otherwise malformed.";

    static SandboxedService sandbox;
    static RemoteSigningService service;

    @BeforeAll
    static void start() {
        sandbox = new SandboxedService("/cscV1", CscV1Dialect::new);
        service = sandbox.service();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @AfterEach
    void forgetFaults() {
        sandbox.forgetFaults();
    }

    @Test
    void tellsTheWaysOfConsentApart() {
        var both = await(service.credential(sandbox.signer("P-256", "PIN+OTP").credential()));
        var phone = await(service.credential(sandbox.signer("P-256", "PHONE").credential()));

        assertThat(both.consent())
                .isInstanceOfSatisfying(
                        ConsentMode.Explicit.class,
                        explicit -> assertThat(explicit.factors())
                                .extracting(Factor::kind)
                                .containsExactly(Factor.Kind.PIN, Factor.Kind.OTP));
        assertThat(phone.consent()).isEqualTo(new ConsentMode.OutOfBand());
        assertThat(await(service.credentials("099999999999"))).isEmpty();
    }

    @Test
    void listsTheCredentialsOfAHolder() {
        var signer = sandbox.signer("RSA-2048", "PIN", "multisign", 50);

        assertThat(await(service.credentials(signer.personalNumber())))
                .containsExactly(await(service.credential(signer.credential())));
    }

    @Test
    void aPersonsOwnLoginSeesThatPersonsCredentialsOnly() {
        var settings = sandbox.settings().withClient("gvcn.minh", "sandbox").with("login", "BASIC");

        assertThat(await(sandbox.service(settings).credentials("ignored")))
                .extracting(credential -> credential.reference().credential().value())
                .containsExactly("gvcn.minh-1");
        var stranger = sandbox.service(settings.withClientSecret("wrong"));
        assertThat(failure(Permanent.class, stranger.credentials("ignored"))).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"RSA-2048, SYNCHRONOUS", "RSA-2048-PSS, SYNCHRONOUS", "P-256, ASYNCHRONOUS"})
    void pinAndOtpSignAWholeClass(String algorithm, Mode mode) {
        var signer = sandbox.signer(algorithm, "PIN+OTP");
        var credential = await(service.credential(signer.credential()));

        await(service.challenge(signer.credential(), "OTP"));
        var consent = granted(service, request(signer.credential(), CLASS, factors("PIN", PIN, "OTP", OTP)));

        assertVerify(credential, CLASS, signed(service, order(credential, consent, CLASS, mode)));
    }

    @Test
    void implicitConsentHoldsTheCallOpenUntilThePersonDecides() {
        var signer = sandbox.signer("P-256", "PHONE", "approve", "auto");
        var credential = await(service.credential(signer.credential()));

        var consent = granted(service, request(signer.credential(), CLASS, ConsentFactors.none()));

        assertVerify(credential, CLASS, signed(service, order(credential, consent, CLASS, Mode.SYNCHRONOUS)));
    }

    @Test
    void heldCallsTakeNoPlaceFromOthers() {
        var hurried = sandbox.service(sandbox.settings().withConcurrency(1));
        var slow = sandbox.signer("P-256", "PHONE", "approve", "manual");
        var phone = sandbox.phone(slow);

        var held = hurried.authorise(request(slow.credential(), CLASS, ConsentFactors.none()))
                .subscribeAsCompletionStage();

        phone.awaitQuestion();
        assertThat(await(hurried.credential(slow.credential()))).isNotNull();
        assertThat(held).isNotDone();
        phone.refuse();
        assertThat(held.join()).isInstanceOf(Refused.class);
    }

    @Test
    void refusalOnThePhoneIsAnAnswer() {
        var signer = sandbox.signer("P-256", "PHONE", "approve", "refuse");

        assertThat(await(service.authorise(request(signer.credential(), CLASS, ConsentFactors.none()))))
                .isInstanceOf(Refused.class);
    }

    @Test
    void saysWhichFactorIsWrongAndWhichIsLocked() {
        var pin = sandbox.signer("P-256", "PIN");
        var both = sandbox.signer("P-256", "PIN+OTP");
        var wrong = request(pin.credential(), CLASS, factors("PIN", "000000"));

        assertThat(reason(request(both.credential(), CLASS, factors("PIN", PIN, "OTP", "0"))))
                .isEqualTo(Reason.WRONG_OTP);
        for (int i = 0; i < 5; i++) {
            assertThat(reason(wrong)).isEqualTo(Reason.WRONG_PIN);
        }
        assertThat(reason(wrong)).isEqualTo(Reason.LOCKED);
    }

    private static Reason reason(AuthorisationRequest request) {
        return failure(UserAction.class, service.authorise(request)).reason();
    }

    @Test
    void mapsEachRefusalToWhatTheCallerCanDo() {
        var signer = sandbox.signer("P-256", "PIN", "multisign", 3);
        var credential = await(service.credential(signer.credential()));
        var consent = granted(service, request(signer.credential(), CLASS, factors("PIN", PIN)));
        var disabled = sandbox.signer("P-256", "PIN", "status", "disabled");
        var expired = sandbox.signer("P-256", "PIN", "status", "expired");
        var expiredCredential = await(service.credential(expired.credential()));
        var useless = granted(service, request(expired.credential(), CLASS, factors("PIN", PIN)));

        assertThat(failure(UnknownCredential.class, service.credential(new CredentialId("nobody"))))
                .isNotNull();
        assertThat(reason(request(disabled.credential(), CLASS, factors("PIN", PIN))))
                .isEqualTo(Reason.DISABLED);
        assertThat(failure(UserAction.class, service.sign(order(expiredCredential, useless, CLASS, Mode.SYNCHRONOUS)))
                        .reason())
                .isEqualTo(Reason.CERTIFICATE);
        assertSignsTheseOnce(service, credential, consent, CLASS);
        assertThat(failure(
                        Permanent.class,
                        service.authorise(
                                request(signer.credential(), documents("1", "2", "3", "4"), factors("PIN", PIN)))))
                .isNotNull();
    }

    @Test
    void authorisationIsExtendedInTheWordsOfV1Too() {
        var asked = sandbox.signer("P-256", "PIN+OTP");
        var both = factors("PIN", PIN, "OTP", OTP);

        assertExtends(
                service,
                await(service.credential(asked.credential())),
                granted(service, request(asked.credential(), CLASS, both)),
                documents("học bạ 4", "học bạ 5"));

        assertThat(sandbox.counters(asked.credential()).path("consents")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "drop-after", "malformed", "short"})
    void faultsOfTheWireMeanWhatTheyMeanEverywhere(String kind) {
        var signer = sandbox.signer("P-256", "PIN");
        var credential = await(service.credential(signer.credential()));
        var consent = granted(service, request(signer.credential(), CLASS, factors("PIN", PIN)));
        sandbox.fault("csc-v1/signatures/signHash", kind);
        var expected = switch (kind) {
            case "status" -> Overloaded.class;
            case "drop-after" -> AnswerLost.class;
            default -> MalformedAnswer.class;
        };

        assertThat(failure(RuntimeException.class, service.sign(order(credential, consent, CLASS, Mode.SYNCHRONOUS))))
                .isInstanceOf(expected);
    }

    private static ApiClient anonymous() {
        return sandbox.process().client();
    }

    private static ApiClient relyingParty() {
        return anonymous()
                .withToken(anonymous()
                        .with("Content-Type", "application/x-www-form-urlencoded")
                        .post(
                                "/csc/v1/oauth2/token",
                                "grant_type=client_credentials&client_id=hocba&client_secret=sandbox-secret")
                        .expect(200)
                        .at("/access_token"));
    }

    private static ApiClient person() {
        return anonymous()
                .withToken(login("gvcn.minh:sandbox", "{}").expect(200).at("/access_token"));
    }

    private static Answer login(String pair, String body) {
        return anonymous()
                .with(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                .post("/csc/v1/auth/login", body);
    }

    private static void assertRefused(Answer answer, int status, String error, String description) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        assertThat(answer.at("/error")).isEqualTo(error);
        assertThat(answer.at("/error_description")).isEqualTo(description);
    }

    @Test
    void infoSaysWhatTheStandardRequires() {
        var info = anonymous().post("/csc/v1/info", Map.of()).expect(200);

        assertThat(info.at("/specs")).isEqualTo("1.0.3.0");
        assertThat(info.json().path("authType"))
                .extracting(node -> node.asText())
                .contains("basic", "oauth2client");
        assertThat(info.json().path("methods"))
                .extracting(node -> node.asText())
                .contains("auth/login", "auth/revoke", "credentials/sendOTP", "signatures/signHash")
                .doesNotContain("signatures/timestamp", "credentials/authorizeCheck");
        assertThat(relyingParty().post("/csc/v1/signatures/timestamp", Map.of()).status())
                .isEqualTo(501);
        assertThat(relyingParty()
                        .post("/csc/v1/credentials/authorizeCheck", Map.of())
                        .status())
                .isEqualTo(501);
    }

    @Test
    void loginHasItsRows() {
        assertRefused(
                anonymous().post("/csc/v1/auth/login", "{}"),
                401,
                "invalid_request",
                "Malformed authentication parameter.");
        assertRefused(login("nocolon", "{}"), 401, "invalid_request", "Malformed username-password.");
        assertRefused(
                login("gvcn.minh:wrong", "{}"),
                400,
                "authentication_error",
                "An error occurred during authentication process");
        assertRefused(
                login("x:y", "{\"refresh_token\":1}"),
                401,
                "invalid_request",
                "Invalid string parameter: refresh_token");
        assertRefused(login("x:y", "{\"refresh_token\":\"none\"}"), 401, "invalid_request", "Invalid refresh_token");
        var remembered = login("gvcn.minh:sandbox", "{\"rememberMe\":true}").expect(200);
        anonymous()
                .post("/csc/v1/auth/login", Map.of("refresh_token", remembered.at("/refresh_token")))
                .expect(200);
        var token = remembered.at("/access_token");
        anonymous()
                .withToken(token)
                .post("/csc/v1/auth/revoke", Map.of("token", token))
                .expect(204);
        assertThat(anonymous()
                        .withToken(token)
                        .post("/csc/v1/credentials/list", Map.of())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void bearerHasItsRows() {
        for (var method : List.of(
                "auth/revoke",
                "credentials/list",
                "credentials/info",
                "credentials/authorize",
                "credentials/extendTransaction",
                "signatures/signHash")) {
            assertRefused(anonymous().post("/csc/v1/" + method, "{}"), 400, "invalid_request", MALFORMED);
        }
        assertRefused(
                anonymous().post("/csc/v1/credentials/sendOTP", "{}"),
                400,
                "invalid_request",
                "Malformed authroization header.");
        assertRefused(
                anonymous().withToken("made-up").post("/csc/v1/credentials/info", "{}"),
                401,
                "invalid_token",
                "The access token is not valid");
    }

    @ParameterizedTest
    @CsvSource({
        "auth/revoke, {}, Missing (or invalid type) string parameter token",
        "auth/revoke, '{\"token\":\"x\",\"token_type_hint\":\"y\"}', Invalid string parameter token_type_hint",
        "auth/revoke, '{\"token\":\"x\"}', Invalid string parameter token",
        "credentials/list, {}, Invalid parameter userID",
        "credentials/list, '{\"userID\":\"x\",\"pageToken\":\"y\"}', Invalid parameter pageToken",
        "credentials/info, {}, Missing (or invalid type) string parameter credentialID",
        "credentials/info, '{\"credentialID\":\"none\"}', Invalid parameter credentialID",
        "credentials/info, '{\"credentialID\":\"pht.thao-1\",\"certificates\":\"all\"}', Invalid parameter certificates",
        "credentials/authorize, {}, Missing (or invalid type) string parameter credentialID",
        "credentials/authorize, '{\"credentialID\":\"none\"}', Invalid parameter credentialID",
        "credentials/authorize, '{\"credentialID\":\"pht.thao-1\"}',"
                + " Missing (or invalid type) integer parameter numSignatures",
        "credentials/authorize, '{\"credentialID\":\"pht.thao-1\",\"numSignatures\":0}',"
                + " Invalid value for parameter numSignatures",
        "credentials/authorize, '{\"credentialID\":\"pht.thao-1\",\"numSignatures\":5000,\"hash\":[\"QQ==\"]}',"
                + " Numbers of signatures is too high",
        "credentials/extendTransaction, '{\"credentialID\":\"pht.thao-1\",\"SAD\":\"x\",\"hash\":[\"QQ==\"]}',"
                + " Invalid parameter SAD",
        "credentials/sendOTP, {}, Missing (or invalid type) string parameter credentialID",
        "credentials/sendOTP, '{\"credentialID\":\"pht.thao-1\"}', Invalid parameter credentialID",
        "signatures/signHash, {}, Missing (or invalid type) string parameter SAD",
        "signatures/signHash, '{\"SAD\":\"x\"}', Missing (or invalid type) string parameter credentialID",
        "signatures/signHash, '{\"SAD\":\"x\",\"credentialID\":\"none\"}', Invalid parameter credentialID",
        "signatures/signHash, '{\"SAD\":\"x\",\"credentialID\":\"pht.thao-1\",\"hash\":[\"" + DIGEST
                + "\"],\"signAlgo\":\"1.2.840.10045.4.3.2\"}', Invalid parameter SAD",
        "signatures/signHash, '{\"SAD\":\"x\",\"credentialID\":\"pht.thao-1\",\"hash\":[\"" + DIGEST
                + "\"],\"signAlgo\":\"1.2\"}', Invalid parameter signAlgo",
        "signatures/signHash, '{\"SAD\":\"x\",\"credentialID\":\"pht.thao-1\"}',"
                + " Missing (or invalid type) array parameter hash",
        "signatures/signHash, '{\"SAD\":\"x\",\"credentialID\":\"pht.thao-1\",\"hash\":[]}', Empty hash array",
        "signatures/signHash, '{\"SAD\":\"x\",\"credentialID\":\"pht.thao-1\",\"hash\":[\"*\"]}',"
                + " Invalid Base64 hash string parameter",
        "signatures/signHash, '{\"SAD\":\"x\",\"credentialID\":\"pht.thao-1\",\"hash\":[\"QQ==\"]}',"
                + " Missing (or invalid type) string parameter signAlgo",
        "signatures/signHash, '{\"SAD\":\"x\",\"credentialID\":\"pht.thao-1\",\"hash\":[\"QQ==\"],"
                + "\"signAlgo\":\"1.2.840.10045.4.3.2\",\"clientData\":7}', Invalid parameter clientData",
        "signatures/signHash, '{\"SAD\":\"x\",\"credentialID\":\"gvcn.minh-1\",\"hash\":[\"QQ==\"],"
                + "\"signAlgo\":\"1.2.840.113549.1.1.1\"}', Missing (or invalid type) string parameter hashAlgo",
        "signatures/signHash, '{\"SAD\":\"x\",\"credentialID\":\"gvcn.minh-1\",\"hash\":[\"QQ==\"],"
                + "\"signAlgo\":\"1.2.840.113549.1.1.1\",\"hashAlgo\":\"1.3.14.3.2.26\"}', Invalid parameter hashAlgo",
        "signatures/signHash, '{\"SAD\":\"x\",\"credentialID\":\"pht.thao-1\",\"hash\":[\"QQ==\"],"
                + "\"signAlgo\":\"1.2.840.10045.4.3.2\"}', Invalid digest value length"
    })
    void saysWhatIsWrongWithAParameter(String method, String body, String description) {
        assertRefused(relyingParty().post("/csc/v1/" + method, body), 400, "invalid_request", description);
    }

    private static Answer authorise(CredentialId credential, Map<String, ?> factors) {
        var body = new HashMap<String, Object>(factors);
        body.put("credentialID", credential.value());
        body.put("numSignatures", 1);
        body.put("hash", List.of(DIGEST));
        return relyingParty().post("/csc/v1/credentials/authorize", body);
    }

    @Test
    void factorsHaveTheirRows() {
        var both = sandbox.signer("P-256", "PIN+OTP").credential();
        var pin = sandbox.signer("P-256", "PIN").credential();
        var disabled = sandbox.signer("P-256", "PIN", "status", "disabled").credential();

        for (int i = 0; i < 5; i++) {
            assertRefused(authorise(both, Map.of("PIN", PIN, "OTP", "0")), 400, "invalid_otp", "The OTP is invalid");
            assertRefused(authorise(pin, Map.of("PIN", "0")), 400, "invalid_pin", "The PIN is invalid");
        }
        assertRefused(authorise(both, Map.of("PIN", PIN, "OTP", OTP)), 400, "invalid_request", "OTP locked");
        assertRefused(
                relyingParty().post("/csc/v1/credentials/sendOTP", Map.of("credentialID", both.value())),
                400,
                "invalid_request",
                "OTP locked");
        assertRefused(authorise(pin, Map.of("PIN", PIN)), 400, "invalid_request", "PIN locked");
        assertRefused(
                authorise(disabled, Map.of("PIN", PIN)),
                400,
                "invalid_request",
                "The credential identified by credentialID is disabled");
        assertThat(reason(request(both, CLASS, factors("PIN", PIN, "OTP", OTP))))
                .isEqualTo(Reason.LOCKED);
        assertThat(failure(UserAction.class, service.challenge(both, "OTP")).reason())
                .isEqualTo(Reason.LOCKED);
    }

    private static Answer sign(CredentialId credential, String signAlgo, String digest) {
        var sad = authorise(credential, Map.of("PIN", PIN)).expect(200).at("/SAD");
        return relyingParty()
                .post(
                        "/csc/v1/signatures/signHash",
                        Map.of(
                                "credentialID",
                                credential.value(),
                                "SAD",
                                sad,
                                "hash",
                                List.of(digest),
                                "hashAlgo",
                                "2.16.840.1.101.3.4.2.1",
                                "signAlgo",
                                signAlgo));
    }

    @Test
    void signHashHasItsRowsAboutTheActivationData() {
        var ecdsa = "1.2.840.10045.4.3.2";
        var signer = sandbox.signer("P-256", "PIN").credential();
        var late = sandbox.signer("P-256", "PIN", "sadSeconds", 0).credential();
        var expired = sandbox.signer("P-256", "PIN", "status", "expired").credential();
        var pss = sandbox.signer("RSA-2048-PSS", "PIN").credential();

        assertRefused(
                sign(signer, ecdsa, DIGEST.replace('4', '5')),
                400,
                "invalid_request",
                "Hash is not authorized by the SAD.");
        assertRefused(sign(late, ecdsa, DIGEST), 400, "invalid_request", "SAD expired");
        assertThat(sign(expired, ecdsa, DIGEST).at("/error_description"))
                .matches("Signing certificate 'O=.*,CN=Nguyễn Văn \\d+' is expired\\.");
        assertRefused(
                sign(pss, "1.2.840.113549.1.1.10", DIGEST),
                400,
                "invalid_request",
                "Missing (or invalid type) string parameter signAlgoParams");
    }

    @Test
    void listIsPagedAndTheClientReadsEveryPage() {
        var holder = "079277770001";
        var credential = Map.of("algorithm", "P-256", "consent", "PIN");
        var ids = sandbox.process()
                .addPerson(Map.of(
                        "account",
                        "csc.paged",
                        "name",
                        "Nguyễn Văn Trang",
                        "roles",
                        List.of("homeroom_teacher"),
                        "organisation",
                        "79760599",
                        "personalNumber",
                        holder,
                        "credentials",
                        List.of(credential, credential, credential)))
                .path("credentialIDs");
        var first = list(Map.of("userID", holder));
        var one = list(Map.of("userID", holder, "maxResults", 1));
        var rest = list(Map.of("userID", holder, "pageToken", one.at("/nextPageToken")));

        assertThat(first.json().path("credentialIDs")).hasSize(2);
        assertThat(first.json().has("nextPageToken")).isTrue();
        assertThat(one.json().path("credentialIDs")).hasSize(1);
        assertThat(rest.json().path("credentialIDs")).hasSize(2);
        assertThat(rest.json().has("nextPageToken")).isFalse();
        assertThat(await(service.credentials(holder)))
                .extracting(found -> found.reference().credential().value())
                .containsExactlyInAnyOrder(
                        ids.path(0).asText(), ids.path(1).asText(), ids.path(2).asText());
    }

    private static Answer list(Map<String, ?> parameters) {
        return relyingParty().post("/csc/v1/credentials/list", parameters).expect(200);
    }

    @Test
    void unknownHolderHasNothingAndAPersonNamesNobody() {
        assertThat(list(Map.of("userID", "none")).json().path("credentialIDs")).isEmpty();
        assertRefused(
                person().post("/csc/v1/credentials/list", Map.of("userID", "x")),
                400,
                "invalid_request",
                "userID parameter MUST be null");
        assertThat(person().post("/csc/v1/credentials/list", Map.of())
                        .expect(200)
                        .json()
                        .path("credentialIDs"))
                .hasSize(1);
    }
}
