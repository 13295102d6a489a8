package vn.hocba.remotesigning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ApprovalHandleTest {

    @Test
    void isFoundAsItWasSaid() {
        String longest = "x".repeat(2048);

        assertThat(ApprovalHandle.find(longest)).contains(new ApprovalHandle(longest));
    }

    static Stream<String> unstorable() {
        return Stream.of("", " ", "\0", "a\u009fb", "x".repeat(2049));
    }

    @ParameterizedTest
    @MethodSource("unstorable")
    void isNotFoundWhereNoneCouldBeStored(String said) {
        assertThat(ApprovalHandle.find(said)).isEmpty();
    }
}
