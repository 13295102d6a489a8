package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackOffTest {

    private static final Instant NOW = Instant.parse("2026-05-25T02:00:00Z");
    private final BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    @Test
    void doublesUpToTheLongestWaitAndTakesOffAtMostHalf() {
        var random = new Random(1);
        for (int failures = 0; failures < 100; failures++) {
            long full = failures < 5 ? 1000L << failures : 30_000;
            for (int i = 0; i < 100; i++) {
                assertThat(Duration.between(NOW, backOff.next(failures, NOW, random))
                                .toMillis())
                        .isBetween(full / 2, full);
            }
        }
    }

    @Test
    void refusesWaitsThatMakeNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> new BackOff(Duration.ZERO, Duration.ofSeconds(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BackOff(Duration.ofSeconds(2), Duration.ofSeconds(1)));
    }
}
