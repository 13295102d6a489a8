package vn.hocba.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TraceIdTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    @Test
    void takesTheCallersTrace() {
        assertThat(TraceId.of("00-" + TRACE + "-00f067aa0ba902b7-01")).isEqualTo(TRACE);
    }

    @Test
    void makesANewOneForAnythingElse() {
        Stream.of(
                        null,
                        "",
                        TRACE,
                        "00-" + TRACE.toUpperCase(Locale.ROOT) + "-00f067aa0ba902b7-01",
                        "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01",
                        "00-" + TRACE + "-00f067aa0ba902b7-01" + "x".repeat(600))
                .map(TraceId::of)
                .forEach(id -> assertThat(id).matches("[0-9a-f]{32}").isNotEqualTo(TRACE));
    }
}
