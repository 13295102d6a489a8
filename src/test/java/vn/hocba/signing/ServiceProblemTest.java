package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import vn.hocba.problem.ProblemType;
import vn.hocba.remotesigning.RemoteSigningFailure;

class ServiceProblemTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-05-25T02:00:00Z"), ZoneOffset.UTC);

    @Test
    void whatOnlyAnOperatorCanMendIsNotToBeRepeated() {
        var refused = new RemoteSigningFailure.Permanent("the service refuses our login", null);

        var told = ServiceProblem.ofQuestion(refused, CLOCK).type();
        assertThat(told).isEqualTo(ProblemType.SIGNING_SERVICE_NOT_USABLE);
        assertThat(told.retryable()).isFalse();
        assertThat(ServiceProblem.of(refused, CLOCK).type()).isEqualTo(told);
    }

    @Test
    void aQuestionWhoseAnswerWasLostMayBeAskedAgainWhereAConsentMayNot() {
        var lost = new RemoteSigningFailure.AnswerLost("the connection broke", null, null);

        var question = ServiceProblem.ofQuestion(lost, CLOCK);
        assertThat(question.type()).isEqualTo(ProblemType.SIGNING_SERVICE_UNAVAILABLE);
        assertThat(question.type().retryable()).isTrue();
        assertThat(question.retryAfter()).isEqualTo(Duration.ofSeconds(5));
        assertThat(question).hasCause(lost);

        var consent = ServiceProblem.of(lost, CLOCK);
        assertThat(consent.type()).isEqualTo(ProblemType.ANSWER_UNKNOWN);
        assertThat(consent.type().retryable()).isFalse();
    }
}
