package vn.hocba.workers;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Supplier;

/**
 * Where reactive work runs when no request brought it. A database session is bound to one event loop, while answers of the
 * signing service and of workers arrive on other threads: each unit of database work here gets a context of its own, so
 * nothing has to be carried from one thread to another.
 */
@ApplicationScoped
public class EventLoops {

    private final VertxInternal vertx;

    EventLoops(Vertx vertx) {
        this.vertx = (VertxInternal) vertx;
    }

    /** Runs the work in one transaction, on a context of its own. */
    public <T> Uni<T> inTransaction(Supplier<Uni<T>> work) {
        return onContext(() -> Panache.withTransaction(work));
    }

    /** Runs a single statement, which is a transaction of its own, or reading work in a session, on a context of its own. */
    public <T> Uni<T> inSession(Supplier<Uni<T>> work) {
        return onContext(() -> Panache.withSession(work));
    }

    private <T> Uni<T> onContext(Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> {
            Context context = VertxContext.createNewDuplicatedContext(vertx.createEventLoopContext());
            VertxContextSafetyToggle.setContextSafe(context, true);
            context.runOnContext(ignored -> {
                try {
                    work.get().subscribe().with(emitter::complete, emitter::fail);
                } catch (RuntimeException e) {
                    emitter.fail(e);
                }
            });
        });
    }

    /** Lets work go on to its end when the caller goes away: what was begun outside cannot be taken back. */
    public static <T> Uni<T> toTheEnd(Uni<T> work) {
        return Uni.createFrom().emitter(emitter -> work.subscribe().with(emitter::complete, emitter::fail));
    }

    /** Begins the work on the context from which this was called, whichever thread subscribes. */
    public static <T> Uni<T> fromHere(Uni<T> work) {
        Context here = Vertx.currentContext();
        return here == null ? work : work.runSubscriptionOn(command -> here.runOnContext(ignored -> command.run()));
    }

    /** Brings an answer that arrives elsewhere back to the context from which this was called. */
    public static <T> Uni<T> backHere(Uni<T> elsewhere) {
        return Workers.backHere(elsewhere);
    }
}
