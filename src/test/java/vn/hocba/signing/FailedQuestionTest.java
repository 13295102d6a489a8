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
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.hocba.remotesigning.ApprovalHandle;
import vn.hocba.remotesigning.CredentialId;
import vn.hocba.remotesigning.ProviderId;
import vn.hocba.remotesigning.RemoteSigningFailure;
import vn.hocba.remotesigning.RemoteSigningService;
import vn.hocba.remotesigning.RemoteSigningServices;
import vn.hocba.remotesigning.ResponseId;
import vn.hocba.signing.SigningSession.Attempt;
import vn.hocba.signing.SigningSession.Authorising;
import vn.hocba.signing.SigningSession.AwaitingApproval;
import vn.hocba.signing.SigningSession.Prepared;
import vn.hocba.signing.SigningSession.Submitted;

class FailedQuestionTest {

    private static final Instant NOW = Instant.parse("2026-05-25T02:00:00Z");
    private static final Attempt THOUSANDTH = new Attempt(1000, NOW);
    private static final int ATTEMPTS = 20;

    private final FailedQuestion failed = new FailedQuestion(
            new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(30)),
            ATTEMPTS,
            new Random(1),
            Clock.fixed(NOW, ZoneOffset.UTC));

    static Stream<RemoteSigningFailure> outages() {
        return Stream.of(
                new RemoteSigningFailure.NothingSent("away", null),
                new RemoteSigningFailure.AnswerLost("away", null, null),
                new RemoteSigningFailure.Overloaded("busy", NOW.plusSeconds(7), null));
    }

    /** As a service fails that is not called. */
    private static RemoteSigningFailure atOurOwnDoor() {
        var provider = new ProviderId("paused");
        var services = RemoteSigningServices.of(Map.of(provider, (RemoteSigningService) Proxy.newProxyInstance(
                FailedQuestionTest.class.getClassLoader(),
                new Class<?>[] {RemoteSigningService.class},
                (proxy, method, arguments) -> Uni.createFrom().nothing())));
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
}
