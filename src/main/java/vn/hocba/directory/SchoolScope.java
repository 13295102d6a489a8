package vn.hocba.directory;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.hocba.access.Actor;
import vn.hocba.access.CurrentActor;
import vn.hocba.access.Role;
import vn.hocba.idempotency.Idempotency;

/**
 * The order of checks for everything below one school: first whether the actor may see the school (404 for a foreign
 * one, whatever the role), then whether the role allows the act (403).
 */
@ApplicationScoped
public class SchoolScope {

    private final CurrentActor current;
    private final Directory directory;
    private final Idempotency idempotency;

    SchoolScope(CurrentActor current, Directory directory, Idempotency idempotency) {
        this.current = current;
        this.directory = directory;
        this.idempotency = idempotency;
    }

    <T> Uni<T> read(SchoolId school, Supplier<Uni<T>> query) {
        return read(school, query, Role.values());
    }

    /** Reads for those who see the school and have one of the roles. */
    public <T> Uni<T> read(SchoolId school, Supplier<Uni<T>> query, Role... roles) {
        Actor actor = current.get();
        return directory
                .visibleSchool(actor, school)
                .invoke(() -> actor.require(roles))
                .chain(query::get);
    }

    Uni<Response> create(SchoolId school, Object body, Function<Actor, Uni<Response>> effect) {
        return write(school, body, effect, Role.PLATFORM_OPERATOR);
    }

    Uni<Response> administer(SchoolId school, Object body, Function<Actor, Uni<Response>> effect) {
        return write(school, body, effect, Role.PLATFORM_OPERATOR, Role.SCHOOL_ADMINISTRATOR);
    }

    /**
     * Writes once per idempotency key, in one transaction, for those who see the school and have one of the roles.
     *
     * @param body the request's, or null
     */
    public Uni<Response> write(
            SchoolId school, @Nullable Object body, Function<Actor, Uni<Response>> effect, Role... roles) {
        Actor actor = current.get();
        return idempotency.once(
                actor,
                body,
                () -> directory
                        .visibleSchool(actor, school)
                        .invoke(() -> actor.require(roles))
                        .chain(() -> effect.apply(actor)));
    }
}
