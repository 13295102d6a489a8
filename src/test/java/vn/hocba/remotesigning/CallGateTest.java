package vn.hocba.remotesigning;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import vn.hocba.remotesigning.RemoteSigningFailure.Overloaded;

class CallGateTest {

    private static final Instant NOW = Instant.parse("2026-05-20T08:00:00Z");

    private final List<Runnable> alarms = new ArrayList<>();
    private final CallGate gate = new CallGate(
            2,
            3,
            Duration.ofSeconds(20),
            (time, work) -> {
                alarms.add(work);
                return () -> alarms.remove(work);
            },
            Clock.fixed(NOW, ZoneOffset.UTC));
    private final List<String> begun = new ArrayList<>();
    private final List<UniEmitter<? super String>> running = new ArrayList<>();

    @Test
    void lastCallsWaitInTheOrderOfTheirArrival() {
        List.of("a", "b", "c", "d").forEach(this::arrive);
        assertThat(begun).containsExactly("a", "b");

        running.get(0).complete("done");
        assertThat(begun).containsExactly("a", "b", "c");

        running.get(1).fail(new IllegalStateException("failed"));
        assertThat(begun).containsExactly("a", "b", "c", "d");
    }

    @Test
    void refusesWhatNeitherRunsNorWaits() {
        List.of("a", "b", "c", "d", "e").forEach(this::arrive);

        var failure = arrive("f").assertFailedWith(Overloaded.class).getFailure();

        assertThat(((Overloaded) failure).notBefore()).isAfter(NOW);
        assertThat(begun).containsExactly("a", "b");
    }

    @Test
    void whoeverCancelsWhileWaitingIsNotCalled() {
        arrive("a");
        arrive("b");
        var impatient = arrive("c");
        arrive("d");

        impatient.cancel();
        running.get(0).complete("done");

        assertThat(begun).containsExactly("a", "b", "d");
    }

    @Test
    void whoeverWaitsTooLongIsToldThatNothingWasSent() {
        arrive("a");
        arrive("b");
        var late = arrive("c");
        var next = arrive("d");

        List.copyOf(alarms).getFirst().run();
        late.assertFailedWith(RemoteSigningFailure.NothingSent.class);

        running.get(0).complete("done");
        assertThat(begun).containsExactly("a", "b", "d");
        next.assertNotTerminated();
    }

    @Test
    void aCallThatHasBegunIsNotTakenBackByItsWaitingTime() {
        arrive("a");
        arrive("b");
        var waiting = arrive("c");
        running.get(0).complete("done");

        List.copyOf(alarms).forEach(Runnable::run);

        waiting.assertNotTerminated();
    }

    @Test
    void cancellingARunningCallKeepsItsPlaceUntilItEnds() {
        var cancelled = arrive("a");
        arrive("b");
        arrive("c");

        cancelled.cancel();
        assertThat(begun).containsExactly("a", "b");

        running.get(0).complete("ended after all");
        assertThat(begun).containsExactly("a", "b", "c");
    }

    @Test
    void callThatCannotEvenBeginGivesItsPlaceBack() {
        Supplier<Uni<String>> broken = () -> {
            throw new IllegalStateException("broken");
        };
        for (int i = 0; i < 5; i++) {
            gate.pass(broken)
                    .subscribe()
                    .withSubscriber(UniAssertSubscriber.create())
                    .assertFailedWith(IllegalStateException.class);
        }

        arrive("a");
        arrive("b");

        assertThat(begun).containsExactly("a", "b");
    }

    private UniAssertSubscriber<String> arrive(String name) {
        return gate.pass(() -> {
                    begun.add(name);
                    return Uni.createFrom().<String>emitter(running::add);
                })
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }
}
