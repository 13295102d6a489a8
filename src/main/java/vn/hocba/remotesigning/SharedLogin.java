package vn.hocba.remotesigning;

import com.fasterxml.jackson.annotation.JsonValue;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.hocba.remotesigning.RemoteSigningFailure.MalformedAnswer;
import vn.hocba.remotesigning.RemoteSigningFailure.NothingSent;

/**
 * A login with a service, kept until shortly before it expires. However many calls need one at the same time, one asks for it.
 * Thread-safe.
 */
public final class SharedLogin {

    private static final Duration USUAL_LIFE = Duration.ofHours(1);
    private static final Duration LONGEST_LIFE = Duration.ofDays(1);

    private final Supplier<Uni<Token>> question;
    private final Clock clock;
    private final AtomicReference<@Nullable Attempt> current = new AtomicReference<>();

    /** @param question logs in; subscribed to once for each login */
    public SharedLogin(Supplier<Uni<Token>> question, Clock clock) {
        this.question = question;
        this.clock = clock;
    }

    /** A token that is good for now. Fails as {@link NothingSent} where the login failed for a passing reason. */
    public Uni<Token> token() {
        return Uni.createFrom().deferred(() -> usable().token);
    }

    /**
     * Makes a call with our login, and once more with a new one if the service no longer takes the first: it did not act on that.
     *
     * @param refused whether an answer says so
     */
    public Uni<HttpAnswer> call(Function<Token, Uni<HttpAnswer>> call, Predicate<HttpAnswer> refused) {
        return token().chain(token -> call.apply(token).chain(answer -> {
            if (!refused.test(answer)) {
                return Uni.createFrom().item(answer);
            }
            reject(token);
            return token().chain(call::apply);
        }));
    }

    /** Forgets a token that the service no longer takes; one that was renewed meanwhile stays. */
    void reject(Token token) {
        var attempt = current.get();
        if (attempt != null && token.equals(attempt.result)) {
            current.compareAndSet(attempt, null);
        }
    }

    private Attempt usable() {
        while (true) {
            var attempt = current.get();
            if (attempt != null && attempt.isUsable(clock.instant())) {
                return attempt;
            }
            var next = new Attempt();
            if (current.compareAndSet(attempt, next)) {
                return next;
            }
        }
    }

    private final class Attempt {

        private final Uni<Token> token;
        private volatile @Nullable Token result;
        private volatile boolean failed;

        Attempt() {
            token = Beforehand.ask(Uni.createFrom().deferred(question::get))
                    .onItem()
                    .invoke(received -> result = received)
                    .onFailure()
                    .invoke(() -> failed = true)
                    .memoize()
                    .indefinitely();
        }

        boolean isUsable(Instant now) {
            var received = result;
            return !failed && (received == null || now.isBefore(received.renewAt()));
        }
    }

    /** A bearer secret; neither {@link #toString()} nor JSON shows it. */
    public record Token(String value, Instant renewAt) {

        /**
         * As a service gave it; renewed after nine tenths of its life, so that no call meets the end.
         *
         * @param where the method that answered
         * @param seconds its life; an hour where the service does not say, a day at most
         * @throws MalformedAnswer without a value
         */
        public static Token of(String where, @Nullable String value, @Nullable Long seconds, Clock clock) {
            if (value == null || value.isBlank() || value.chars().anyMatch(Character::isISOControl)) {
                throw new MalformedAnswer(where + ": no token");
            }
            var life = seconds == null ? USUAL_LIFE : Duration.ofSeconds(Math.max(0, seconds));
            var bounded = life.compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : life;
            return new Token(value, clock.instant().plus(bounded.multipliedBy(9).dividedBy(10)));
        }

        @Override
        @JsonValue
        public String toString() {
            return "Token[hidden]";
        }
    }
}
