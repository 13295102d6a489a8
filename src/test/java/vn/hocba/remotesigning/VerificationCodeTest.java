package vn.hocba.remotesigning;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vn.hocba.pki.DataToBeSignedRepresentation;
import vn.hocba.pki.DigestAlgorithm;

class VerificationCodeTest {

    private static final DataToBeSignedRepresentation FIRST = digest("first");
    private static final DataToBeSignedRepresentation SECOND = digest("second");

    @Test
    void followsThePublishedRule() {
        // sha256(sha256("first") || sha256("second")), last four bytes modulo a million, computed with another program
        assertThat(VerificationCode.of(List.of(FIRST, SECOND))).hasToString("098 408");
        assertThat(VerificationCode.of(List.of(FIRST))).hasToString("302 415");
    }

    @Test
    void wiresWithARuleOfTheirOwnHaveIt() {
        // sha256(sha256("first") xor sha256("second")), its first and last two bytes, computed with another program
        assertThat(VerificationCode.Rule.EXCLUSIVE_OR.of(List.of(FIRST, SECOND)))
                .hasToString("3BA6-C3D6");
        assertThat(VerificationCode.Rule.EXCLUSIVE_OR.of(List.of(FIRST))).hasToString("4B9F-0BCF");
        assertThat(VerificationCode.Rule.SIX_DIGITS.of(List.of(FIRST))).isEqualTo(VerificationCode.of(List.of(FIRST)));
        assertThatIllegalArgumentException().isThrownBy(() -> VerificationCode.Rule.EXCLUSIVE_OR.of(List.of()));
    }

    @Test
    void dependsOnTheOrder() {
        assertThat(VerificationCode.of(List.of(SECOND, FIRST)))
                .isNotEqualTo(VerificationCode.of(List.of(FIRST, SECOND)));
    }

    @Test
    void keepsLeadingZeroes() {
        var codes = IntStream.range(0, 2000)
                .mapToObj(i -> VerificationCode.of(List.of(digest("n" + i))).digits())
                .toList();

        assertThat(codes).allMatch(code -> code.matches("\\d{3} \\d{3}")).anyMatch(code -> code.startsWith("00"));
    }

    @Test
    void needsADigest() {
        assertThatIllegalArgumentException().isThrownBy(() -> VerificationCode.of(List.of()));
    }

    private static DataToBeSignedRepresentation digest(String text) {
        return DataToBeSignedRepresentation.of(DigestAlgorithm.SHA256, text.getBytes(UTF_8));
    }
}
