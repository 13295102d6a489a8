package vn.hocba.signing;

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

    private static final String FOUND = WholeRequest.class.getName();

    private final CurrentActor current;
    private final ReadRequest reading;
    private final SigningRequestViews views;
    private final OpenStreams streams;
    private final CurrentVertxRequest request;

    OwnRequestFilter(
            CurrentActor current,
            ReadRequest reading,
            SigningRequestViews views,
            OpenStreams streams,
            CurrentVertxRequest request) {
        this.current = current;
        this.reading = reading;
        this.views = views;
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
        return reading.ownOrOfSchool(actor, id(uri)).map(whole -> {
            if (seen.filter(event -> event.isLastOf(views.of(whole))).isPresent()) {
                return Response.noContent().build();
            }
            exchange.put(FOUND, whole);
            leaveAtTheEnd(exchange, streams.take(actor));
            return null;
        });
    }

    /** The request that was found for this exchange: its stream begins with it. */
    static WholeRequest found(RoutingContext exchange) {
        return exchange.get(FOUND);
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
