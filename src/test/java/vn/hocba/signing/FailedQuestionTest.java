package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smallrye.mutiny.Uni;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.hocba.remotesigning.ApprovalHandle;
import vn.hocba.remotesigning.CircuitBreaker;
import vn.hocba.remotesigning.CredentialId;
import vn.hocba.remotesigning.ProviderId;
import vn.hocba.remotesigning.RemoteSigningFailure;
import vn.hocba.remotesigning.RemoteSigningService;
import vn.hocba.remotesigning.RemoteSigningServices;
import vn.hocba.remotesigning.ResponseId;
import vn.hocba.signing.SigningSession.Activation;
import vn.hocba.signing.SigningSession.Attempt;
import vn.hocba.signing.SigningSession.Authorised;
import vn.hocba.signing.SigningSession.Authorising;
import vn.hocba.signing.SigningSession.AwaitingApproval;
import vn.hocba.signing.SigningSession.Extending;
import vn.hocba.signing.SigningSession.Failed;
import vn.hocba.signing.SigningSession.Prepared;
import vn.hocba.signing.SigningSession.Submitted;
import vn.hocba.signing.SigningSession.Submitting;

class FailedQuestionTest {

    private static final Instant NOW = Instant.parse("2026-05-25T02:00:00Z");
    private static final Attempt THOUSANDTH = new Attempt(1000, NOW);
    private static final int ATTEMPTS = 20;
    private static final Activation SAD = new Activation(new SealedSad(new byte[] {1}), NOW.plusSeconds(60));

    private final FailedQuestion failed = new FailedQuestion(
            new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(30)),
            ATTEMPTS,
            new Random(1),
            Clock.fixed(NOW, ZoneOffset.UTC));

    private static final Attempt FIRST = new Attempt(0, NOW);

    static Stream<RemoteSigningFailure> outages() {
        return Stream.of(
                new RemoteSigningFailure.NothingSent("away", null),
                new RemoteSigningFailure.AnswerLost("away", null, null),
                new RemoteSigningFailure.Overloaded("busy", NOW.plusSeconds(7), null));
    }

    /** As a service fails that is not called. */
    private static RemoteSigningFailure atOurOwnDoor() {
        var provider = new ProviderId("paused");
        var service = (RemoteSigningService) Proxy.newProxyInstance(
                FailedQuestionTest.class.getClassLoader(),
                new Class<?>[] {RemoteSigningService.class},
                (proxy, method, arguments) -> Uni.createFrom().nothing());
        var services = RemoteSigningServices.of(Map.of(provider, service), Clock.systemUTC());
        services.pauseUntil(provider, Instant.MAX);
        return catchThrowableOfType(
                RemoteSigningFailure.class,
                () -> services.provider(provider)
                        .credential(new CredentialId("c"))
                        .await()
                        .indefinitely());
    }

    private SigningSession afterAuthorise(int failures, RemoteSigningFailure failure) {
        return failed.afterAuthorise(
                new Authorising(new Attempt(failures, NOW), NOW),
                failure,
                Optional::empty,
                () -> new SigningSession.AnswerUnknown("authorise", NOW));
    }

    @Test
    void toWaitAtOurOwnDoorIsNoAttemptToAsk() {
        var refused = atOurOwnDoor();

        for (int failures : List.of(0, ATTEMPTS - 1, ATTEMPTS, ATTEMPTS + 1)) {
            assertThat(afterAuthorise(failures, refused)).isInstanceOfSatisfying(Prepared.class, prepared -> {
                assertThat(prepared.attempt().failures()).isEqualTo(failures);
                assertThat(prepared.attempt().notBefore()).isAfter(NOW);
            });
        }
    }

    @Test
    void afterSoManyFailedAttemptsNobodyIsAskedAnyMore() {
        for (var away : List.of(
                new RemoteSigningFailure.NothingSent("away", null),
                new RemoteSigningFailure.Overloaded("busy", NOW.plusSeconds(7), null))) {
            assertThat(afterAuthorise(ATTEMPTS - 1, away))
                    .isInstanceOfSatisfying(
                            Prepared.class,
                            prepared ->
                                    assertThat(prepared.attempt().failures()).isEqualTo(ATTEMPTS));
            assertThat(afterAuthorise(ATTEMPTS, away))
                    .isInstanceOfSatisfying(
                            SigningSession.Failed.class,
                            ended -> assertThat(ended.reason()).isEqualTo(FailureReason.SERVICE_UNAVAILABLE));
        }
        assertThat(afterAuthorise(0, new RemoteSigningFailure.AnswerLost("away", null, null)))
                .isInstanceOf(SigningSession.AnswerUnknown.class);
    }

    @ParameterizedTest
    @MethodSource("outages")
    void noOutageIsLongEnoughToThrowAConsentAway(RemoteSigningFailure outage) {
        var handle = new ApprovalHandle("handle-1");

        assertThat(failed.afterApproval(new AwaitingApproval(handle, THOUSANDTH, NOW), outage))
                .isInstanceOfSatisfying(AwaitingApproval.class, waiting -> {
                    assertThat(waiting.handle()).isEqualTo(handle);
                    assertThat(waiting.poll().notBefore()).isBetween(NOW.plusSeconds(7), NOW.plusSeconds(30));
                });
    }

    @ParameterizedTest
    @MethodSource("outages")
    void noOutageIsLongEnoughToThrowSignaturesAway(RemoteSigningFailure outage) {
        var response = new ResponseId("response-1");

        assertThat(failed.afterResult(new Submitted(response, Optional.empty(), THOUSANDTH, NOW), outage))
                .isInstanceOfSatisfying(Submitted.class, submitted -> {
                    assertThat(submitted.response()).isEqualTo(response);
                    assertThat(submitted.poll().failures()).isEqualTo(1001);
                });
    }

    static Stream<RemoteSigningFailure> uselessAnswers() {
        return Stream.of(
                new RemoteSigningFailure.MalformedAnswer("a page"),
                new RemoteSigningFailure.Permanent("no such method", null),
                new RemoteSigningFailure.Permanent("login refused", null));
    }

    @ParameterizedTest
    @MethodSource("uselessAnswers")
    void uselessAnswersToAQuestionThrowNothingAwayBeforeTheyAreMany(RemoteSigningFailure useless) {
        var question = new Asked(
                new AwaitingApproval(new ApprovalHandle("handle-1"), THOUSANDTH, NOW),
                new Submitted(new ResponseId("response-1"), Optional.of(SAD), THOUSANDTH, NOW));
        for (int i = 0; i < ATTEMPTS; i++) {
            question = question.answered(failed, useless);
        }
        assertThat(question.approval()).isInstanceOf(AwaitingApproval.class);
        assertThat(question.result()).isInstanceOf(Submitted.class);

        // what was an outage does not count, nor does it begin the count anew
        question = question.answered(failed, new RemoteSigningFailure.AnswerLost("away", null, null))
                .answered(failed, useless);
        var end = new Failed(
                ServiceFailure.reason(useless), Objects.requireNonNull(useless.getMessage()), Optional.empty(), NOW);
        assertThat(question.approval()).isEqualTo(end);
        assertThat(question.result()).isEqualTo(end);
    }

    /** Both questions, which fail in the same way. */
    private record Asked(SigningSession approval, SigningSession result) {

        Asked answered(FailedQuestion failed, RemoteSigningFailure failure) {
            return new Asked(
                    failed.afterApproval((AwaitingApproval) stored(approval), failure),
                    failed.afterResult((Submitted) stored(result), failure));
        }
    }

    /** As the next replica reads it. */
    private static SigningSession stored(SigningSession session) {
        return SessionColumns.of(session, NOW).session();
    }

    @Test
    void aUselessAnswerToAnExtensionIsAskedForAgain() {
        var useless = new RemoteSigningFailure.MalformedAnswer("a page");
        SigningSession extending = new Extending(SAD, THOUSANDTH);
        for (int i = 0; i < ATTEMPTS; i++) {
            extending = failed.afterExtend((Extending) stored(extending), useless);
        }
        assertThat(extending).isInstanceOf(Extending.class);
        assertThat(failed.afterExtend((Extending) extending, useless)).isInstanceOf(Failed.class);
    }

    @ParameterizedTest
    @MethodSource("uselessAnswers")
    void whereSigningOnlyAsksForSignaturesTheyAreAskedForAgain(RemoteSigningFailure useless) {
        var submitting = new Submitting(SAD, false, Attempt.first(Clock.fixed(NOW, ZoneOffset.UTC)), NOW);
        var response = new ResponseId("transaction-1");

        assertThat(failed.afterSign(
                        submitting,
                        useless,
                        next -> Optional.of(new Submitted(response, Optional.empty(), new Attempt(0, next), NOW)),
                        FailedQuestionTest::notLost))
                .isInstanceOfSatisfying(Submitted.class, submitted -> {
                    assertThat(submitted.response()).isEqualTo(response);
                    assertThat(submitted.poll().notBefore()).isAfter(NOW);
                });
        assertThat(failed.afterSign(submitting, useless, next -> Optional.empty(), FailedQuestionTest::notLost))
                .isInstanceOf(Failed.class);
    }

    @Test
    void anOrderThatTheServiceDeclinedLeavesTheConsentForWhoeverResumes() {
        for (var declined : List.of(
                new RemoteSigningFailure.UserAction(RemoteSigningFailure.UserAction.Reason.USED_UP, "none left", null),
                new RemoteSigningFailure.UserAction(RemoteSigningFailure.UserAction.Reason.LOCKED, "locked", null),
                new RemoteSigningFailure.Permanent("login refused", null))) {
            assertThat(unspent(FIRST, declined)).contains(SAD);
        }
        // here the service may have signed, says that the consent is worth nothing, or wants another certificate
        for (var other : List.of(
                new RemoteSigningFailure.MalformedAnswer("a page"),
                new RemoteSigningFailure.Refused("no", null),
                new RemoteSigningFailure.UnknownCredential("which?", null),
                new RemoteSigningFailure.UserAction(
                        RemoteSigningFailure.UserAction.Reason.CERTIFICATE, "revoked", null))) {
            assertThat(unspent(FIRST, other)).isEmpty();
        }
    }

    @Test
    void whatIsDeclinedForNoGivenReasonIsTriedOnceMoreWithItsConsentAndThenAnew() {
        var rejected = new RemoteSigningFailure.Permanent("the service rejects the request", null);
        var end = (Failed) failed.afterSign(
                new Submitting(SAD, false, FIRST, NOW),
                rejected,
                next -> Optional.empty(),
                FailedQuestionTest::notLost);
        var clock = Clock.fixed(NOW, ZoneOffset.UTC);
        var again = (SigningSession.Authorised) stored(end.resume(SAD, clock));
        var submitting = (Submitting) stored(again.submit(clock));

        assertThat(unspent(submitting.attempt(), rejected)).isEmpty();
    }

    private Optional<SigningSession.Activation> unspent(Attempt attempt, RemoteSigningFailure failure) {
        return ((Failed) failed.afterSign(
                        new Submitting(SAD, false, attempt, NOW),
                        failure,
                        next -> Optional.empty(),
                        FailedQuestionTest::notLost))
                .unspent();
    }

    private static SigningSession notLost(Instant next) {
        throw new AssertionError("there was an answer");
    }

    @Test
    void aServiceThatWantsToBeLeftAloneForADayIsAskedAgainBeforeTheConsentRunsOut() {
        var tomorrow = new RemoteSigningFailure.Overloaded("busy", NOW.plusSeconds(86_400), null);
        var first = Attempt.first(Clock.fixed(NOW, ZoneOffset.UTC));

        var signing = failed.afterSign(
                new Submitting(SAD, false, first, NOW),
                tomorrow,
                next -> Optional.empty(),
                FailedQuestionTest::notLost);
        var asking =
                failed.afterResult(new Submitted(new ResponseId("response-1"), Optional.empty(), first, NOW), tomorrow);

        var latest = NOW.plus(CircuitBreaker.LONGEST_REST);
        assertThat(((Authorised) signing).attempt().notBefore()).isEqualTo(latest);
        assertThat(((Submitted) asking).poll().notBefore()).isEqualTo(latest);
    }
}
