package vn.hocba.remotesigning.csc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;
import static vn.hocba.remotesigning.SandboxedService.OTP;
import static vn.hocba.remotesigning.SandboxedService.PIN;
import static vn.hocba.remotesigning.SandboxedService.assertExtends;
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
import static vn.hocba.testing.Eventually.eventually;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hocba.remotesigning.ApprovalHandle;
import vn.hocba.remotesigning.AuthorisationAnswer.Expired;
import vn.hocba.remotesigning.AuthorisationAnswer.Refused;
import vn.hocba.remotesigning.AuthorisationAnswer.Waiting;
import vn.hocba.remotesigning.CertificateStatus;
import vn.hocba.remotesigning.ConsentFactors;
import vn.hocba.remotesigning.ConsentMode;
import vn.hocba.remotesigning.ConsentMode.Combination;
import vn.hocba.remotesigning.CredentialId;
import vn.hocba.remotesigning.Factor;
import vn.hocba.remotesigning.KeyStatus;
import vn.hocba.remotesigning.RemoteSigningFailure.AnswerLost;
import vn.hocba.remotesigning.RemoteSigningFailure.AuthorisationSpent;
import vn.hocba.remotesigning.RemoteSigningFailure.MalformedAnswer;
import vn.hocba.remotesigning.RemoteSigningFailure.NothingSent;
import vn.hocba.remotesigning.RemoteSigningFailure.Overloaded;
import vn.hocba.remotesigning.RemoteSigningFailure.Permanent;
import vn.hocba.remotesigning.RemoteSigningFailure.UnknownCredential;
import vn.hocba.remotesigning.RemoteSigningFailure.UserAction;
import vn.hocba.remotesigning.RemoteSigningFailure.UserAction.Reason;
import vn.hocba.remotesigning.RemoteSigningService;
import vn.hocba.remotesigning.ResponseId;
import vn.hocba.remotesigning.SandboxedService;
import vn.hocba.remotesigning.Scal;
import vn.hocba.remotesigning.SignatureActivationData;
import vn.hocba.remotesigning.SigningOrder.Mode;
import vn.hocba.remotesigning.TestSettings;

/** The client against the sandbox's CSC service, a process of its own over real HTTP. */
class CscV2IT {

    private static final List<byte[]> CLASS = documents("học bạ 1", "học bạ 2", "học bạ 3");

    static SandboxedService sandbox;
    static RemoteSigningService service;

    @BeforeAll
    static void start() {
        sandbox = new SandboxedService("/csc", CscV2Dialect::new);
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
    void describesACredentialWithItsChain() {
        var signer = sandbox.signer("RSA-2048", "PIN", "multisign", 50);

        var credentials = await(service.credentials(signer.personalNumber()));

        assertThat(credentials).singleElement().satisfies(credential -> {
            assertThat(credential.reference().credential()).isEqualTo(signer.credential());
            assertThat(credential
                            .certificate()
                            .certificate()
                            .getSubjectX500Principal()
                            .getName())
                    .contains("Nguyễn Văn");
            assertThat(credential.certificate().issuers()).isNotEmpty();
            assertThat(credential.keyStatus()).isEqualTo(KeyStatus.ENABLED);
            assertThat(credential.certificateStatus()).isEqualTo(CertificateStatus.VALID);
            assertThat(credential.scal()).isEqualTo(Scal.SCAL2);
            assertThat(credential.maxSignatures()).isEqualTo(50);
        });
        assertThat(await(service.credential(signer.credential()))).isEqualTo(credentials.getFirst());
    }

    @Test
    void tellsTheThreeWaysOfConsentApart() {
        var pin = await(service.credential(sandbox.signer("P-256", "PIN").credential()));
        var both = await(service.credential(sandbox.signer("P-256", "PIN+OTP").credential()));
        var phone = await(service.credential(sandbox.signer("P-256", "PHONE").credential()));

        assertThat(pin.consent())
                .isInstanceOfSatisfying(
                        ConsentMode.Explicit.class,
                        explicit -> assertThat(explicit.factors())
                                .extracting(Factor::kind)
                                .containsExactly(Factor.Kind.PIN));
        assertThat(both.consent()).isInstanceOfSatisfying(ConsentMode.Explicit.class, explicit -> {
            assertThat(explicit.combination()).isEqualTo(Combination.ALL_OF);
            assertThat(explicit.factors())
                    .extracting(Factor::kind, Factor::needsChallenge)
                    .containsExactly(tuple(Factor.Kind.PIN, false), tuple(Factor.Kind.OTP, true));
        });
        assertThat(phone.consent()).isEqualTo(new ConsentMode.OutOfBand());
    }

    @Test
    void unknownHolderHasNoCredentials() {
        assertThat(await(service.credentials("099999999999"))).isEmpty();
    }

    @Test
    void unknownCredentialIsNamedAsSuch() {
        var unknown = new CredentialId("nobody-has-this");

        assertThat(failure(UnknownCredential.class, service.credential(unknown)))
                .isNotNull();
        assertThat(failure(UnknownCredential.class, service.authorise(request(unknown, CLASS, factors("PIN", PIN)))))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "RSA-2048, SYNCHRONOUS",
        "RSA-2048, ASYNCHRONOUS",
        "RSA-2048-PSS, SYNCHRONOUS",
        "P-256, SYNCHRONOUS",
        "P-256, ASYNCHRONOUS"
    })
    void onePinSignsAWholeClass(String algorithm, Mode mode) {
        var signer = sandbox.signer(algorithm, "PIN");
        var credential = await(service.credential(signer.credential()));

        var consent = granted(service, request(signer.credential(), CLASS, factors("PIN", PIN)));
        var signatures = signed(service, order(credential, consent, CLASS, mode));

        assertVerify(credential, CLASS, signatures);
        assertThat(sandbox.counters(signer.credential()).path("consents")).hasSize(1);
    }

    @Test
    void pinAndChallengedOtpTogetherSign() {
        var signer = sandbox.signer("P-256", "PIN+OTP");
        var credential = await(service.credential(signer.credential()));

        await(service.challenge(signer.credential(), "OTP"));
        var consent = granted(service, request(signer.credential(), CLASS, factors("PIN", PIN, "OTP", OTP)));

        assertVerify(credential, CLASS, signed(service, order(credential, consent, CLASS, Mode.SYNCHRONOUS)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SYNCHRONOUS", "ASYNCHRONOUS"})
    void approvalOnThePhoneSigns(Mode mode) {
        var signer = sandbox.signer("P-256", "PHONE", "approve", "auto");
        var credential = await(service.credential(signer.credential()));

        var consent = granted(service, request(signer.credential(), CLASS, ConsentFactors.none()));

        assertVerify(credential, CLASS, signed(service, order(credential, consent, CLASS, mode)));
    }

    @Test
    void undecidedPersonIsWaitedFor() {
        var signer = sandbox.signer("P-256", "PHONE", "approve", "ignore");

        var first = await(service.authorise(request(signer.credential(), CLASS, ConsentFactors.none())));
        var second = await(service.approval(signer.credential(), ((Waiting) first).handle()));

        assertThat(second)
                .isInstanceOfSatisfying(
                        Waiting.class, waiting -> assertThat(waiting.handle()).isEqualTo(((Waiting) first).handle()));
        assertThat(sandbox.counters(signer.credential()).path("asked").asInt()).isEqualTo(1);
    }

    @Test
    void refusalOnThePhoneIsAnAnswer() {
        var signer = sandbox.signer("P-256", "PHONE", "approve", "refuse");

        var first = await(service.authorise(request(signer.credential(), CLASS, ConsentFactors.none())));

        assertThat(decided(service, signer.credential(), first))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).contains("refused"));
    }

    @Test
    void approvalThatNobodyGaveExpires() {
        var signer = sandbox.signer("P-256", "PHONE", "approve", "ignore", "approvalSeconds", 0);

        var first = await(service.authorise(request(signer.credential(), CLASS, ConsentFactors.none())));

        assertThat(decided(service, signer.credential(), first)).isEqualTo(new Expired());
        assertThat(await(service.approval(signer.credential(), new ApprovalHandle("no-such-handle"))))
                .isEqualTo(new Expired());
    }

    @Test
    void wrongPinIsAskedForAgainUntilItLocks() {
        var signer = sandbox.signer("P-256", "PIN");
        var reasons = Stream.generate(() -> failure(
                                UserAction.class,
                                service.authorise(request(signer.credential(), CLASS, factors("PIN", "000000"))))
                        .reason())
                .limit(12)
                .distinct()
                .toList();

        assertThat(reasons).containsExactly(Reason.WRONG_FACTORS, Reason.LOCKED);
    }

    @Test
    void missingFactorIsAskedFor() {
        var signer = sandbox.signer("P-256", "PIN");

        var failure = failure(
                UserAction.class, service.authorise(request(signer.credential(), CLASS, ConsentFactors.none())));

        assertThat(failure.reason()).isEqualTo(Reason.WRONG_FACTORS);
    }

    @Test
    void unusableCredentialsAreForTheSignerToReplace() {
        var disabled = sandbox.signer("P-256", "PIN", "status", "disabled");
        var revoked = sandbox.signer("P-256", "PIN", "status", "revoked");
        var credential = await(service.credential(revoked.credential()));
        var consent = granted(service, request(revoked.credential(), CLASS, factors("PIN", PIN)));

        assertThat(failure(
                                UserAction.class,
                                service.authorise(request(disabled.credential(), CLASS, factors("PIN", PIN))))
                        .reason())
                .isEqualTo(Reason.DISABLED);
        assertThat(credential.certificateStatus()).isEqualTo(CertificateStatus.REVOKED);
        assertThat(failure(UserAction.class, service.sign(order(credential, consent, CLASS, Mode.SYNCHRONOUS)))
                        .reason())
                .isEqualTo(Reason.CERTIFICATE);
    }

    @Test
    void authorisationIsSpentOnceUsed() {
        var signer = sandbox.signer("P-256", "PIN");
        var credential = await(service.credential(signer.credential()));
        var consent = granted(service, request(signer.credential(), CLASS, factors("PIN", PIN)));
        var order = order(credential, consent, CLASS, Mode.SYNCHRONOUS);
        signed(service, order);

        assertThat(failure(AuthorisationSpent.class, service.sign(order))).isNotNull();
    }

    @Test
    void authorisationIsForItsOwnDigestsOnly() {
        var signer = sandbox.signer("P-256", "PIN");
        var credential = await(service.credential(signer.credential()));
        var consent = granted(service, request(signer.credential(), CLASS, factors("PIN", PIN)));

        var order = order(credential, consent, documents("another"), Mode.SYNCHRONOUS);

        assertThat(failure(AuthorisationSpent.class, service.sign(order))).isNotNull();
    }

    @Test
    void authorisationRunsOut() {
        var signer = sandbox.signer("P-256", "PIN", "sadSeconds", 0);
        var credential = await(service.credential(signer.credential()));
        var consent = granted(service, request(signer.credential(), CLASS, factors("PIN", PIN)));

        assertThat(consent.expires()).isBeforeOrEqualTo(Instant.now());
        assertThat(failure(AuthorisationSpent.class, service.sign(order(credential, consent, CLASS, Mode.SYNCHRONOUS))))
                .isNotNull();
    }

    @Test
    void extendedAuthorisationSignsOtherDigestsWithoutAskingAgain() {
        var signer = sandbox.signer("P-256", "PIN");
        var credential = await(service.credential(signer.credential()));
        var consent = granted(service, request(signer.credential(), CLASS, factors("PIN", PIN)));

        assertExtends(service, credential, consent, documents("học bạ 4", "học bạ 5"));
        assertThat(sandbox.counters(signer.credential()).path("consents")).hasSize(1);
    }

    @Test
    void moreSignaturesThanTheCredentialAllowsAreNotForTheSignerToPutRight() {
        var signer = sandbox.signer("P-256", "PIN", "multisign", 2);

        assertThat(failure(
                        Permanent.class, service.authorise(request(signer.credential(), CLASS, factors("PIN", PIN)))))
                .isNotNull();
    }

    @Test
    void unknownResultNeedsANewConsent() {
        var signer = sandbox.signer("P-256", "PIN");

        assertThat(failure(
                        AuthorisationSpent.class,
                        service.result(signer.credential(), new ResponseId("no-such-response"), 1)))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void busyServiceIsAskedAgainLaterWithTheSameAuthorisation(int status) {
        var signer = sandbox.signer("P-256", "PIN");
        var credential = await(service.credential(signer.credential()));
        var order = order(
                credential,
                granted(service, request(signer.credential(), CLASS, factors("PIN", PIN))),
                CLASS,
                Mode.SYNCHRONOUS);
        sandbox.fault(
                "signHash",
                "status",
                "status",
                status,
                "retryAfter",
                "3600",
                "credentialID",
                signer.credential().value());

        var failure = failure(Overloaded.class, service.sign(order));

        assertThat(failure.notBefore()).isAfter(Instant.now().plus(Duration.ofMinutes(30)));
        assertVerify(credential, CLASS, signed(service, order));
    }

    @ParameterizedTest
    @CsvSource({"malformed, 0", "short, 2", "surplus, 3", "duplicate, 2"})
    void spoiltAnswerIsNotTakenForSignatures(String kind, int salvaged) {
        var signer = sandbox.signer("P-256", "PIN");
        var credential = await(service.credential(signer.credential()));
        var consent = granted(service, request(signer.credential(), CLASS, factors("PIN", PIN)));
        sandbox.fault("signHash", kind, "credentialID", signer.credential().value());

        var failure = failure(MalformedAnswer.class, service.sign(order(credential, consent, CLASS, Mode.SYNCHRONOUS)));

        assertThat(failure.salvage()).hasSize(salvaged);
        assertThat(sandbox.signaturesOf(signer.credential(), CLASS.getFirst())).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"drop-before, 0", "drop-after, 1"})
    void cutConnectionLeavesUsNotKnowing(String kind, int signatures) {
        var signer = sandbox.signer("P-256", "PIN");
        var credential = await(service.credential(signer.credential()));
        var consent = granted(service, request(signer.credential(), CLASS, factors("PIN", PIN)));
        sandbox.fault("signHash", kind, "credentialID", signer.credential().value());

        assertThat(failure(AnswerLost.class, service.sign(order(credential, consent, CLASS, Mode.SYNCHRONOUS))))
                .isNotNull();
        assertThat(sandbox.signaturesOf(signer.credential(), CLASS.getFirst())).isEqualTo(signatures);
    }

    /** That has done nothing, or has done it and says so byte by byte, or not at all. */
    @ParameterizedTest
    @ValueSource(strings = {"hold", "drip", "half-open"})
    void serviceThatComesToNoEndIsNotWaitedForForEver(String kind) {
        var hurried = sandbox.service(sandbox.settings().withTimeout(Duration.ofSeconds(1)));
        var signer = sandbox.signer("P-256", "PIN");
        // a slow machine may take longer than it waits; once it has logged in, one call is left
        eventually(() -> catchThrowable(() -> await(hurried.credential(signer.credential()))), Objects::isNull);
        sandbox.fault("authorize", kind, "credentialID", signer.credential().value());

        assertThat(failure(
                        AnswerLost.class, hurried.authorise(request(signer.credential(), CLASS, factors("PIN", PIN)))))
                .hasMessageContaining("no whole answer");
    }

    @Test
    void deadServiceGotNothing() {
        var nobody = sandbox.service(TestSettings.of("http://127.0.0.1:1/csc/v2"));
        var signer = new CredentialId("anything");

        assertThat(failure(NothingSent.class, nobody.authorise(request(signer, CLASS, factors("PIN", PIN)))))
                .isNotNull();
    }

    @Test
    void expiredLoginIsRenewedWithoutTheCallerNoticing() {
        var fresh = sandbox.service();
        var signer = sandbox.signer("P-256", "PIN");
        await(fresh.credential(signer.credential()));
        int before = sandbox.calls("oauth2/token");

        sandbox.expireServiceTokens();
        var calls = Collections.nCopies(20, fresh.credential(signer.credential()));
        var credentials = await(Uni.join().all(calls).andFailFast());

        assertThat(credentials).hasSize(20);
        assertThat(sandbox.calls("oauth2/token")).isEqualTo(before + 1);
    }

    @Test
    void manyCallsLogInOnce() {
        var fresh = sandbox.service();
        var signer = sandbox.signer("P-256", "PIN");
        int before = sandbox.calls("oauth2/token");

        await(Uni.join()
                .all(Collections.nCopies(20, fresh.credential(signer.credential())))
                .andFailFast());

        assertThat(sandbox.calls("oauth2/token")).isEqualTo(before + 1);
    }

    @Test
    void failedLoginMeansThatNothingWasSent() {
        var fresh = sandbox.service();
        var request = request(sandbox.signer("P-256", "PIN").credential(), CLASS, factors("PIN", PIN));

        sandbox.fault("oauth2/token", "drop-after");
        assertThat(failure(NothingSent.class, fresh.authorise(request))).isNotNull();
        sandbox.fault("oauth2/token", "malformed");
        assertThat(failure(NothingSent.class, fresh.authorise(request))).isNotNull();
        sandbox.fault("oauth2/token", "status", "status", 503, "retryAfter", "7");
        assertThat(failure(Overloaded.class, fresh.authorise(request))).isNotNull();

        assertThat(granted(fresh, request)).isNotNull();
    }

    @Test
    void refusedLoginIsForAnOperator() {
        var stranger = sandbox.service(sandbox.settings().withClientSecret("wrong"));

        var failure = failure(Permanent.class, stranger.credentials("099999999999"));

        assertThat(failure).hasMessageContaining("oauth2/token").hasMessageNotContaining("wrong");
    }

    @Test
    void questionBeforeSigningThatFailsDoesNotSpendTheAuthorisation() {
        var fresh = sandbox.service();
        var signer = sandbox.signer("P-256", "PIN");
        var credential = await(fresh.credential(signer.credential()));
        var order = order(
                credential,
                granted(fresh, request(signer.credential(), CLASS, factors("PIN", PIN))),
                CLASS,
                Mode.ASYNCHRONOUS);

        sandbox.fault("info", "drop-after");

        assertThat(failure(NothingSent.class, fresh.sign(order))).isNotNull();
        assertVerify(credential, CLASS, signed(fresh, order));
    }

    @Test
    void capabilitiesAreAskedForOnce() {
        var fresh = sandbox.service();
        var signer = sandbox.signer("P-256", "PIN");
        var credential = await(fresh.credential(signer.credential()));
        int before = sandbox.calls("info");

        for (var document : CLASS) {
            var consent = granted(fresh, request(signer.credential(), List.of(document), factors("PIN", PIN)));
            signed(fresh, order(credential, consent, List.of(document), Mode.ASYNCHRONOUS));
        }

        assertThat(sandbox.calls("info")).isEqualTo(before + 1);
    }

    @Test
    void clientThatLearntNothingYetSignsWithTheCredentialsOwnAlgorithm() {
        var signer = sandbox.signer("RSA-2048", "PIN");
        var credential = await(service.credential(signer.credential()));
        var consent = granted(service, request(signer.credential(), CLASS, factors("PIN", PIN)));

        var afterRestart = sandbox.service();

        assertVerify(credential, CLASS, signed(afterRestart, order(credential, consent, CLASS, Mode.SYNCHRONOUS)));
    }

    @Test
    void serviceThatIsAskedForTooMuchHearsOneCallAtATime() {
        var narrow = sandbox.service(sandbox.settings().withConcurrency(1));
        var signer = sandbox.signer("P-256", "PIN");

        var credentials = await(Uni.join()
                .all(Collections.nCopies(30, narrow.credential(signer.credential())))
                .andFailFast());

        assertThat(credentials).hasSize(30);
    }

    @Test
    void answerBeyondTheBoundIsNotRead() {
        var modest = sandbox.service(sandbox.settings().withMaxAnswerBytes(600));
        var signer = sandbox.signer("RSA-2048", "PIN");

        assertThat(failure(MalformedAnswer.class, modest.credential(signer.credential())))
                .hasMessageContaining("larger than 600 bytes");
    }

    @Test
    void phoneIsAskedForTheDigestsInTheirOrder() {
        var signer = sandbox.signer("P-256", "PHONE", "approve", "auto");

        granted(service, request(signer.credential(), CLASS, ConsentFactors.none()));

        var consent = sandbox.counters(signer.credential()).path("consents").path(0);
        assertThat(consent.path("description").asText()).isEqualTo("Ký học bạ lớp 4A");
        assertThat(consent.path("hashes"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(digests(CLASS).stream()
                        .map(digest -> Base64.getEncoder().encodeToString(digest.digest()))
                        .toList());
    }

    @Test
    void foreignActivationDataIsSpent() {
        var signer = sandbox.signer("P-256", "PIN");
        var credential = await(service.credential(signer.credential()));
        var forged = new SignatureActivationData("forged");

        assertThat(failure(AuthorisationSpent.class, service.sign(order(credential, forged, CLASS, Mode.SYNCHRONOUS))))
                .hasMessageNotContaining("forged");
    }
}
