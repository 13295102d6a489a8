package vn.hocba.signing;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;
import vn.hocba.access.CurrentActor;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;

/** A stream of events sends its headers before its first event: only before the method runs can it still be a 404. */
public class OwnRequestFilter {

    private final CurrentActor current;
    private final ReadRequest reading;
    private final OpenStreams streams;
    private final CurrentVertxRequest request;

    OwnRequestFilter(CurrentActor current, ReadRequest reading, OpenStreams streams, CurrentVertxRequest request) {
        this.current = current;
        this.reading = reading;
        this.streams = streams;
        this.request = request;
    }

    /**
     * Goes on with a request that the actor may see, and with a place for its stream, only. Who comes back after the last event of
     * a request in which nothing moves is answered 204: a browser then stops coming back.
     *
     * @throws ProblemException {@link ProblemType#NOT_FOUND} for any other, {@link ProblemType#TOO_MANY_REQUESTS} without
     *     a place, both through the {@code Uni}
     */
    @OwnRequest
    @ServerRequestFilter
    public Uni<@Nullable Response> requireOwn(UriInfo uri) {
        var actor = current.get();
        var exchange = request.getCurrent();
        var seen = LastEvent.of(exchange.request().getHeader(LastEvent.HEADER));
        return Panache.withSession(() -> reading.ownOrOfSchool(actor, id(uri))
                        .flatMap(own -> seen.isEmpty()
                                ? Uni.createFrom().item(false)
                                : reading.view(own).map(view -> seen.get().isLastOf(view))))
                .map(over -> {
                    if (over) {
                        return Response.noContent().build();
                    }
                    leaveAtTheEnd(exchange, streams.take(actor));
                    return null;
                });
    }

    private static void leaveAtTheEnd(RoutingContext exchange, OpenStreams.Place place) {
        exchange.addEndHandler(ended -> place.close());
        // whoever went away meanwhile ends no more
        if (exchange.response().closed()) {
            place.close();
        }
    }

    private static UUID id(UriInfo uri) {
        try {
            return UUID.fromString(uri.getPathParameters().getFirst("id"));
        } catch (IllegalArgumentException notOne) {
            throw new ProblemException(ProblemType.NOT_FOUND);
        }
    }
}
