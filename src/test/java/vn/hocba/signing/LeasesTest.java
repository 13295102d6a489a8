package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.hocba.signing.Lane.Kind;

class LeasesTest {

    private static final Lane CALL = new Lane(Kind.CALL, "one");

    private final Leases leases = new Leases();
    private final RowKey session = new RowKey(UUID.randomUUID(), UUID.randomUUID());
    private final List<String> happened = new ArrayList<>();

    @Test
    void aConsentThatAPersonGivesTakesNoPlaceInALane() {
        leases.hold(session);

        assertThat(leases.bySchool(CALL)).isEmpty();
        assertThat(leases.held()).containsExactly(session);
    }

    @Test
    void whatIsClaimedWhileItIsStillHeldIsTakenUpWhenItIsLetGo() {
        leases.hold(session);

        assertThat(leases.hold(session, CALL, () -> happened.add("taken up"))).isFalse();
        assertThat(happened).isEmpty();

        leases.letGo(session);
        assertThat(happened).containsExactly("taken up");

        leases.hold(session);
        leases.letGo(session);
        assertThat(happened).hasSize(1);
    }

    @Test
    void aStepChangesItsLane() {
        leases.hold(session, CALL, () -> {});
        leases.change(session, Lane.embedding());

        assertThat(leases.bySchool(CALL)).isEmpty();
        assertThat(leases.bySchool(Lane.embedding())).isEqualTo(Map.of(session.schoolId(), 1));
    }

    @Test
    void saysHowManyAreStillHeldWhenItHasWaitedLongEnough() {
        leases.hold(session);

        assertThat(leases.awaitNone(Duration.ofMillis(5))).isEqualTo(1);
    }
}
