package vn.hocba.remotesigning.rssp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static vn.hocba.remotesigning.SandboxedService.OTP;
import static vn.hocba.remotesigning.SandboxedService.PIN;
import static vn.hocba.remotesigning.SandboxedService.assertExtends;
import static vn.hocba.remotesigning.SandboxedService.assertSignsTheseOnce;
import static vn.hocba.remotesigning.SandboxedService.assertVerify;
import static vn.hocba.remotesigning.SandboxedService.await;
import static vn.hocba.remotesigning.SandboxedService.decided;
import static vn.hocba.remotesigning.SandboxedService.digests;
import static vn.hocba.remotesigning.SandboxedService.documents;
import static vn.hocba.remotesigning.SandboxedService.factors;
import static vn.hocba.remotesigning.SandboxedService.failure;
import static vn.hocba.remotesigning.SandboxedService.granted;
import static vn.hocba.remotesigning.SandboxedService.order;
import static vn.hocba.remotesigning.SandboxedService.request;
import static vn.hocba.remotesigning.SandboxedService.signed;

import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
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
import vn.hocba.remotesigning.CertificateStatus;
import vn.hocba.remotesigning.ConsentFactors;
import vn.hocba.remotesigning.ConsentMode;
import vn.hocba.remotesigning.Credential;
import vn.hocba.remotesigning.CredentialId;
import vn.hocba.remotesigning.Factor;
import vn.hocba.remotesigning.ProviderId;
import vn.hocba.remotesigning.RemoteSigningFailure.AnswerLost;
import vn.hocba.remotesigning.RemoteSigningFailure.AuthorisationSpent;
import vn.hocba.remotesigning.RemoteSigningFailure.MalformedAnswer;
import vn.hocba.remotesigning.RemoteSigningFailure.Overloaded;
import vn.hocba.remotesigning.RemoteSigningFailure.Permanent;
import vn.hocba.remotesigning.RemoteSigningFailure.UnknownCredential;
import vn.hocba.remotesigning.RemoteSigningFailure.UserAction;
import vn.hocba.remotesigning.RemoteSigningFailure.UserAction.Reason;
import vn.hocba.remotesigning.RemoteSigningService;
import vn.hocba.remotesigning.ResponseId;
import vn.hocba.remotesigning.SandboxedService;
import vn.hocba.remotesigning.SandboxedService.Signer;
import vn.hocba.remotesigning.Scal;
import vn.hocba.remotesigning.SigningOrder.Mode;
import vn.hocba.remotesigning.TestSettings;
import vn.hocba.remotesigning.VerificationCode;
import vn.hocba.testing.Answer;

/** The RSSP profile: the sandbox's server row by row over bare HTTP, and what our client makes of each row. */
class RsspIT {

    private static final List<byte[]> CLASS = documents("học bạ 1", "học bạ 2", "học bạ 3");

    /** Over SHA-256 of nothing. */
    private static final String ORDER = "\"credentialID\":\"pht.thao-1\",\"SAD\":\"x\",\"documentDigests\":"
            + "{\"hashes\":[\"47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\"],"
            + "\"hashAlgorithmOID\":\"2.16.840.1.101.3.4.2.1\"}";

    private static final String ECDSA = ",\"signAlgo\":\"1.2.840.10045.4.3.2\"";

    static SandboxedService sandbox;
    static RemoteSigningService service;

    @BeforeAll
    static void start() {
        sandbox = new SandboxedService("/rssp", RsspDialect::new);
        service = sandbox.service(settings());
    }

    private static TestSettings settings() {
        return sandbox.settings()
                .with("relying-party", "HOCBA")
                .with("login-signature", "sandbox-signature")
                .with("key-store", sandbox.process().described("/rsspKeyStore"))
                .with("key-store-password", "sandbox");
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
    void describesACredentialWhoseCertificateStandsLast() {
        var signer = sandbox.signer("P-256", "PHONE", "multisign", 50);

        assertThat(await(service.credentials(signer.personalNumber())))
                .singleElement()
                .satisfies(credential -> {
                    assertThat(credential
                                    .certificate()
                                    .certificate()
                                    .getSubjectX500Principal()
                                    .getName())
                            .contains("Nguyễn Văn");
                    assertThat(credential.certificate().issuers()).isNotEmpty();
                    assertThat(credential.certificateStatus()).isEqualTo(CertificateStatus.VALID);
                    assertThat(credential.scal()).isEqualTo(Scal.SCAL2);
                    assertThat(credential.maxSignatures()).isEqualTo(50);
                    assertThat(credential.consent()).isEqualTo(new ConsentMode.OutOfBand());
                    assertThat(credential.code()).isEqualTo(VerificationCode.Rule.EXCLUSIVE_OR);
                });
        assertThat(await(service.credentials("099999999999"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PIN, PIN, false", "OTP, OTP, true", "OTP-EMAIL, OTP, true"})
    void tellsTheExplicitWaysApart(String consent, Factor.Kind kind, boolean sent) {
        var credential =
                await(service.credential(sandbox.signer("P-256", consent).credential()));

        assertThat(credential.consent())
                .isInstanceOfSatisfying(
                        ConsentMode.Explicit.class,
                        explicit -> assertThat(explicit.factors())
                                .singleElement()
                                .satisfies(factor -> {
                                    assertThat(factor.kind()).isEqualTo(kind);
                                    assertThat(factor.needsChallenge()).isEqualTo(sent);
                                }));
    }

    @Test
    void otherWaysAreUnsupported() {
        assertThat(await(service.credential(sandbox.signer("P-256", "PIN+OTP").credential()))
                        .consent())
                .isInstanceOf(ConsentMode.Unsupported.class);
    }

    @ParameterizedTest
    @CsvSource({"P-256, SYNCHRONOUS", "P-256, ASYNCHRONOUS", "RSA-2048, ASYNCHRONOUS"})
    void oneApprovalOnThePhoneSignsAClass(String algorithm, Mode mode) {
        var signer = sandbox.signer(algorithm, "PHONE", "approve", "auto");
        var credential = await(service.credential(signer.credential()));

        var first = await(service.authorise(phone(signer)));
        assertThat(first).isInstanceOf(Waiting.class);
        var consent = (Granted) decided(service, signer.credential(), first);

        assertVerify(credential, CLASS, signed(service, order(credential, consent, CLASS, mode)));
        assertThat(sandbox.counters(signer.credential()).path("consents")).hasSize(1);
    }

    private static AuthorisationRequest phone(Signer signer) {
        return request(of(signer), CLASS, ConsentFactors.none());
    }

    private static Credential of(Signer signer) {
        return await(service.credential(signer.credential()));
    }

    @Test
    void pinSigns() {
        var signer = sandbox.signer("P-256", "PIN");
        var credential = await(service.credential(signer.credential()));

        var consent = granted(service, request(of(signer), CLASS, factors("PIN", PIN)));

        assertVerify(credential, CLASS, signed(service, order(credential, consent, CLASS, Mode.SYNCHRONOUS)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OTP", "OTP-EMAIL"})
    void passwordThatWasSentSigns(String consent) {
        var signer = sandbox.signer("P-256", consent);
        var credential = await(service.credential(signer.credential()));

        // asked for at one replica, typed in at another
        var sent = await(service.challenge(signer.credential(), "OTP"));
        var granted = granted(
                sandbox.service(settings()),
                request(of(signer), CLASS, factors("OTP", OTP)).answering(sent));

        assertVerify(credential, CLASS, signed(service, order(credential, granted, CLASS, Mode.SYNCHRONOUS)));
    }

    @Test
    void thePhoneShowsTheTemplateAndTheCodeThatWeShow() {
        var signer = sandbox.signer("P-256", "PHONE", "approve", "manual");
        var asked = await(service.authorise(phone(signer)));

        var page = sandbox.onThePhone(signer, ((Waiting) asked).handle().value());

        assertThat(page)
                .contains(VerificationCode.Rule.EXCLUSIVE_OR.of(digests(CLASS)).digits())
                .contains("Tiểu học Hoa Sen", "KÝ HỌC BẠ SỐ", "Trần Thị Mơ", "LỚP: 4A");
    }

    @Test
    void refusedAndLateDecisionsAreAnswers() {
        var refusing = sandbox.signer("P-256", "PHONE", "approve", "refuse");
        var silent = sandbox.signer("P-256", "PHONE", "approve", "ignore", "approvalSeconds", 0);

        assertThat(decided(service, refusing.credential(), await(service.authorise(phone(refusing)))))
                .isInstanceOf(Refused.class);
        assertThat(decided(service, silent.credential(), await(service.authorise(phone(silent)))))
                .isEqualTo(new Expired());
        assertThat(await(service.approval(silent.credential(), new ApprovalHandle("none"))))
                .isEqualTo(new Expired());
    }

    @Test
    void wrongCodesAreAskedForAgainUntilTheyAreBlocked() {
        var pin = sandbox.signer("P-256", "PIN");
        var otp = sandbox.signer("P-256", "OTP");

        assertThat(reason(request(of(otp), CLASS, factors("OTP", "0")))).isEqualTo(Reason.WRONG_OTP);
        for (int i = 0; i < 5; i++) {
            assertThat(reason(request(of(pin), CLASS, factors("PIN", "0")))).isEqualTo(Reason.WRONG_PIN);
        }
        assertThat(reason(request(of(pin), CLASS, factors("PIN", PIN)))).isEqualTo(Reason.LOCKED);
    }

    private static Reason reason(AuthorisationRequest request) {
        return failure(UserAction.class, service.authorise(request)).reason();
    }

    @Test
    void mapsEachRefusalToWhatTheCallerCanDo() {
        var signer = sandbox.signer("P-256", "PIN", "multisign", 3);
        var credential = await(service.credential(signer.credential()));
        var consent = granted(service, request(of(signer), CLASS, factors("PIN", PIN)));
        var disabled = sandbox.signer("P-256", "PIN", "status", "disabled");
        var withoutApp = sandbox.signer("P-256", "PHONE", "approve", "unready");
        var expired = sandbox.signer("P-256", "PIN", "status", "expired");
        var old = await(service.credential(expired.credential()));
        var useless = granted(service, request(of(expired), CLASS, factors("PIN", PIN)));

        assertThat(failure(UnknownCredential.class, service.credential(new CredentialId("nobody"))))
                .isNotNull();
        assertThat(reason(request(of(disabled), CLASS, factors("PIN", PIN)))).isEqualTo(Reason.DISABLED);
        assertThat(reason(phone(withoutApp))).isEqualTo(Reason.DISABLED);
        assertThat(sandbox.counters(withoutApp.credential()).path("asked").asInt())
                .isZero();
        assertThat(old.certificateStatus()).isEqualTo(CertificateStatus.EXPIRED);
        assertThat(failure(UserAction.class, service.sign(order(old, useless, CLASS, Mode.SYNCHRONOUS)))
                        .reason())
                .isEqualTo(Reason.CERTIFICATE);
        assertSignsTheseOnce(service, credential, consent, CLASS);
        assertThat(failure(AuthorisationSpent.class, service.result(signer.credential(), new ResponseId("none"), 1)))
                .isNotNull();
        assertThat(failure(
                        Permanent.class,
                        service.authorise(request(of(signer), documents("1", "2", "3", "4"), factors("PIN", PIN)))))
                .isNotNull();
    }

    @Test
    void extendedAuthorisationSignsOtherDigestsWithoutAskingAgain() {
        var signer = sandbox.signer("P-256", "PIN");
        var credential = await(service.credential(signer.credential()));
        var consent = granted(service, request(of(signer), CLASS, factors("PIN", PIN)));

        assertExtends(service, credential, consent, documents("học bạ 4", "học bạ 5"));
        assertThat(sandbox.counters(signer.credential()).path("consents")).hasSize(1);
    }

    @Test
    void expiredLoginIsRenewedOnceForAllCalls() {
        var signer = sandbox.signer("P-256", "PIN");
        await(service.credential(signer.credential()));
        int before = sandbox.calls("rssp/auth/login");

        sandbox.expireServiceTokens();
        await(Uni.join()
                .all(Collections.nCopies(10, service.credential(signer.credential())))
                .andFailFast());

        assertThat(sandbox.calls("rssp/auth/login")).isEqualTo(before + 1);
    }

    @Test
    void refusedLoginIsForAnOperator() {
        var wrong = sandbox.service(settings().withClientSecret("wrong"));
        var unsigned = sandbox.service(settings().with("login-algorithm", "SHA512withRSA"));
        var stranger = sandbox.service(settings().with("relying-party", "SOMEBODY"));

        assertThat(failure(Permanent.class, wrong.credential(new CredentialId("x"))))
                .isNotNull();
        assertThat(failure(Permanent.class, unsigned.credential(new CredentialId("x"))))
                .isNotNull();
        assertThat(failure(RuntimeException.class, stranger.credential(new CredentialId("x"))))
                .isInstanceOf(UnknownCredential.class);
    }

    @Test
    void configurationThatCannotWorkIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sandbox.service(settings().with("key-store-password", "wrong")))
                .withMessageContaining("key-store");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sandbox.service(sandbox.settings()))
                .withMessageContaining("key-store");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sandbox.service(settings().with("login-algorithm", "SHA256withECDSA")))
                .withMessageContaining("login-algorithm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "drop-after", "malformed", "short", "duplicate"})
    void faultsOfTheWireMeanWhatTheyMeanEverywhere(String kind) {
        var signer = sandbox.signer("P-256", "PIN");
        var credential = await(service.credential(signer.credential()));
        var consent = granted(service, request(of(signer), CLASS, factors("PIN", PIN)));
        sandbox.fault("rssp/signatures/signHash", kind);
        var expected = switch (kind) {
            case "status" -> Overloaded.class;
            case "drop-after" -> AnswerLost.class;
            default -> MalformedAnswer.class;
        };

        assertThat(failure(RuntimeException.class, service.sign(order(credential, consent, CLASS, Mode.SYNCHRONOUS))))
                .isInstanceOf(expected);
    }

    private static Answer bare(String authorization, String method, String body) {
        return sandbox.process().client().with("Authorization", authorization).post("/rssp/v2/" + method, body);
    }

    private static void assertRefused(Answer answer, int number, String description) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        assertThat(answer.json().path("error").asInt()).isEqualTo(number);
        assertThat(answer.at("/errorDescription")).isEqualTo(description);
    }

    @Test
    void loginHeaderMustBeSignedAndIsGoodOnce() {
        var body = "{\"profile\":\"rssp-119.432-v2.0\",\"relyingParty\":\"HOCBA\"}";
        var login = RsspLogin.of(new ProviderId("test"), settings(), Clock.systemUTC());
        var header = login.header();
        var tampered = "SSL2 "
                + Base64.getEncoder()
                        .encodeToString(
                                "hocba:sandbox-secret:sandbox-signature:1:AAAA".getBytes(StandardCharsets.UTF_8));

        assertThat(bare(header, "auth/login", body).at("/accessToken")).isNotEmpty();
        assertRefused(bare(header, "auth/login", body), 3000, "INVALID LOGIN");
        assertRefused(bare(tampered, "auth/login", body), 3000, "INVALID LOGIN");
        assertRefused(bare("Basic x", "auth/login", body), 3000, "INVALID LOGIN");
        assertRefused(bare(header, "auth/login", "{\"profile\":\"another\"}"), 3900, "Invalid parameter profile");
        assertRefused(
                bare("Bearer none", "credentials/list", "{\"profile\":\"rssp-119.432-v2.0\"}"),
                3005,
                "INVALID ACCESS TOKEN");
    }

    @ParameterizedTest
    @CsvSource({
        "credentials/list, {}, 3900, Missing (or invalid type) string parameter userID",
        "credentials/list, '{\"userID\":\"x\"}', 3003, ACCOUNT IS NOT EXISTED",
        "credentials/info, {}, 3900, Missing (or invalid type) string parameter credentialID",
        "credentials/info, '{\"credentialID\":\"pht.thao-1\",\"certificates\":\"all\"}', 3900,"
                + " Invalid parameter certificates",
        "credentials/sendOTP, '{\"credentialID\":\"pht.thao-1\"}', 3900, Invalid parameter credentialID",
        "credentials/authorize, '{\"credentialID\":\"pht.thao-1\"}', 3900,"
                + " Missing (or invalid type) integer parameter numSignatures",
        "credentials/authorize, '{\"credentialID\":\"pht.thao-1\",\"numSignatures\":1}', 3900,"
                + " Invalid object parameter documentDigests",
        "credentials/authorize, '{\"credentialID\":\"pht.thao-1\",\"numSignatures\":1,"
                + "\"documentDigests\":{\"hashes\":[\"QQ==\"]}}', 3900, Invalid parameter hashAlgorithmOID",
        "credentials/authorize, '{\"credentialID\":\"pht.thao-1\",\"numSignatures\":1,"
                + "\"documentDigests\":{\"hashes\":[\"QQ==\"],\"hashAlgorithmOID\":\"2.16.840.1.101.3.4.2.1\"}}',"
                + " 3900, Invalid digest value length",
        "credentials/authorizeCheck, '{\"requestID\":\"none\"}', 3900, Invalid parameter requestID",
        "signatures/signHash, '{\"credentialID\":\"pht.thao-1\"}', 3900,"
                + " Missing (or invalid type) string parameter SAD",
        "signatures/signHash, '{" + ORDER + ",\"signAlgo\":\"1.2\"}', 3900, Invalid parameter signAlgo",
        "signatures/signHash, '{" + ORDER + ECDSA + ",\"operationMode\":\"B\"}', 3900, Invalid parameter operationMode",
        "signatures/signHash, '{" + ORDER + ECDSA
                + ",\"validityPeriod\":1000}', 3900, Invalid parameter validityPeriod",
        "signatures/signHash, '{" + ORDER + ECDSA
                + ",\"responseURI\":\"http://127.0.0.1:1/x\"}', 3900, Invalid parameter responseURI",
        "signatures/signHash, '{" + ORDER + ECDSA
                + ",\"operationMode\":\"A\",\"validityPeriod\":0}', 3900, Invalid parameter validityPeriod",
        "signatures/signHash, '{" + ORDER + ECDSA
                + ",\"operationMode\":\"A\",\"responseURI\":\"http://192.0.2.1/x\"}', 3900,"
                + " Invalid parameter responseURI",
        "signatures/signHash, '{" + ORDER + ECDSA + "}', 3900," + " Invalid parameter SAD",
        "signatures/signPolling, '{\"requestID\":\"none\"}', 3900, Invalid parameter requestID"
    })
    void saysWhatIsWrongWithAParameter(String method, String body, int number, String description) {
        var login = RsspLogin.of(new ProviderId("test"), settings(), Clock.systemUTC());
        var token = bare(login.header(), "auth/login", "{\"profile\":\"rssp-119.432-v2.0\",\"relyingParty\":\"HOCBA\"}")
                .at("/accessToken");
        var whole = "{\"profile\":\"rssp-119.432-v2.0\"" + (body.equals("{}") ? "}" : "," + body.substring(1));

        assertRefused(bare("Bearer " + token, method, whole), number, description);
    }
}
