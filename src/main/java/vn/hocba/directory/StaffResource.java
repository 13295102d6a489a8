package vn.hocba.directory;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
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

/** {@code /v1/schools/{schoolId}/staff}. */
@Path("/v1/schools/{schoolId}/staff")
@Tag(name = "Schools")
public class StaffResource {

    private final CurrentActor current;
    private final SchoolScope scope;
    private final Directory directory;
    private final Records records;

    StaffResource(CurrentActor current, SchoolScope scope, Directory directory, Records records) {
        this.current = current;
        this.scope = scope;
        this.directory = directory;
        this.records = records;
    }

    @POST
    @Operation(operationId = "createStaffMember", summary = "Put a person on the roster (platform operator)")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = StaffMember.class)))
    public Uni<Response> create(@RestPath SchoolId schoolId, @NotNull @Valid Requests.NewStaff body) {
        return scope.create(
                schoolId,
                body,
                actor -> records.createStaff(actor, schoolId, body)
                        .map(staff -> Responses.created(staff, "v1", "schools", schoolId, "staff", staff.id())));
    }

    @GET
    @Operation(
            operationId = "listStaff",
            summary = "The school's staff",
            description = "Of colleagues, only leadership and administrators see the whole personal number.")
    public Uni<Page<StaffMember>> list(
            @RestPath SchoolId schoolId, @RestQuery @Nullable String cursor, @RestQuery @Nullable Integer limit) {
        Actor actor = current.get();
        PageRequest page = PageRequest.of(cursor, limit);
        return scope.read(schoolId, () -> records.staff(schoolId, page))
                .map(found ->
                        found.stream().map(member -> member.shownTo(actor)).toList())
                .map(found -> Page.of(page, found, staff -> staff.id().value()));
    }

    @GET
    @Path("{staffId}")
    @Operation(operationId = "getStaffMember", summary = "Read a staff member")
    public Uni<StaffMember> get(@RestPath SchoolId schoolId, @RestPath StaffId staffId) {
        Actor actor = current.get();
        return scope.read(schoolId, () -> directory.staff(schoolId, staffId))
                .map(found -> found.orElseThrow(Directory::notFound).shownTo(actor));
    }
}
