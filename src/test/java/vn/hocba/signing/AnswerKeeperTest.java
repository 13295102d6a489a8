package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;

class AnswerKeeperTest {

    private static final RowKey SESSION = new RowKey(UUID.randomUUID(), UUID.randomUUID());

    private final AtomicInteger attempts = new AtomicInteger();

    private static AnswerKeeper keeping(Duration keep) {
        return new AnswerKeeper(Duration.ofMillis(1), Duration.ofMillis(2), keep);
    }

    private Uni<String> storing(int outage, @Nullable RuntimeException then) {
        return Uni.createFrom().deferred(() -> {
            int attempt = attempts.incrementAndGet();
            if (attempt <= outage) {
                return Uni.createFrom().failure(new IllegalStateException("the database is away"));
            }
            return then == null
                    ? Uni.createFrom().item("stored")
                    : Uni.createFrom().failure(then);
        });
    }

    @Test
    void anAnswerIsStoredWhenTheDatabaseIsBack() {
        var stored = keeping(Duration.ofHours(1)).untilStored(storing(100, null));

        assertThat(stored.await().indefinitely()).isEqualTo("stored");
        assertThat(attempts).hasValue(101);
    }

    @Test
    void whoWasOvertakenMeanwhileGivesUp() {
        for (var end : new RuntimeException[] {
            new StaleSessionException(SESSION), new ProblemException(ProblemType.WRONG_STATE)
        }) {
            attempts.set(0);
            var overtaken =
                    keeping(Duration.ofHours(1)).untilStored(storing(3, end)).await();

            assertThatThrownBy(overtaken::indefinitely).isSameAs(end);
            assertThat(attempts).hasValue(4);
        }
    }

    @Test
    void nothingIsKeptForEver() {
        var kept = keeping(Duration.ofMillis(20))
                .untilStored(storing(Integer.MAX_VALUE, null))
                .await();

        assertThatThrownBy(kept::indefinitely).isInstanceOf(IllegalStateException.class);
    }
}
