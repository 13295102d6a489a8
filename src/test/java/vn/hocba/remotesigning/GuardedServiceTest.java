package vn.hocba.remotesigning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.smallrye.mutiny.Uni;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
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
        var service = guarded(new NothingSent("away", null));
        for (int i = 0; i < CircuitBreaker.FAILURES; i++) {
            assertThatExceptionOfType(NothingSent.class).isThrownBy(() -> ask(service));
        }

        assertThatExceptionOfType(Overloaded.class).isThrownBy(() -> ask(service));
        assertThat(calls).hasValue(CircuitBreaker.FAILURES);
    }

    @Test
    void anAnswerThatIsNoSuccessIsAnAnswer() {
        var service = guarded(new RemoteSigningFailure.UnknownCredential("none", null));
        for (int i = 0; i < 3 * CircuitBreaker.FAILURES; i++) {
            assertThatExceptionOfType(RemoteSigningFailure.UnknownCredential.class)
                    .isThrownBy(() -> ask(service));
        }
    }

    private static void ask(RemoteSigningService service) {
        service.credential(new CredentialId("c")).await().indefinitely();
    }

    /** Behind the guard that every configured provider has: a service that always fails in the same way. */
    private RemoteSigningService guarded(RemoteSigningFailure failure) {
        var failing = (RemoteSigningService) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {RemoteSigningService.class},
                (proxy, method, arguments) -> {
                    calls.incrementAndGet();
                    return Uni.createFrom().failure(failure);
                });
        return RemoteSigningServices.of(Map.of(PROVIDER, failing)).provider(PROVIDER);
    }
}
