package vn.hocba.directory;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import vn.hocba.access.Actor;
import vn.hocba.access.CurrentActor;
import vn.hocba.access.Role;
import vn.hocba.idempotency.Idempotency;

/** {@code /v1/schools}. */
@Path("/v1/schools")
@Tag(name = "Schools", description = "Schools, their classes and staff, and whose signing credential is whose")
public class SchoolResource {

    private final CurrentActor current;
    private final Directory directory;
    private final Records records;
    private final Idempotency idempotency;

    SchoolResource(CurrentActor current, Directory directory, Records records, Idempotency idempotency) {
        this.current = current;
        this.directory = directory;
        this.records = records;
        this.idempotency = idempotency;
    }

    @POST
    @Operation(operationId = "createSchool", summary = "Create a school (platform operator)")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = School.class)))
    public Uni<Response> create(@NotNull @Valid Requests.NewSchool body) {
        Actor actor = current.get();
        actor.require(Role.PLATFORM_OPERATOR);
        return idempotency.once(
                actor,
                body,
                () -> records.createSchool(actor, body.checked())
                        .map(school -> Responses.created(school, "v1", "schools", school.id())));
    }

    @GET
    @Operation(operationId = "listSchools", summary = "The own school; every school for the platform operator")
    public Uni<Page<School>> list(@RestQuery @Nullable String cursor, @RestQuery @Nullable Integer limit) {
        Actor actor = current.get();
        PageRequest page = PageRequest.of(cursor, limit);
        return actor.isPlatformOperator()
                ? records.schools(page)
                        .map(found -> Page.of(page, found, school -> school.id().value()))
                : directory
                        .schoolOf(actor)
                        .map(own -> new Page<>(own.map(List::of).orElse(List.of()), null));
    }

    @GET
    @Path("{schoolId}")
    @Operation(operationId = "getSchool", summary = "Read a school")
    public Uni<School> get(@RestPath SchoolId schoolId) {
        Actor actor = current.get();
        return directory.visibleSchool(actor, schoolId).invoke(() -> actor.require(Role.values()));
    }
}
