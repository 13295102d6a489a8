package vn.hocba.remotesigning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-05-20T08:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @Test
    void readsSecondsAndDates() {
        assertThat(RetryAfter.parse("17", CLOCK)).contains(NOW.plusSeconds(17));
        assertThat(RetryAfter.parse("Wed, 20 May 2026 08:01:00 GMT", CLOCK)).contains(NOW.plusSeconds(60));
    }

    @Test
    void neverPointsBackNorFurtherThanADay() {
        assertThat(RetryAfter.parse("Wed, 20 May 2020 08:01:00 GMT", CLOCK)).contains(NOW);
        assertThat(RetryAfter.parse("999999999", CLOCK)).contains(NOW.plus(Duration.ofDays(1)));
    }

    @Test
    void absentHeaderSaysNothing() {
        assertThat(RetryAfter.parse(null, CLOCK)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1e3", "99999999999999999999"})
    void unreadableHeaderSaysNothing(String header) {
        assertThat(RetryAfter.parse(header, CLOCK)).isEmpty();
    }
}
