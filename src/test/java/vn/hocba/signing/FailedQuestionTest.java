package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import vn.hocba.remotesigning.ApprovalHandle;
import vn.hocba.remotesigning.RemoteSigningFailure;
import vn.hocba.remotesigning.ResponseId;
import vn.hocba.signing.SigningSession.Attempt;
import vn.hocba.signing.SigningSession.AwaitingApproval;
import vn.hocba.signing.SigningSession.Submitted;

class FailedQuestionTest {

    private static final Instant NOW = Instant.parse("2026-05-25T02:00:00Z");
    private static final Attempt THOUSANDTH = new Attempt(1000, NOW);

    private final FailedQuestion failed = new FailedQuestion(
            new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(30)),
            new Random(1),
            Clock.fixed(NOW, ZoneOffset.UTC));

    static Stream<RemoteSigningFailure> outages() {
        return Stream.of(
                new RemoteSigningFailure.NothingSent("away", null),
                new RemoteSigningFailure.AnswerLost("away", null, null),
                new RemoteSigningFailure.Overloaded("busy", NOW.plusSeconds(7), null));
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
