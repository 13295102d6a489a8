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

/** {@code /v1/schools/{schoolId}/credential-bindings}. */
@Path("/v1/schools/{schoolId}/credential-bindings")
@Tag(name = "Schools")
public class BindingResource {

    private final CurrentActor current;
    private final SchoolScope scope;
    private final Records records;

    BindingResource(CurrentActor current, SchoolScope scope, Records records) {
        this.current = current;
        this.scope = scope;
        this.records = records;
    }

    @POST
    @Operation(
            operationId = "createCredentialBinding",
            summary = "Say whose credential is whose (platform operator); of several, the latest valid one counts")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = CredentialBinding.class)))
    public Uni<Response> create(@RestPath SchoolId schoolId, @NotNull @Valid Requests.NewBinding body) {
        return scope.create(
                schoolId,
                body,
                actor -> records.createBinding(actor, schoolId, body)
                        .map(made ->
                                Responses.created(made, "v1", "schools", schoolId, "credential-bindings", made.id())));
    }

    @GET
    @Operation(
            operationId = "listCredentialBindings",
            summary = "Whose credential is whose, past ones included",
            description =
                    "Where a credential's id holds a personal number, only leadership and administrators see that whole.")
    public Uni<Page<CredentialBinding>> list(
            @RestPath SchoolId schoolId, @RestQuery @Nullable String cursor, @RestQuery @Nullable Integer limit) {
        Actor actor = current.get();
        PageRequest page = PageRequest.of(cursor, limit);
        return scope.read(schoolId, () -> records.bindings(schoolId, page))
                .map(found ->
                        found.stream().map(binding -> binding.shownTo(actor)).toList())
                .map(found -> Page.of(page, found, binding -> binding.id().value()));
    }
}
