package vn.hocba.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

    private static final Instant NOW = Instant.parse("2026-05-25T02:00:00Z");
    private static final Instant NEVER = Instant.MAX;
    private final RetrySchedule schedule = new RetrySchedule(Duration.ofSeconds(15), 8);

    @Test
    void waitsFourTimesLongerEachTimeAndTakesOffAFifthAtMost() {
        Random random = new Random(2);
        for (int made = 1; made < 8; made++) {
            long full = 15_000L << (2 * (made - 1));
            for (int i = 0; i < 100; i++) {
                Instant next = schedule.next(made, NEVER, NOW, random).orElseThrow();
                assertThat(Duration.between(NOW, next).toMillis()).isBetween(full - full / 5, full);
            }
        }
    }

    @Test
    void makesEightAttemptsWithinADay() {
        Random random = new Random(3);
        Instant time = NOW;
        int made = 1;
        Optional<Instant> next = schedule.next(made, NOW.plus(Duration.ofDays(1)), time, random);
        while (next.isPresent()) {
            time = next.get();
            made++;
            next = schedule.next(made, NOW.plus(Duration.ofDays(1)), time, random);
        }
        assertThat(made).isEqualTo(8);
        assertThat(Duration.between(NOW, time)).isBetween(Duration.ofHours(18), Duration.ofHours(23));
    }

    @Test
    void endsWhenItsTimeIsOver() {
        assertThat(schedule.next(1, NOW.plusSeconds(5), NOW, new Random(1))).isEmpty();
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RetrySchedule(Duration.ZERO, 8));
        assertThatIllegalArgumentException().isThrownBy(() -> new RetrySchedule(Duration.ofSeconds(1), 0));
    }
}
