package vn.hocba.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeclinedTest {

    private static final Instant NOW = Instant.parse("2026-05-25T02:00:00Z");

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void readsSecondsAndDates(int status) {
        assertThat(Declined.until(status, " 120 ", NOW)).contains(NOW.plusSeconds(120));
        assertThat(Declined.until(status, "Mon, 25 May 2026 02:02:00 GMT", NOW)).contains(NOW.plusSeconds(120));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "soon", "1.5", "9999999999", "Sun, 25 May 2026 02:02:00 GMT", "١٢"})
    void whatCannotBeReadIsNotHeeded(String header) {
        assertThat(Declined.until(429, header, NOW)).isEmpty();
    }

    @Test
    void otherAnswersAreTriedAgainInTheUsualTime() {
        assertThat(Declined.until(500, "120", NOW)).isEmpty();
        assertThat(Declined.until(503, null, NOW)).isEmpty();
    }
}
