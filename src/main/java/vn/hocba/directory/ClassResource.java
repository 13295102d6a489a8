package vn.hocba.directory;

import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** {@code /v1/schools/{schoolId}/classes}. */
@Path("/v1/schools/{schoolId}/classes")
@Tag(name = "Schools")
public class ClassResource {

    private final SchoolScope scope;
    private final Directory directory;
    private final Records records;

    ClassResource(SchoolScope scope, Directory directory, Records records) {
        this.scope = scope;
        this.directory = directory;
        this.records = records;
    }

    @POST
    @Operation(operationId = "createClass", summary = "Create a class (platform operator)")
    @APIResponse(
            responseCode = "201",
            description = "Created; ETag for changes",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = SchoolClass.class)))
    public Uni<Response> create(@RestPath SchoolId schoolId, @NotNull @Valid Requests.ClassData body) {
        return scope.create(
                schoolId,
                body,
                actor -> records.createClass(actor, schoolId, body.checked())
                        .map(created -> Response.fromResponse(
                                        Responses.created(created, "v1", "schools", schoolId, "classes", created.id()))
                                .header(HttpHeaders.ETAG, EntityTags.of(created.version()))
                                .build()));
    }

    @GET
    @Operation(operationId = "listClasses", summary = "The school's classes")
    public Uni<Page<SchoolClass>> list(
            @RestPath SchoolId schoolId, @RestQuery @Nullable String cursor, @RestQuery @Nullable Integer limit) {
        PageRequest page = PageRequest.of(cursor, limit);
        return scope.read(schoolId, () -> records.classes(schoolId, page))
                .map(found -> Page.of(page, found, entry -> entry.id().value()));
    }

    @GET
    @Path("{classId}")
    @Operation(operationId = "getClass", summary = "Read a class")
    @APIResponse(
            responseCode = "200",
            description = "The class; ETag for changes",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = SchoolClass.class)))
    public Uni<Response> get(@RestPath SchoolId schoolId, @RestPath ClassId classId) {
        return scope.read(schoolId, () -> directory.schoolClass(schoolId, classId))
                .map(found -> withTag(found.orElseThrow(Directory::notFound)));
    }

    @PUT
    @Path("{classId}")
    @Operation(
            operationId = "replaceClass",
            summary = "Change a class, such as its homeroom teacher in mid-year (school administrator)",
            description = "`If-Match` names the version that was read. The school year cannot be changed.")
    @APIResponse(
            responseCode = "200",
            description = "Changed; new ETag",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = SchoolClass.class)))
    public Uni<Response> replace(
            @RestPath SchoolId schoolId,
            @RestPath ClassId classId,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid Requests.ClassData body) {
        return scope.administer(
                schoolId,
                body,
                actor -> records.replaceClass(
                                actor, schoolId, classId, EntityTags.expectedVersion(ifMatch), body.checked())
                        .map(ClassResource::withTag));
    }

    private static Response withTag(SchoolClass entry) {
        return Response.ok(entry)
                .header(HttpHeaders.ETAG, EntityTags.of(entry.version()))
                .build();
    }
}
