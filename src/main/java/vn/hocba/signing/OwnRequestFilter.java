package vn.hocba.signing;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import vn.hocba.access.CurrentActor;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;

/** A stream of events sends its headers before its first event: only before the method runs can it still be a 404. */
public class OwnRequestFilter {

    private final CurrentActor current;
    private final ReadRequest reading;

    OwnRequestFilter(CurrentActor current, ReadRequest reading) {
        this.current = current;
        this.reading = reading;
    }

    /**
     * Goes on with an own request only.
     *
     * @throws ProblemException {@link ProblemType#NOT_FOUND} through the {@code Uni} for any other
     */
    @OwnRequest
    @ServerRequestFilter
    public Uni<Void> requireOwn(UriInfo uri) {
        return reading.own(current.get(), id(uri)).replaceWithVoid();
    }

    private static UUID id(UriInfo uri) {
        try {
            return UUID.fromString(uri.getPathParameters().getFirst("id"));
        } catch (IllegalArgumentException notOne) {
            throw new ProblemException(ProblemType.NOT_FOUND);
        }
    }
}
