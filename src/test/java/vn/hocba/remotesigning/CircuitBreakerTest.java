package vn.hocba.remotesigning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vn.hocba.remotesigning.CircuitBreaker.State;
import vn.hocba.testing.MovableClock;

class CircuitBreakerTest {

    private static final Instant NOW = Instant.parse("2026-05-20T08:00:00Z");

    private final MovableClock clock = new MovableClock(NOW);
    private final CircuitBreaker breaker = new CircuitBreaker(false, MaintenanceWindows.none(), clock);

    @Test
    void restsForAsLongAsTheServiceAsks() {
        breaker.declined(NOW.plusSeconds(7));

        assertThat(breaker.refuses()).contains(NOW.plusSeconds(7));

        clock.pass(Duration.ofSeconds(7));
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(breaker.refuses()).isEmpty();
    }

    @Test
    void noAnswerStopsEveryoneForADay() {
        breaker.declined(NOW.plus(Duration.ofDays(1)));

        assertThat(breaker.refuses()).contains(NOW.plus(CircuitBreaker.LONGEST_REST));
    }

    @Test
    void aFewFailuresStopNobody() {
        for (int i = 1; i < CircuitBreaker.FAILURES; i++) {
            breaker.failed();
        }
        breaker.answered();
        breaker.failed();

        assertThat(breaker.refuses()).isEmpty();
    }

    @Test
    void afterFailuresInARowOneCallDecides() {
        fail(CircuitBreaker.FAILURES);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(breaker.refuses()).contains(NOW.plusSeconds(5));

        clock.pass(Duration.ofSeconds(5));
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
        assertThat(breaker.refuses()).isEmpty();
        assertThat(breaker.refuses()).isPresent();

        breaker.answered();
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThat(breaker.refuses()).isEmpty();
    }

    @Test
    void restsLongerEachTimeTheCallThatDecidesFails() {
        fail(CircuitBreaker.FAILURES);
        // those that were under way count once
        fail(3);
        for (int seconds = 5; seconds < 300; seconds = Math.min(300, 2 * seconds)) {
            var again = clock.instant().plusSeconds(seconds);
            assertThat(breaker.refuses()).contains(again);
            clock.pass(Duration.ofSeconds(seconds));
            assertThat(breaker.refuses()).isEmpty();
            breaker.failed();
        }
        assertThat(breaker.refuses()).contains(clock.instant().plus(CircuitBreaker.LONGEST_REST));
    }

    @Test
    void aCallThatDecidesAndNeverEndsIsFollowedByAnother() {
        fail(CircuitBreaker.FAILURES);
        clock.pass(Duration.ofSeconds(5));
        assertThat(breaker.refuses()).isEmpty();

        clock.pass(Duration.ofSeconds(30));
        assertThat(breaker.refuses()).isEmpty();
    }

    @Test
    void aPausedProviderIsNeverCalled() {
        var paused = new CircuitBreaker(true, MaintenanceWindows.none(), clock);
        paused.answered();

        assertThat(paused.state()).isEqualTo(State.PAUSED);
        assertThat(paused.refuses()).isPresent();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed();
        }
    }

    @Test
    void whatAnOperatorPausesRestsUntilThenOrUntilTheOperatorSaysOtherwise() {
        assertThat(breaker.pauseUntil(NOW.plusSeconds(90))).isTrue();
        assertThat(breaker.pauseUntil(NOW.plusSeconds(90))).isFalse();
        assertThat(breaker.condition())
                .isEqualTo(new CircuitBreaker.Condition(State.PAUSED, Optional.of(NOW.plusSeconds(90))));
        assertThat(breaker.refuses()).contains(NOW.plusSeconds(60));

        breaker.pauseUntil(Instant.MAX);
        assertThat(breaker.condition().goesOn()).isEmpty();

        breaker.pauseUntil(Instant.MIN);
        assertThat(breaker.condition()).isEqualTo(new CircuitBreaker.Condition(State.CLOSED, Optional.of(NOW)));
    }

    @Test
    void aPauseIsFollowedByTheMaintenanceThatBeginsMeanwhile() {
        // NOW is Wednesday, 15:00 in Việt Nam
        var known = new CircuitBreaker(false, MaintenanceWindows.of(List.of("WED 15:01-16:00")), clock);
        known.pauseUntil(NOW.plusSeconds(120));

        assertThat(known.condition().goesOn()).contains(NOW.plusSeconds(3600));
        clock.pass(Duration.ofMinutes(2));
        assertThat(known.state()).isEqualTo(State.MAINTENANCE);
        assertThat(known.refuses()).contains(NOW.plusSeconds(3600));
        clock.pass(Duration.ofHours(1));
        assertThat(known.refuses()).isEmpty();
    }
}
