package vn.hocba.remotesigning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.hocba.remotesigning.RemoteSigningFailure.MalformedAnswer;

class WireSignaturesTest {

    private static final String FIRST = Base64.getEncoder().encodeToString(new byte[] {1, 1});
    private static final String SECOND = Base64.getEncoder().encodeToString(new byte[] {2, 2});

    @Test
    void keepsTheOrder() {
        assertThat(WireSignatures.read("signatures/signHash", List.of(SECOND, FIRST), 2))
                .containsExactly(new byte[] {2, 2}, new byte[] {1, 1});
    }

    @Test
    void acceptsBase64WithLineBreaks() {
        assertThat(WireSignatures.read("signatures/signHash", List.of("AQ\r\nE="), 1))
                .containsExactly(new byte[] {1, 1});
    }

    @Test
    void tooFewAreSalvagedButNotTrusted() {
        var failure = catchThrowableOfType(
                MalformedAnswer.class, () -> WireSignatures.read("signatures/signHash", List.of(FIRST), 2));

        assertThat(failure.salvage()).containsExactly(new byte[] {1, 1});
    }

    @Test
    void rejectsSurplusAndDuplicates() {
        assertThatExceptionOfType(MalformedAnswer.class)
                .isThrownBy(() -> WireSignatures.read("signatures/signHash", List.of(FIRST, SECOND), 1));
        assertThatExceptionOfType(MalformedAnswer.class)
                .isThrownBy(() -> WireSignatures.read("signatures/signHash", List.of(FIRST, FIRST), 2));
    }

    @Test
    void oneThatCannotBeReadDoesNotTakeTheOthersAlong() {
        var failure = catchThrowableOfType(
                MalformedAnswer.class, () -> WireSignatures.read("signatures/signHash", List.of("=", SECOND), 2));

        assertThat(failure.salvage()).containsExactly(new byte[] {2, 2});
    }

    @Test
    void rejectsWhatIsNoSignature() {
        var huge = Base64.getEncoder().encodeToString(new byte[4096]);

        for (var value : List.of("", "=", huge)) {
            assertThatExceptionOfType(MalformedAnswer.class)
                    .isThrownBy(() -> WireSignatures.read("signatures/signPolling", List.of(value), 1));
        }
    }
}
