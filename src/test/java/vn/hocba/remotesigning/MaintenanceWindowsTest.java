package vn.hocba.remotesigning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaintenanceWindowsTest {

    /** Sunday 2026-05-24, 01:00 in Việt Nam, is Saturday 18:00 UTC. */
    @ParameterizedTest
    @CsvSource({
        "SUN 01:00-03:00, 2026-05-23T17:59:59Z,",
        "SUN 01:00-03:00, 2026-05-23T18:00:00Z, 2026-05-23T20:00:00Z",
        "SUN 01:00-03:00, 2026-05-23T19:59:59Z, 2026-05-23T20:00:00Z",
        "SUN 01:00-03:00, 2026-05-23T20:00:00Z,",
        "SAT 23:00-03:00, 2026-05-23T19:00:00Z, 2026-05-23T20:00:00Z",
        "sat 23:00-02:00, 2026-05-23T16:00:00Z, 2026-05-23T19:00:00Z",
        "SAT 00:00-00:00, 2026-05-23T12:00:00Z, 2026-05-23T17:00:00Z",
    })
    void tellsWhenTheOpenOneEnds(String window, Instant time, Instant end) {
        assertThat(MaintenanceWindows.of(List.of(window)).endOfOpen(time).orElse(null))
                .isEqualTo(end);
    }

    @Test
    void ofSeveralTheLastEndCounts() {
        var windows = MaintenanceWindows.of(List.of("SUN 01:00-03:00", "SUN 01:30-04:00"));

        assertThat(windows.endOfOpen(Instant.parse("2026-05-23T19:00:00Z")))
                .contains(Instant.parse("2026-05-23T21:00:00Z"));
        assertThat(windows.windows().getFirst()).hasToString("SUN 01:00-03:00");
        assertThat(MaintenanceWindows.none().endOfOpen(Instant.EPOCH)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SUN 01:00-03:00, 2026-05-23T15:59:59Z,",
        "SUN 01:00-03:00, 2026-05-23T16:00:00Z, 2026-05-23T18:00:00Z",
        "SUN 01:00-03:00, 2026-05-23T18:00:00Z,",
        "SUN 01:00-03:00;SUN 00:30-00:40, 2026-05-23T17:00:00Z, 2026-05-23T17:30:00Z",
    })
    void tellsWhatBeginsInTheNextTwoHours(String windows, Instant time, Instant begins) {
        assertThat(MaintenanceWindows.of(List.of(windows.split(";", -1)))
                        .beginningWithin(Duration.ofHours(2), time)
                        .orElse(null))
                .isEqualTo(begins);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "SUN", "XXX 01:00-02:00", "SUN 1:00-2:00", "SUN 24:00-25:00", "SUN 01:00-02:60", "SUN 01:00"
            })
    void refusesAnotherForm(String text) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> MaintenanceWindows.of(List.of(text)));
    }
}
