package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import vn.hocba.signing.AbandonedRequests.Session;
import vn.hocba.signing.SessionColumns.StateName;

class AbandonedRequestsTest {

    private static final Instant BEFORE = Instant.parse("2026-05-25T02:00:00Z");
    private static final Instant OLD = BEFORE.minusSeconds(1);
    private static final Instant HOPELESS = BEFORE.minusSeconds(1000);

    private static boolean isAbandoned(Session... sessions) {
        return AbandonedRequests.isAbandoned(List.of(sessions), BEFORE);
    }

    private static Session old(StateName state) {
        return new Session(state, false, true, OLD);
    }

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
        assertThat(isAbandoned(old(StateName.AWAITING_FACTORS), new Session(other, true, true, OLD)))
                .isFalse();
        assertThat(isAbandoned(old(StateName.EXPIRED), new Session(other, true, true, OLD)))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            value = StateName.class,
            mode = Mode.MATCH_ANY,
            names = {"PREPARED|COMPLETED|REFUSED|EXPIRED|FAILED|AWAITING_.*"})
    void whoIsWaitedForBesideWhatHasEndedOrNotBegunIsWaitedForInVain(StateName other) {
        assertThat(isAbandoned(old(other), new Session(StateName.AWAITING_APPROVAL, true, true, OLD)))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = StateName.class,
            names = {"REFUSED", "EXPIRED", "FAILED", "ANSWER_UNKNOWN"})
    void whatStoppedAndIsNotResumedIsWaitedForInVain(StateName end) {
        assertThat(isAbandoned(old(end))).isTrue();
        assertThat(isAbandoned(old(end), old(StateName.PREPARED))).isTrue();
        assertThat(isAbandoned(old(StateName.COMPLETED), old(end))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = StateName.class,
            names = {"AWAITING_FACTORS", "AWAITING_APPROVAL", "EXPIRED", "CANCELLED"})
    void whatTheSignerWasAskedOrStoppedLaterIsNotAbandonedYet(StateName later) {
        assertThat(isAbandoned(old(StateName.EXPIRED), new Session(later, false, true, BEFORE)))
                .isFalse();
    }

    @Test
    void whatWaitsForNoPersonIsNotAbandoned() {
        assertThat(isAbandoned(new Session(StateName.PREPARED, true, true, OLD), old(StateName.FAILED)))
                .isFalse();
        assertThat(isAbandoned()).isFalse();
    }

    @Test
    void whoMayHaveApprovedWhileTheServiceWasNotAskedIsNotAbandoned() {
        var now = BEFORE.plusSeconds(100);
        var row = new SigningSessionEntity();
        row.state = StateName.AWAITING_APPROVAL;
        row.createdAt = OLD;
        row.stateSince = OLD;
        // asked, and asked again soon
        row.dueAt = now.plusSeconds(1);
        assertThat(isAbandoned(Session.of(row, now, HOPELESS))).isTrue();
        // paused, or nobody came to it yet
        row.dueAt = now.minusSeconds(1);
        assertThat(isAbandoned(Session.of(row, now, HOPELESS))).isFalse();
        // away
        row.dueAt = now.plusSeconds(1);
        row.failures = 1;
        assertThat(isAbandoned(Session.of(row, now, HOPELESS))).isFalse();
        // for ever
        row.stateSince = HOPELESS.minusSeconds(1);
        assertThat(isAbandoned(Session.of(row, now, HOPELESS))).isTrue();
        // waited for the end of a pause, and asked only then
        row.failures = 0;
        row.stateSince = BEFORE;
        assertThat(isAbandoned(Session.of(row, now, HOPELESS))).isFalse();
    }
}
