package vn.hocba.remotesigning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CallRateTest {

    private final AtomicLong now = new AtomicLong(5);
    private final CallRate rate = new CallRate(10, now::get);

    @Test
    void letsSoManyPassASecondAndNoMoreAfterALongSilence() {
        assertThat(passing(100)).isEqualTo(10);
        now.addAndGet(500_000_000L);
        assertThat(passing(100)).isEqualTo(5);
        now.addAndGet(3_600_000_000_000L);
        assertThat(passing(100)).isEqualTo(10);
    }

    @Test
    void letsOnePassInSeveralSecondsAndSaysWhenTheNextMay() {
        var slow = new CallRate(0.25, now::get);
        assertThat(slow.take()).isTrue();
        assertThat(slow.take()).isFalse();
        now.addAndGet(1_000_000_000L);
        assertThat(slow.take()).isFalse();
        assertThat(slow.untilNext()).isEqualTo(Duration.ofSeconds(3));
        now.addAndGet(slow.untilNext().toNanos());
        assertThat(slow.take()).isTrue();
    }

    private int passing(int calls) {
        int passed = 0;
        for (int i = 0; i < calls; i++) {
            passed += rate.take() ? 1 : 0;
        }
        return passed;
    }
}
