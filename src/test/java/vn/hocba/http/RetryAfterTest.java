package vn.hocba.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-05-20T08:00:00Z");

    @Test
    void readsSecondsAndDates() {
        assertThat(RetryAfter.parse("17", NOW)).contains(NOW.plusSeconds(17));
        assertThat(RetryAfter.parse("Wed, 20 May 2026 08:01:00 GMT", NOW)).contains(NOW.plusSeconds(60));
    }

    @Test
    void neverPointsBackNorFurtherThanADay() {
        assertThat(RetryAfter.parse("Wed, 20 May 2020 08:01:00 GMT", NOW)).contains(NOW);
        assertThat(RetryAfter.parse("999999999", NOW)).contains(NOW.plus(Duration.ofDays(1)));
    }

    @Test
    void absentHeaderSaysNothing() {
        assertThat(RetryAfter.parse(null, NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "1e3", "99999999999999999999"})
    void unreadableHeaderSaysNothing(String header) {
        assertThat(RetryAfter.parse(header, NOW)).isEmpty();
    }
}
