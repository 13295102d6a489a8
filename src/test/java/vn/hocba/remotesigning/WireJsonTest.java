package vn.hocba.remotesigning;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireJsonTest {

    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":{\"x\":1,\"b\":\"found\"},\"c\":[]}",
                "{\"b\":\"another\",\"c\":{\"b\":\"another\"},\"a\":{\"y\":[{\"b\":\"another\"}],\"b\":\"found\"}}",
                "{\"a\":{\"b\":\"found\",\"the rest\":\"did not",
            })
    void findsWhatTheNamesLeadTo(String json) {
        assertThat(WireJson.find(bytes(json), "a", "b")).contains("found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\"a\"",
                "[{\"a\":{\"b\":\"x\"}}]",
                "{\"a\":\"b\"}",
                "{\"a\":{}}",
                "{\"a\":{},\"b\":\"x\"}",
                "{\"a\":{\"b\":{}}}",
                "{\"a\":{\"b\":\"unfini",
                "{\"a\"",
                "{\"a\":{\"b\":null}}",
                "{\"a\":{\"b\":true}}",
                "{\"a\":{\"b\":1.5}}",
                "no JSON",
            })
    void findsNothingElsewhere(String json) {
        assertThat(WireJson.find(bytes(json), "a", "b")).isEmpty();
    }

    @Test
    void findsWhatStandsAtTheTop() {
        assertThat(WireJson.find(bytes("{\"a\":{\"b\":1},\"b\":2}"), "b")).contains("2");
    }
}
