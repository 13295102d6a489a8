package vn.hocba.remotesigning.csc;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.hocba.remotesigning.SandboxedService.assertExtends;
import static vn.hocba.remotesigning.SandboxedService.assertSignsTheseOnce;
import static vn.hocba.remotesigning.SandboxedService.assertVerify;
import static vn.hocba.remotesigning.SandboxedService.await;
import static vn.hocba.remotesigning.SandboxedService.digests;
import static vn.hocba.remotesigning.SandboxedService.documents;
import static vn.hocba.remotesigning.SandboxedService.failure;
import static vn.hocba.remotesigning.SandboxedService.order;
import static vn.hocba.remotesigning.SandboxedService.request;
import static vn.hocba.remotesigning.SandboxedService.signed;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hocba.remotesigning.AuthorisationAnswer.Granted;
import vn.hocba.remotesigning.AuthorisationRequest;
import vn.hocba.remotesigning.ConsentFactors;
import vn.hocba.remotesigning.ConsentMode;
import vn.hocba.remotesigning.Credential;
import vn.hocba.remotesigning.DisplayLabels;
import vn.hocba.remotesigning.PageCode;
import vn.hocba.remotesigning.PageVisit;
import vn.hocba.remotesigning.RemoteSigningFailure;
import vn.hocba.remotesigning.RemoteSigningFailure.AnswerLost;
import vn.hocba.remotesigning.RemoteSigningFailure.AuthorisationSpent;
import vn.hocba.remotesigning.RemoteSigningFailure.MalformedAnswer;
import vn.hocba.remotesigning.RemoteSigningFailure.Overloaded;
import vn.hocba.remotesigning.RemoteSigningFailure.UserAction;
import vn.hocba.remotesigning.RemoteSigningFailure.UserAction.Reason;
import vn.hocba.remotesigning.RemoteSigningService;
import vn.hocba.remotesigning.SandboxedService;
import vn.hocba.remotesigning.SigningOrder.Mode;
import vn.hocba.remotesigning.TransactionId;
import vn.hocba.testing.AuthorizationForm;

/** The client's way to the services' consent page and back, with a browser that only follows addresses. */
class ConsentPagesIT {

    private static final List<byte[]> CLASS = documents("học bạ 1", "học bạ 2", "học bạ 3");
    private static final PageVisit VISIT = visit(AuthorizationForm.VERIFIER);

    static SandboxedService sandbox;
    static Map<String, RemoteSigningService> services;

    @BeforeAll
    static void start() {
        sandbox = new SandboxedService("/csc", CscV2Dialect::new);
        services = Map.of("v1", sandbox.service("/cscV1", CscV1Dialect::new), "v2", sandbox.service());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @AfterEach
    void forgetFaults() {
        sandbox.forgetFaults();
    }

    private static PageVisit visit(String verifier) {
        return new PageVisit(AuthorizationForm.STATE, verifier, URI.create(AuthorizationForm.REDIRECT));
    }

    private static RemoteSigningService service(String version) {
        return Objects.requireNonNull(services.get(version));
    }

    private static Credential credential(String version, Object... settings) {
        return await(service(version)
                .credential(sandbox.signer("P-256", "PAGE", settings).credential()));
    }

    /** What comes back with a browser that goes to the page. */
    private static Map<String, String> visited(URI page) {
        return AuthorizationForm.in(
                sandbox.process().client().get(page.toString()).expect(302).header("Location"));
    }

    private static PageCode code(String version, Credential credential) {
        var page = await(service(version).consentPage(request(credential, CLASS, ConsentFactors.none()), VISIT));
        var back = visited(page);
        assertThat(back).containsEntry("state", VISIT.state());
        return new PageCode(String.valueOf(back.get("code")));
    }

    private static Granted granted(String version, Credential credential) {
        return (Granted)
                await(service(version).redeem(credential.reference().credential(), code(version, credential), VISIT));
    }

    private static <F extends RemoteSigningFailure> F refused(
            Class<F> type, String version, Credential credential, PageCode code, PageVisit visit) {
        return failure(type, service(version).redeem(credential.reference().credential(), code, visit));
    }

    @ParameterizedTest
    @CsvSource({"v1, SYNCHRONOUS", "v2, SYNCHRONOUS", "v2, ASYNCHRONOUS"})
    void oneVisitSignsAWholeClass(String version, Mode mode) {
        var credential = credential(version);

        assertThat(credential.consent()).isEqualTo(new ConsentMode.OnPage());
        var granted = granted(version, credential);
        if (mode == Mode.SYNCHRONOUS) {
            assertSignsTheseOnce(service(version), credential, granted, CLASS);
        } else {
            assertVerify(credential, CLASS, signed(service(version), order(credential, granted, CLASS, mode)));
        }
        assertThat(sandbox.counters(credential.reference().credential()).path("consents"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2"})
    void whatThePageGaveIsCarriedOverToOtherDigests(String version) {
        var credential = credential(version);

        assertExtends(service(version), credential, granted(version, credential), documents("học bạ 4", "học bạ 5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2"})
    void aCodeThatIsNotTakenMeansToOpenThePageAgain(String version) {
        var credential = credential(version);
        var stolen = code(version, credential);
        var used = code(version, credential);
        var id = credential.reference().credential();
        var granted = (Granted) await(service(version).redeem(id, used, VISIT));

        assertThat(List.of(
                        refused(UserAction.class, version, credential, new PageCode("made-up"), VISIT),
                        refused(UserAction.class, version, credential, stolen, visit("x".repeat(43))),
                        refused(UserAction.class, version, credential, used, VISIT)))
                .extracting(UserAction::reason)
                .containsOnly(Reason.PAGE_AGAIN);
        // a code that comes twice may have been stolen, so the service ends what it gave
        assertThat(failure(
                        AuthorisationSpent.class,
                        service(version).sign(order(credential, granted, CLASS, Mode.SYNCHRONOUS))))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1", "v2"})
    void refusalComesBackWithTheBrowser(String version) {
        var credential = credential(version, "approve", "refuse");

        var page = await(service(version).consentPage(request(credential, CLASS, ConsentFactors.none()), VISIT));

        assertThat(visited(page)).containsEntry("error", "access_denied").containsEntry("state", VISIT.state());
    }

    @Test
    void faultsOfTheExchangeMeanWhatTheyMeanEverywhere() {
        var credential = credential("v2");
        var codes = List.of(code("v2", credential), code("v2", credential), code("v2", credential));

        sandbox.fault("oauth2/token", "drop-after");
        assertThat(refused(AnswerLost.class, "v2", credential, codes.get(0), VISIT))
                .isNotNull();
        sandbox.fault("oauth2/token", "malformed");
        assertThat(refused(MalformedAnswer.class, "v2", credential, codes.get(1), VISIT))
                .hasMessageNotContaining(codes.get(1).value());
        sandbox.fault("oauth2/token", "status", "status", 503, "retryAfter", "7");
        assertThat(refused(Overloaded.class, "v2", credential, codes.get(2), VISIT))
                .isNotNull();
        sandbox.fault("oauth2/pushed_authorize", "status", "status", 503, "retryAfter", "7");
        assertThat(failure(
                        Overloaded.class,
                        service("v2").consentPage(request(credential, CLASS, ConsentFactors.none()), VISIT)))
                .isNotNull();
    }

    @Test
    void theSignersTokenThatHasRunOutIsASpentAuthorisation() {
        var credential = credential("v2");
        var granted = granted("v2", credential);
        sandbox.expireServiceTokens();

        assertThat(failure(
                        AuthorisationSpent.class,
                        service("v2").sign(order(credential, granted, CLASS, Mode.SYNCHRONOUS))))
                .hasMessageNotContaining(granted.sad().reveal().substring("Bearer ".length()));
    }

    private static AuthorisationRequest longest(Credential credential, int digests) {
        var documents = documents(
                IntStream.range(0, digests).mapToObj(Integer::toString).toArray(String[]::new));
        return new AuthorisationRequest(
                new TransactionId(UUID.randomUUID().toString()),
                credential.reference().credential(),
                digests(documents),
                credential.algorithms().getFirst(),
                "Ữ".repeat(500),
                new DisplayLabels(
                        "Ữ".repeat(200),
                        "Ữ".repeat(200),
                        "4A",
                        documents.stream().map(document -> "Trần Thị Mơ").toList()),
                ConsentFactors.none(),
                Optional.empty());
    }

    @Test
    void v1TakesAsManyDigestsAsAnAddressCarriesAndNoNamesOfPupils() {
        var credential = credential("v1");

        assertThat(credential.maxSignatures()).isEqualTo(150);
        var page = await(service("v1").consentPage(longest(credential, 150), VISIT));
        assertThat(page.toString()).hasSizeLessThanOrEqualTo(ConsentPages.LONGEST_ADDRESS);
        assertThat(visited(page)).containsKey("code");
        var few = await(service("v1").consentPage(request(credential, CLASS, ConsentFactors.none()), VISIT));
        assertThat(AuthorizationForm.in(few.toString()))
                .containsEntry("description", "Ký học bạ lớp 4A")
                .containsEntry("code_challenge", VISIT.challenge())
                .hasEntrySatisfying(
                        "clientData", shown -> assertThat(shown).contains("4A").doesNotContain("Mơ"));
        assertThat(few.toString()).doesNotContain(VISIT.verifier(), "sandbox-secret");
    }

    @Test
    void underScal1TheNumberOfSignaturesIsEnough() {
        var credential = credential("v1", "scal", 1);

        assertThat(credential.maxSignatures()).isEqualTo(2000);
        var page = await(service("v1").consentPage(longest(credential, 400), VISIT));
        assertThat(AuthorizationForm.in(page.toString()))
                .containsEntry("numSignatures", "400")
                .doesNotContainKey("hash");
        assertThat(visited(page)).containsKey("code");
    }

    @Test
    void v2TakesPushedRequestsOfAnyLength() {
        var signer = sandbox.signer("P-256", "PAGE", "approve", "manual");
        var credential = await(service("v2").credential(signer.credential()));

        assertThat(credential.maxSignatures()).isEqualTo(2000);
        var page = await(service("v2").consentPage(longest(credential, 400), VISIT));
        assertThat(AuthorizationForm.in(page.toString()).keySet())
                .containsExactlyInAnyOrder("client_id", "request_uri");
        assertThat(sandbox.process().client().get(page.toString()).expect(200).text())
                .contains("Đăng nhập dịch vụ ký số");
    }
}
