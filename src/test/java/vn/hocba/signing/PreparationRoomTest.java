package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;

class PreparationRoomTest {

    private final PreparationRoom room = new PreparationRoom(100);
    private final List<UniEmitter<? super String>> running = new ArrayList<>();

    @Test
    void whoeverFindsNoRoomIsAskedToComeAgain() {
        begin(60);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> prepare(41))
                .matches(refused -> refused.type() == ProblemType.TOO_MANY_REQUESTS);
        assertThatNoException().isThrownBy(() -> prepare(40));
    }

    @Test
    void roomIsGivenBackWhateverBecameOfTheWork() {
        begin(60);
        running.getFirst().fail(new IllegalStateException("failed"));

        assertThatNoException().isThrownBy(() -> prepare(100));
        assertThatNoException().isThrownBy(() -> prepare(2000));
    }

    private void begin(int transcripts) {
        room.take(transcripts, () -> Uni.createFrom().<String>emitter(running::add))
                .subscribe()
                .with(done -> {}, failed -> {});
    }

    private void prepare(int transcripts) {
        room.take(transcripts, () -> Uni.createFrom().item("done")).await().indefinitely();
    }
}
