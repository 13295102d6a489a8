package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
