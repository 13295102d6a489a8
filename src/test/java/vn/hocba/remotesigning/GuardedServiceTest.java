package vn.hocba.remotesigning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vn.hocba.remotesigning.RemoteSigningFailure.NothingSent;
import vn.hocba.remotesigning.RemoteSigningFailure.Overloaded;

class GuardedServiceTest {

    private static final ProviderId PROVIDER = new ProviderId("north");

    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void whatOneSessionIsToldHoldsForAllCallsOfTheProvider() {
        var later = Instant.now().plusSeconds(60);
        var service = guarded(new Overloaded("busy", later, null));

        assertThatExceptionOfType(Overloaded.class).isThrownBy(() -> ask(service));
        assertThatExceptionOfType(Overloaded.class)
                .isThrownBy(() -> ask(service))
                .satisfies(refused -> assertThat(refused.notBefore()).isEqualTo(later));
        assertThat(calls).hasValue(1);
    }

    @Test
    void aProviderThatCannotBeReachedIsLeftAlone() {
        var service = behindGuard(() -> Uni.createFrom().failure(new NothingSent("away", null)))
                .provider(PROVIDER);
        for (int i = 0; i < CircuitBreaker.FAILURES; i++) {
            assertThatExceptionOfType(NothingSent.class).isThrownBy(() -> ask(service));
        }

        assertThatExceptionOfType(Overloaded.class).isThrownBy(() -> ask(service));
        assertThat(calls).hasValue(CircuitBreaker.FAILURES);
    }

    @Test
    void oneLoginThatFailsIsOneFailureHoweverManyCallsWaitedForIt() {
        var answers = new ArrayList<UniEmitter<? super SharedLogin.Token>>();
        var login = new SharedLogin(() -> Uni.createFrom().emitter(answers::add), Clock.systemUTC());
        var services = behindGuard(login::token);
        var service = services.provider(PROVIDER);

        for (int logins = 1; logins <= CircuitBreaker.FAILURES; logins++) {
            assertThat(services.state(PROVIDER)).isEqualTo(CircuitBreaker.State.CLOSED);
            var waiting = Stream.generate(() -> asking(service))
                    .limit(2 * CircuitBreaker.FAILURES)
                    .toList();
            assertThat(answers).hasSize(logins);
            answers.getLast().fail(new RemoteSigningFailure.AnswerLost("cut", null, null));
            assertThat(waiting).allSatisfy(call -> call.assertFailedWith(NothingSent.class));
        }
        assertThat(services.state(PROVIDER)).isEqualTo(CircuitBreaker.State.OPEN);
    }

    @Test
    void anAnswerThatIsNoSuccessIsAnAnswer() {
        var service = guarded(new RemoteSigningFailure.UnknownCredential("none", null));
        for (int i = 0; i < 3 * CircuitBreaker.FAILURES; i++) {
            assertThatExceptionOfType(RemoteSigningFailure.UnknownCredential.class)
                    .isThrownBy(() -> ask(service));
        }
    }

    @Test
    void aFullGateOfOursTellsNothingOfTheProvider() {
        var waiting = new ArrayList<Runnable>();
        var gate = new CallGate(
                1,
                Optional.empty(),
                CircuitBreaker.FAILURES,
                Duration.ofSeconds(20),
                Optional::empty,
                (time, work) -> {
                    waiting.add(work);
                    return () -> {};
                },
                Clock.systemUTC());
        var services = behindGuard(() -> gate.pass(Uni.createFrom()::nothing));
        var service = services.provider(PROVIDER);
        var inFlight = asking(service);
        var queued = Stream.generate(() -> asking(service))
                .limit(CircuitBreaker.FAILURES)
                .toList();

        asking(service).assertFailedWith(Overloaded.class);
        assertThat(services.state(PROVIDER)).isEqualTo(CircuitBreaker.State.CLOSED);

        waiting.forEach(Runnable::run);
        assertThat(queued).allSatisfy(late -> late.assertFailedWith(NothingSent.class));
        inFlight.assertNotTerminated();
        assertThat(services.state(PROVIDER)).isEqualTo(CircuitBreaker.State.CLOSED);
    }

    private static UniAssertSubscriber<Credential> asking(RemoteSigningService service) {
        return service.credential(new CredentialId("c")).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private static void ask(RemoteSigningService service) {
        service.credential(new CredentialId("c")).await().indefinitely();
    }

    /** Behind the guard that every configured provider has: a service that always fails in the same way. */
    private RemoteSigningService guarded(RemoteSigningFailure failure) {
        return behindGuard(() -> Uni.createFrom().failure(failure)).provider(PROVIDER);
    }

    private RemoteSigningServices behindGuard(Supplier<Uni<?>> answer) {
        var service = (RemoteSigningService) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {RemoteSigningService.class},
                (proxy, method, arguments) -> {
                    calls.incrementAndGet();
                    return answer.get();
                });
        return RemoteSigningServices.of(Map.of(PROVIDER, service), Clock.systemUTC());
    }
}
