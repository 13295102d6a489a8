package vn.hocba.remotesigning.smartca;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hocba.remotesigning.SandboxedService.OTP;
import static vn.hocba.remotesigning.SandboxedService.PIN;
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

import java.time.Instant;
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
import vn.hocba.remotesigning.HolderCredential;
import vn.hocba.remotesigning.KeyStatus;
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
import vn.hocba.remotesigning.SignatureActivationData;
import vn.hocba.remotesigning.SigningAnswer;
import vn.hocba.remotesigning.SigningOrder.Mode;
import vn.hocba.remotesigning.VerificationCode;
import vn.hocba.testing.Answer;

/** VNPT SmartCA: the sandbox's server row by row over bare HTTP, and what our client makes of each row. */
class SmartCaIT {

    private static final List<byte[]> CLASS = documents("học bạ 1", "học bạ 2", "học bạ 3");

    static SandboxedService sandbox;
    static RemoteSigningService phones;
    static RemoteSigningService typed;

    @BeforeAll
    static void start() {
        sandbox = new SandboxedService("/smartca", SmartCaDialect::new);
        phones = sandbox.service();
        typed = sandbox.service(sandbox.settings().with("typed-consent", "true"));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @AfterEach
    void forgetFaults() {
        sandbox.forgetFaults();
    }

    /** By the holder: on this wire the ids of credentials are serial numbers. */
    private static Credential of(RemoteSigningService service, Signer signer) {
        return await(service.credentials(signer.personalNumber())).getFirst();
    }

    private static CredentialId id(Credential credential) {
        return credential.reference().credential();
    }

    private static AuthorisationRequest push(Credential credential) {
        return request(credential, CLASS, ConsentFactors.none());
    }

    private static AuthorisationRequest typedIn(Credential credential, String password, String otp) {
        return request(credential, CLASS, factors(SmartCaService.PASSWORD, password, SmartCaService.OTP, otp));
    }

    @Test
    void describesCredentialsByHolderAndSerialNumber() {
        var signer = sandbox.signer("RSA-2048", "PHONE");
        var credential = of(phones, signer);

        assertThat(HolderCredential.of(id(credential)).holder()).isEqualTo(signer.personalNumber());
        assertThat(await(phones.credential(id(credential)))).isEqualTo(credential);
        assertThat(credential.certificate().issuers()).isNotEmpty();
        assertThat(credential.certificateStatus()).isEqualTo(CertificateStatus.VALID);
        assertThat(credential.maxSignatures()).isEqualTo(100);
        assertThat(credential.consent()).isEqualTo(new ConsentMode.OutOfBand());
        assertThat(of(typed, signer).consent())
                .isInstanceOfSatisfying(
                        ConsentMode.Explicit.class,
                        explicit -> assertThat(explicit.factors())
                                .extracting(Factor::kind)
                                .containsExactly(Factor.Kind.PIN, Factor.Kind.OTP));
        assertThat(await(phones.credentials("099999999999"))).isEmpty();
        for (var unknown : List.of("nobody", "099999999999/1", signer.personalNumber() + "/1")) {
            assertThat(failure(UnknownCredential.class, phones.credential(new CredentialId(unknown))))
                    .isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"P-256", "RSA-2048"})
    void oneApprovalOnThePhoneSignsAClass(String algorithm) {
        var signer = sandbox.signer(algorithm, "PHONE", "approve", "auto");
        var credential = of(phones, signer);

        var first = await(phones.authorise(push(credential)));
        assertThat(first).isInstanceOf(Waiting.class);
        var consent = (Granted) decided(phones, id(credential), first);

        var order = order(credential, consent, CLASS, Mode.SYNCHRONOUS);
        assertVerify(credential, CLASS, signed(phones, order));
        assertVerify(credential, CLASS, signed(phones, order));
        assertThat(sandbox.signaturesOf(signer.credential(), CLASS.getFirst())).isEqualTo(1);
    }

    @Test
    void passwordAndOtpSign() {
        var credential = of(typed, sandbox.signer("P-256", "PIN+OTP"));

        var consent = granted(typed, typedIn(credential, PIN, OTP));

        assertVerify(credential, CLASS, signed(typed, order(credential, consent, CLASS, Mode.SYNCHRONOUS)));
    }

    @Test
    void thePhoneShowsTheNamesAndTheCodeThatWeShow() {
        var signer = sandbox.signer("P-256", "PHONE", "approve", "manual");

        var asked = await(phones.authorise(push(of(phones, signer))));

        assertThat(sandbox.onThePhone(signer, ((Waiting) asked).handle().value()))
                .contains(VerificationCode.of(digests(CLASS)).digits(), "3 Trần Thị Mơ", "Ký học bạ lớp 4A");
    }

    @ParameterizedTest
    @CsvSource({"drop-after, 1", "malformed, 1", "drop-before, 0"})
    void requestWhoseAnswerIsLostIsAskedAboutUnderOurOwnId(String kind, int asked) {
        var signer = sandbox.signer("P-256", "PHONE", "approve", "auto");
        var credential = of(phones, signer);
        var request = push(credential);
        sandbox.fault("smartca/v1/signatures/sign", kind);

        assertThat(failure(RuntimeException.class, phones.authorise(request)))
                .isInstanceOfAny(AnswerLost.class, MalformedAnswer.class);
        var recalled = phones.recall(id(credential), request.transaction()).orElseThrow();
        var answer = decided(phones, id(credential), await(phones.approval(id(credential), recalled)));

        assertThat(sandbox.counters(signer.credential()).path("asked").asInt()).isEqualTo(asked);
        if (asked == 0) {
            assertThat(answer).isEqualTo(new Expired());
        } else {
            var order = order(credential, (Granted) answer, CLASS, Mode.SYNCHRONOUS);
            assertVerify(credential, CLASS, signed(phones, order));
        }
    }

    @Test
    void requestThatIsSentTwiceAsksThePersonOnce() {
        var signer = sandbox.signer("P-256", "PHONE", "approve", "auto");
        var request = push(of(phones, signer));

        await(phones.authorise(request));
        var again = await(phones.authorise(request));

        assertThat(decided(phones, request.credential(), again)).isInstanceOf(Granted.class);
        assertThat(sandbox.counters(signer.credential()).path("asked").asInt()).isEqualTo(1);
    }

    @Test
    void lostConfirmationIsAskedAboutToo() {
        var signer = sandbox.signer("P-256", "PIN+OTP");
        var credential = of(typed, signer);
        var request = typedIn(credential, PIN, OTP);
        sandbox.fault("smartca/v2/signatures/confirm", "drop-after");

        assertThat(failure(AnswerLost.class, typed.authorise(request))).isNotNull();
        var recalled = typed.recall(id(credential), request.transaction()).orElseThrow();
        var answer = await(typed.approval(id(credential), recalled));

        assertVerify(credential, CLASS, signed(typed, order(credential, (Granted) answer, CLASS, Mode.SYNCHRONOUS)));
    }

    @ParameterizedTest
    @CsvSource({
        "smartca/v2/signatures/confirm, status",
        "smartca/v2/signatures/sign, drop-after",
        "smartca/v2/signatures/sign, drop-before"
    })
    void whatNobodyCanConfirmAnyMoreIsOverAtOnceAndANewConsentSigns(String operation, String kind) {
        var signer = sandbox.signer("P-256", "PIN+OTP");
        var credential = of(typed, signer);
        var request = typedIn(credential, PIN, OTP);
        sandbox.fault(operation, kind);

        assertThat(await(typed.authorise(request))).isEqualTo(new Expired());

        assertThat(sandbox.signaturesOf(signer.credential(), CLASS.getFirst())).isZero();
        var another = granted(typed, typedIn(credential, PIN, OTP));
        assertVerify(credential, CLASS, signed(typed, order(credential, another, CLASS, Mode.SYNCHRONOUS)));
    }

    @Test
    void transactionThatIsKnownBeforeIsNotWaitedForWhereOnlyItsFirstAnswerCouldConfirmIt() {
        var credential = of(typed, sandbox.signer("P-256", "PIN+OTP"));
        var request = typedIn(credential, PIN, OTP);
        sandbox.fault("smartca/v2/signatures/confirm", "drop-before");
        assertThat(failure(AnswerLost.class, typed.authorise(request))).isNotNull();

        assertThat(await(typed.authorise(request))).isEqualTo(new Expired());
    }

    @Test
    void refusedAndLateDecisionsAreAnswers() {
        var refusing = of(phones, sandbox.signer("P-256", "PHONE", "approve", "refuse"));
        var silent = of(phones, sandbox.signer("P-256", "PHONE", "approve", "ignore", "approvalSeconds", 0));

        assertThat(decided(phones, id(refusing), await(phones.authorise(push(refusing)))))
                .isInstanceOf(Refused.class);
        assertThat(decided(phones, id(silent), await(phones.authorise(push(silent)))))
                .isEqualTo(new Expired());
        assertThat(await(phones.approval(id(silent), new ApprovalHandle("none"))))
                .isEqualTo(new Expired());
    }

    @Test
    void mapsEachRefusalToWhatTheCallerCanDo() {
        var both = of(typed, sandbox.signer("P-256", "PIN+OTP", "multisign", 3));
        var disabled = of(phones, sandbox.signer("P-256", "PHONE", "status", "disabled"));
        var expired = of(phones, sandbox.signer("P-256", "PHONE", "status", "expired"));
        var stranger = sandbox.service(sandbox.settings().withClientSecret("wrong"));

        assertThat(reason(typed, typedIn(both, PIN, "0"))).isEqualTo(Reason.WRONG_OTP);
        assertThat(reason(typed, typedIn(both, "0", OTP))).isEqualTo(Reason.WRONG_PIN);
        for (int i = 0; i < 4; i++) {
            assertThat(reason(typed, typedIn(both, "0", OTP))).isEqualTo(Reason.WRONG_PIN);
        }
        assertThat(reason(typed, typedIn(both, PIN, OTP))).isEqualTo(Reason.LOCKED);
        assertThat(disabled.keyStatus()).isEqualTo(KeyStatus.DISABLED);
        assertThat(reason(phones, push(disabled))).isEqualTo(Reason.DISABLED);
        assertThat(reason(phones, push(expired))).isEqualTo(Reason.CERTIFICATE);
        assertThat(failure(Permanent.class, stranger.credentials("x"))).isNotNull();
        assertThat(failure(Permanent.class, typed.challenge(id(both), SmartCaService.OTP)))
                .isNotNull();
        assertThat(failure(
                        Permanent.class,
                        typed.extend(order(
                                both,
                                new Granted(new SignatureActivationData("x"), Instant.EPOCH),
                                CLASS,
                                Mode.SYNCHRONOUS))))
                .isNotNull();
    }

    private static Reason reason(RemoteSigningService service, AuthorisationRequest request) {
        return failure(UserAction.class, service.authorise(request)).reason();
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "drop-after", "malformed", "short", "duplicate", "surplus"})
    void faultsOfTheWireMeanWhatTheyMeanEverywhereAndTheSignaturesAreStillThere(String kind) {
        var credential = of(phones, sandbox.signer("P-256", "PHONE", "approve", "auto"));
        var consent = (Granted) decided(phones, id(credential), await(phones.authorise(push(credential))));
        var order = order(credential, consent, CLASS, Mode.SYNCHRONOUS);
        sandbox.fault("smartca/v1/signatures/status", kind);
        var expected = switch (kind) {
            case "status" -> Overloaded.class;
            case "drop-after" -> AnswerLost.class;
            default -> MalformedAnswer.class;
        };

        assertThat(failure(RuntimeException.class, phones.sign(order))).isInstanceOf(expected);
        assertVerify(credential, CLASS, signed(phones, order));
        var again = phones.recall(consent.sad()).orElseThrow();
        assertVerify(
                credential,
                CLASS,
                ((SigningAnswer.Signatures) await(phones.result(id(credential), again, CLASS.size()))).values());
    }

    @Test
    void orderOfTheAnswerDoesNotMatter() {
        var credential = of(phones, sandbox.signer("P-256", "PHONE", "approve", "auto"));
        var consent = (Granted) decided(phones, id(credential), await(phones.authorise(push(credential))));
        sandbox.fault("smartca/v1/signatures/status", "shuffled");

        assertVerify(credential, CLASS, signed(phones, order(credential, consent, CLASS, Mode.SYNCHRONOUS)));
    }

    private static Answer bare(String path, String body) {
        var caller = "{\"sp_id\":\"hocba\",\"sp_password\":\"sandbox-secret\"";
        return sandbox.process()
                .client()
                .post("/smartca/" + path, caller + (body.equals("{}") ? "}" : "," + body.substring(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "v1/credentials/get_certificate, {}, 400, transaction_id is required",
        "v1/credentials/get_certificate, '{\"transaction_id\":\"t\"}', 400, user_id is required",
        "v1/credentials/get_certificate, '{\"transaction_id\":\"t\",\"user_id\":\"x\"}', 401,"
                + " user_id is not a subscriber",
        "v1/signatures/sign, {}, 400, transaction_id is required",
        "v1/signatures/sign, '{\"transaction_id\":\"t\",\"user_id\":\"x\"}', 401, user_id is not a subscriber",
        "v1/signatures/sign/none/status, {}, 400, transaction_not_found",
        "v2/signatures/sign, {}, 400, password is required",
        "v2/signatures/sign, '{\"password\":\"x\"}', 400, otp is required",
        "v2/signatures/confirm, {}, 400, transaction_id is required",
        "v2/signatures/confirm, '{\"transaction_id\":\"none\",\"sad\":\"x\"}', 400, transaction_not_found"
    })
    void saysWhatIsWrong(String path, String body, int code, String message) {
        var answer = bare(path, body);

        assertThat(answer.status()).as(answer.toString()).isEqualTo(code == 400 ? 400 : 200);
        assertThat(answer.json().path("status_code").asInt()).isEqualTo(code);
        assertThat(answer.at("/message")).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource({
        "'[]', sign_files is required",
        "'[{\"sign_type\":\"file\",\"file_type\":\"xml\",\"doc_id\":\"1\",\"data_to_be_signed\":\"00\"}]',"
                + " sign_type: only hash is supported",
        "'[{\"sign_type\":\"hash\",\"file_type\":\"xml\",\"doc_id\":\"1\",\"data_to_be_signed\":\"QQ==\"}]',"
                + " data_to_be_signed is not hex",
        "'[{\"sign_type\":\"hash\",\"file_type\":\"xml\",\"doc_id\":\"1\",\"data_to_be_signed\":\"00\"}]',"
                + " data_to_be_signed has the length of no hash"
    })
    void saysWhatIsWrongWithTheFiles(String files, String message) {
        var signer = sandbox.signer("P-256", "PHONE");

        var answer = bare(
                "v1/signatures/sign",
                "{\"transaction_id\":\"t-1\",\"user_id\":\"" + signer.personalNumber() + "\",\"sign_files\":" + files
                        + "}");

        assertThat(answer.at("/message")).as(answer.toString()).isEqualTo(message);
    }

    @Test
    void callerMustBeKnown() {
        var answer = sandbox.process()
                .client()
                .post("/smartca/v1/signatures/sign", "{\"sp_id\":\"hocba\",\"sp_password\":\"wrong\"}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("status_code").asInt()).isEqualTo(401);
        assertThat(sandbox.process()
                        .client()
                        .post("/smartca/v1/signatures/sign", "{}")
                        .status())
                .isEqualTo(400);
        assertThat(bare("v3/anything", "{}").status()).isEqualTo(404);
    }
}
