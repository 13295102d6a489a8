package vn.hocba.sandbox.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import vn.hocba.sandbox.demo.DemoFailure;
import vn.hocba.sandbox.demo.PublicApi;

/**
 * A person who repeats what got no answer, at any server and under the same idempotency key, until it is answered. A refusal
 * that will not go away by itself is an answer.
 *
 * @param anywhere a server to ask, which may be dead
 */
record PatientApi(PublicApi person, Supplier<URI> anywhere) {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(150);

    static PatientApi as(String account, Supplier<URI> anywhere, JsonNode sandbox) throws DemoFailure {
        // the address is replaced at every call; the token comes from the sandbox
        return new PatientApi(PublicApi.as(account, anywhere.get(), sandbox), anywhere);
    }

    JsonNode post(String path, Object body) throws DemoFailure {
        String key = UUID.randomUUID().toString();
        return insist(api -> api.post(path, body, key));
    }

    JsonNode get(String path) throws DemoFailure {
        return insist(api -> api.get(path));
    }

    /** One try; whatever becomes of it, the caller looks next. */
    void attempt(String path, Object body) {
        try {
            person.at(anywhere.get()).post(path, body);
        } catch (DemoFailure seenAtTheNextLook) {
            // the state of what it was about tells
        }
    }

    private interface Asking {
        JsonNode ask(PublicApi api) throws DemoFailure;
    }

    private JsonNode insist(Asking asking) throws DemoFailure {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                return asking.ask(person.at(anywhere.get()));
            } catch (DemoFailure failure) {
                boolean goesAway = failure.status() == 0 || failure.status() == 409 || failure.status() >= 500;
                if (!goesAway || Instant.now().isAfter(deadline)) {
                    throw failure;
                }
                pause();
            }
        }
    }

    static void pause() throws DemoFailure {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("interrupted");
        }
    }
}
