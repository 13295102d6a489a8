package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.hocba.remotesigning.MaintenanceWindows;
import vn.hocba.signing.PreflightView.Severity;

class PreflightTest {

    @ParameterizedTest
    @CsvSource({
        "40, 2000, 2000, 1",
        "45,   20,   15, 5",
        "40,   20,   20, 2",
        "1,     1,    1, 1",
        "2000, 100, 2000, 20",
    })
    void countsTheOrdersOfEachConsent(int transcripts, int perConsent, int perOrder, int orders) {
        assertThat(Preflight.workload(transcripts, perConsent, perOrder)).isEqualTo(new Workload(orders, transcripts));
    }

    @Test
    void warnsOfAMaintenanceThatBeginsBeforeASigningWouldBeOver() {
        var windows = MaintenanceWindows.of(List.of("SUN 01:00-03:00"));
        var twoHours = Duration.ofHours(2);

        assertThat(Preflight.announced(windows, twoHours, Instant.parse("2026-05-23T16:30:00Z")))
                .hasValueSatisfying(found -> {
                    assertThat(found.severity()).isEqualTo(Severity.WARNS);
                    assertThat(found.code()).isEqualTo("maintenance-soon");
                    assertThat(found.messages().vi()).contains("01:00 24/05/2026");
                });
        assertThat(Preflight.announced(windows, twoHours, Instant.parse("2026-05-23T15:30:00Z")))
                .isEmpty();
    }
}
