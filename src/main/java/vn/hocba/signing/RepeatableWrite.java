package vn.hocba.signing;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.hocba.access.Actor;
import vn.hocba.idempotency.Idempotency;
import vn.hocba.idempotency.IdempotentRequest;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;
import vn.hocba.workers.EventLoops;

/**
 * Writes that call a signing service or compute on workers in between, and so do not fit in one transaction: a stored
 * response is looked for first, and the new one is stored with the last transaction.
 *
 * <p>Which of them are under way is known to this process alone: a lock of the database would keep a connection for as long
 * as a signing service takes. A repetition that reaches another replica meanwhile is refused all the same, by the state that
 * the first one has stored before it called.
 */
@ApplicationScoped
class RepeatableWrite {

    private final Idempotency idempotency;
    private final Set<Key> underWay = ConcurrentHashMap.newKeySet();

    RepeatableWrite(Idempotency idempotency) {
        this.idempotency = idempotency;
    }

    private record Key(String organisation, String subject, String key) {}

    /** One transaction. */
    Uni<Response> once(Actor actor, @Nullable Object body, Supplier<Uni<Response>> effect) {
        return idempotency.once(actor, body, effect);
    }

    /**
     * Preparing outside of a transaction, storing in one.
     *
     * @param store runs in the transaction that stores its response as well
     */
    <T> Uni<Response> inTwoSteps(
            Actor actor, @Nullable Object body, Supplier<Uni<T>> prepare, Function<T, Uni<Response>> store) {
        return around(
                actor,
                body,
                saved -> prepare.get()
                        .flatMap(prepared -> Panache.withTransaction(
                                () -> store.apply(prepared).flatMap(saved))));
    }

    /**
     * Transactions of the effect's own.
     *
     * @param effect given what stores a response, to be run in its last transaction
     */
    Uni<Response> around(
            Actor actor,
            @Nullable Object body,
            Function<Function<Response, Uni<? extends Response>>, Uni<Response>> effect) {
        var request = idempotency.request(actor, body);
        return alone(
                request,
                () -> find(request)
                        .flatMap(found -> found.map(replay -> Uni.createFrom().item(replay))
                                .orElseGet(() -> effect.apply(response -> save(request, response)))));
    }

    /** To its end, even if the caller goes away: who comes back with the same key meanwhile is told to wait. */
    private Uni<Response> alone(Optional<IdempotentRequest> request, Supplier<Uni<Response>> write) {
        if (request.isEmpty()) {
            return write.get();
        }
        var keyed = request.get();
        var key = new Key(keyed.organisation(), keyed.subject(), keyed.key());
        return EventLoops.toTheEnd(Uni.createFrom().deferred(() -> {
            if (!underWay.add(key)) {
                throw new ProblemException(ProblemType.IDEMPOTENCY_IN_FLIGHT);
            }
            return Uni.createFrom().deferred(write::get).onTermination().invoke(() -> underWay.remove(key));
        }));
    }

    private Uni<Optional<Response>> find(Optional<IdempotentRequest> request) {
        return request.map(idempotency::find).orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private Uni<Response> save(Optional<IdempotentRequest> request, Response response) {
        return request.map(keyed -> idempotency.save(keyed, response))
                .orElseGet(() -> Uni.createFrom().item(response));
    }
}
