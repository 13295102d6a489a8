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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vn.hocba.remotesigning.RemoteSigningFailure.Overloaded;

class CallGateTest {

    private static final Instant NOW = Instant.parse("2026-05-20T08:00:00Z");

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final List<Runnable> alarms = new ArrayList<>();
    private final List<Runnable> wakes = new ArrayList<>();
    private final CallGate gate = gate(Optional.empty());
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

    @Test
    void callsBeyondTheRateWaitForTheirTimeAlthoughThereIsAPlace() {
        var nanos = new AtomicLong();
        var second = Duration.ofSeconds(1).toNanos();
        var rated = gate(Optional.of(new CallRate(1, nanos::get)));
        List.of("a", "b", "c").forEach(name -> arrive(rated, name));
        assertThat(begun).containsExactly("a");

        running.getFirst().complete("done");
        assertThat(begun).as("a place alone is not enough").containsExactly("a");

        nanos.addAndGet(second);
        wakes.removeFirst().run();
        assertThat(begun).containsExactly("a", "b");

        running.get(1).complete("done");
        nanos.addAndGet(10 * second);
        wakes.removeFirst().run();
        arrive(rated, "d");
        assertThat(begun).as("no silence is made up for").containsExactly("a", "b", "c");
        assertThat(wakes).hasSize(1);
    }

    @Test
    void callsThatWaitForTheRateToNoEndAreToldThatNothingWasSent() {
        var rated = gate(Optional.of(new CallRate(0.01, new AtomicLong()::get)));
        arrive(rated, "a");
        var late = arrive(rated, "b");

        alarms.removeFirst().run();

        late.assertFailedWith(RemoteSigningFailure.NothingSent.class);
    }

    @Test
    void whoseTurnComesWhileTheProviderIsToBeLeftAloneMakesNoCall() {
        var resting = new ArrayList<Instant>();
        var guarded = gate(Optional.empty(), () -> resting.stream().findFirst());
        arrive(guarded, "a");
        arrive(guarded, "b");
        var queued = Stream.of("c", "d", "e").map(name -> arrive(guarded, name)).toList();
        resting.add(NOW.plusSeconds(60));

        running.getFirst().complete("done");
        assertThat(queued).allSatisfy(late -> late.assertFailedWith(RemoteSigningFailure.Overloaded.class));
        assertThat(begun).containsExactly("a", "b");

        resting.clear();
        arrive(guarded, "f");
        assertThat(begun).containsExactly("a", "b", "f");
    }

    private CallGate gate(Optional<CallRate> rate) {
        return gate(rate, Optional::empty);
    }

    private CallGate gate(Optional<CallRate> rate, Rest rest) {
        return new CallGate(
                2,
                rate,
                3,
                LONGEST_WAIT,
                rest,
                (time, work) -> {
                    var set = time.equals(LONGEST_WAIT) ? alarms : wakes;
                    set.add(work);
                    return () -> set.remove(work);
                },
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private UniAssertSubscriber<String> arrive(String name) {
        return arrive(gate, name);
    }

    private UniAssertSubscriber<String> arrive(CallGate gate, String name) {
        return gate.pass(() -> {
                    begun.add(name);
                    return Uni.createFrom().<String>emitter(running::add);
                })
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }
}
