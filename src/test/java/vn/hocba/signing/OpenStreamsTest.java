package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.hocba.access.Actor;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;

class OpenStreamsTest {

    private static final Actor LAN = actor("lan", "79760501");
    private static final Actor MINH = actor("minh", "79760501");
    private static final Actor LAN_ELSEWHERE = actor("lan", "79760502");

    private final OpenStreams streams = new OpenStreams(2, 3);

    @Test
    void refusesAPersonTheStreamThatIsTooMany() {
        streams.take(LAN);
        streams.take(LAN);
        assertRefused(LAN);
        streams.take(MINH);
    }

    @Test
    void refusesAnybodyTheStreamThatIsTooManyForTheProcess() {
        streams.take(LAN);
        streams.take(LAN_ELSEWHERE);
        streams.take(MINH);
        assertRefused(MINH);
    }

    @Test
    void aStreamThatEndedMakesRoomOnceHoweverOftenItsEndIsTold() {
        OpenStreams.Place first = streams.take(LAN);
        streams.take(LAN);
        first.close();
        first.close();
        streams.take(LAN);
        assertRefused(LAN);
    }

    private void assertRefused(Actor actor) {
        assertThatThrownBy(() -> streams.take(actor)).isInstanceOfSatisfying(ProblemException.class, refused -> {
            assertThat(refused.type()).isEqualTo(ProblemType.TOO_MANY_REQUESTS);
        });
    }

    private static Actor actor(String subject, String organisation) {
        return new Actor(subject, organisation, Set.of(), subject);
    }
}
