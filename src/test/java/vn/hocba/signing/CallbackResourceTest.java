package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.http.HttpServerRequest;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;
import vn.hocba.remotesigning.RemoteSigningServices;

class CallbackResourceTest {

    private static final CallbackConfiguration ONE_A_SECOND = new CallbackConfiguration() {
        @Override
        public Optional<URI> baseUrl() {
            return Optional.empty();
        }

        @Override
        public int perSecond() {
            return 1;
        }
    };

    private static final HttpServerRequest NOT_READ = (HttpServerRequest) Proxy.newProxyInstance(
            CallbackResourceTest.class.getClassLoader(),
            new Class<?>[] {HttpServerRequest.class},
            (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
            });

    private final CallbackResource resource = new CallbackResource(
            new Callbacks(ONE_A_SECOND), new RemoteSigningServices(Map::of, List.of()), ONE_A_SECOND);

    @Test
    void moreCallsThanOneReplicaLooksAtAreToldWhenToComeBack() {
        assertThat(refusal(() -> resource.token("nobodys"))).isEqualTo(Duration.ofSeconds(1));
        assertThat(refusal(() -> resource.called("nobodys", NOT_READ))).isEqualTo(Duration.ofSeconds(1));
    }

    /** However slow the machine: a thousand calls take no thousand seconds. */
    private static Duration refusal(ThrowingCallable call) {
        return Stream.generate(() -> catchThrowable(call))
                .limit(1000)
                .flatMap(thrown ->
                        thrown instanceof ProblemException problem && problem.type() == ProblemType.TOO_MANY_REQUESTS
                                ? Stream.ofNullable(problem.retryAfter())
                                : Stream.empty())
                .findFirst()
                .orElseThrow();
    }
}
