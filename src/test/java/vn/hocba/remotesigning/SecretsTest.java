package vn.hocba.remotesigning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretsTest {

    private static final String SECRET = "s3cret-value";

    /** As curious as it can be made. */
    private static final ObjectMapper CURIOUS = new ObjectMapper()
            .findAndRegisterModules()
            .setVisibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.ANY);

    @Test
    void activationDataNeverPrints() throws Exception {
        var sad = new SignatureActivationData(SECRET);
        var granted = new AuthorisationAnswer.Granted(sad, Instant.EPOCH);

        assertThat(sad.toString()).doesNotContain(SECRET);
        assertThat(granted.toString()).doesNotContain(SECRET);
        assertThat(CURIOUS.writeValueAsString(sad)).doesNotContain(SECRET);
        assertThat(CURIOUS.writeValueAsString(Map.of("sad", sad))).doesNotContain(SECRET);
        assertThat(sad.reveal()).isEqualTo(SECRET);
    }

    @Test
    void activationDataIsComparedByValue() {
        assertThat(new SignatureActivationData(SECRET))
                .isEqualTo(new SignatureActivationData(SECRET))
                .hasSameHashCodeAs(new SignatureActivationData(SECRET))
                .isNotEqualTo(new SignatureActivationData("another"));
    }

    @Test
    void refusalOfActivationDataLeavesTheValueOut() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SignatureActivationData(SECRET + "\n"))
                .withMessageNotContaining(SECRET);
    }

    @Test
    void factorsNeverPrint() throws Exception {
        var factors = ConsentFactors.of(Map.of("PIN", SECRET.toCharArray()));

        assertThat(factors.toString()).doesNotContain(SECRET);
        assertThat(CURIOUS.writeValueAsString(factors)).doesNotContain(SECRET);
        assertThat(factors.ids()).containsExactly("PIN");
        assertThat(factors.reveal("PIN")).containsExactly(SECRET.toCharArray());
    }

    @Test
    void wipedFactorsAreGone() {
        var factors = ConsentFactors.of(Map.of("PIN", SECRET.toCharArray()));

        factors.wipe();

        assertThatIllegalStateException().isThrownBy(() -> factors.reveal("PIN"));
    }

    @Test
    void factorsKeepNoReferenceToTheCallersArray() {
        var typed = SECRET.toCharArray();
        var factors = ConsentFactors.of(Map.of("PIN", typed));

        factors.wipe();

        assertThat(typed).containsExactly(SECRET.toCharArray());
    }

    @Test
    void factorsAreBounded() {
        assertThatIllegalArgumentException().isThrownBy(() -> ConsentFactors.of(Map.of("PIN", new char[0])));
        assertThatIllegalArgumentException().isThrownBy(() -> ConsentFactors.of(Map.of("PIN", new char[257])));
    }
}
