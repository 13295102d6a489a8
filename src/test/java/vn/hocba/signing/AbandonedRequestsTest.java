package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import vn.hocba.signing.SessionColumns.StateName;

class AbandonedRequestsTest {

    @ParameterizedTest
    @EnumSource(
            value = StateName.class,
            names = {
                "AUTHORISING",
                "CHECKING_FACTORS",
                "AUTHORISED",
                "SUBMITTING",
                "SUBMITTED",
                "SIGNATURES_RECEIVED",
                "EXTENDING"
            })
    void whatAPersonHasDecidedOrMayHaveIsNeverGivenUp(StateName other) {
        assertThat(AbandonedRequests.isAbandoned(List.of(StateName.AWAITING_FACTORS, other)))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = StateName.class,
            mode = Mode.MATCH_ANY,
            names = {"PREPARED|COMPLETED|REFUSED|EXPIRED|FAILED|AWAITING_.*"})
    void whoIsWaitedForBesideWhatHasEndedOrNotBegunIsWaitedForInVain(StateName other) {
        assertThat(AbandonedRequests.isAbandoned(List.of(other, StateName.AWAITING_APPROVAL)))
                .isTrue();
    }

    @Test
    void whatWaitsForNoPersonIsNotAbandoned() {
        assertThat(AbandonedRequests.isAbandoned(List.of(StateName.PREPARED, StateName.FAILED)))
                .isFalse();
        assertThat(AbandonedRequests.isAbandoned(List.of())).isFalse();
    }
}
