package vn.hocba.events;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import vn.hocba.access.Role;
import vn.hocba.directory.Page;
import vn.hocba.directory.PageRequest;
import vn.hocba.directory.SchoolId;
import vn.hocba.directory.SchoolScope;

/** {@code /v1/schools/{schoolId}/webhooks}: who is told of what happens at a school. */
@Path("/v1/schools/{schoolId}/webhooks")
@Tag(name = "Webhooks")
public class WebhookResource {

    private static final UUID FIRST_PAGE = new UUID(0, 0);
    private static final UUID LATEST = new UUID(-1, -1);

    private final SchoolScope scope;
    private final Webhooks webhooks;
    private final WebhookStore store;
    private final DeliveryStore deliveries;
    private final WebhooksConfiguration configuration;

    WebhookResource(
            SchoolScope scope,
            Webhooks webhooks,
            WebhookStore store,
            DeliveryStore deliveries,
            WebhooksConfiguration configuration) {
        this.scope = scope;
        this.webhooks = webhooks;
        this.store = store;
        this.deliveries = deliveries;
        this.configuration = configuration;
    }

    @POST
    @Operation(
            operationId = "createWebhook",
            summary = "Register an address that is told of the school's events (school administrator, at most 5)",
            description = "Each event is sent by POST as {\"type\", \"timestamp\", \"schoolId\", \"data\"}: ids and"
                    + " states, no personal data; ask the API for the rest. Signed as Standard Webhooks 1.0.0: headers"
                    + " webhook-id, webhook-timestamp and webhook-signature = \"v1,\" + base64(HMAC-SHA-256(key,"
                    + " id.timestamp.body)), the key being the base64 after whsec_. Answer 2xx within 10 seconds."
                    + " Anything else is tried again, 8 times within a day. An event comes at least once, in no"
                    + " certain order: its webhook-id is the same each time. Only public addresses on port 443 or 8443"
                    + " are called, by https, and redirects are not followed.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = NewWebhook.class),
                            examples = @ExampleObject(name = "issued and returned transcripts", value = """
                                                    {"url": "https://school.example.vn/hocba",
                                                     "description": "Phần mềm quản lý trường",
                                                     "events": ["transcript.issued", "transcript.returned"]}""")))
    @APIResponse(
            responseCode = "201",
            description = "Registered, with the secret: it is shown this once",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = WebhookWithSecret.class)))
    public Uni<Response> create(@RestPath SchoolId schoolId, @NotNull @Valid NewWebhook body) {
        return scope.write(
                schoolId,
                body,
                actor -> webhooks.register(actor, schoolId, body)
                        .map(made -> Response.created(URI.create("/v1/schools/" + schoolId + "/webhooks/"
                                        + made.webhook().id()))
                                .entity(made)
                                .build()),
                Role.SCHOOL_ADMINISTRATOR);
    }

    @GET
    @Operation(operationId = "listWebhooks", summary = "The school's webhooks (school administrator)")
    public Uni<List<Webhook>> list(@RestPath SchoolId schoolId) {
        return scope.read(
                schoolId, () -> Panache.withSession(() -> store.ofSchool(schoolId)), Role.SCHOOL_ADMINISTRATOR);
    }

    @GET
    @Path("{webhookId}")
    @Operation(operationId = "getWebhook", summary = "A webhook, and whether it fails (school administrator)")
    public Uni<Webhook> get(@RestPath SchoolId schoolId, @RestPath WebhookId webhookId) {
        return scope.read(schoolId, () -> existing(schoolId, webhookId), Role.SCHOOL_ADMINISTRATOR);
    }

    @DELETE
    @Path("{webhookId}")
    @Operation(
            operationId = "deleteWebhook",
            summary = "Tell it nothing any more (school administrator); its deliveries are forgotten")
    @APIResponse(responseCode = "204", description = "Deleted")
    public Uni<Response> delete(@RestPath SchoolId schoolId, @RestPath WebhookId webhookId) {
        return scope.write(
                schoolId,
                null,
                actor -> webhooks.delete(actor, schoolId, webhookId)
                        .replaceWith(() -> Response.noContent().build()),
                Role.SCHOOL_ADMINISTRATOR);
    }

    @POST
    @Path("{webhookId}/secret")
    @Operation(
            operationId = "rotateWebhookSecret",
            summary = "Give it a new secret (school administrator)",
            description =
                    "For 24 hours the secret before signs as well: webhook-signature holds both, with a space between.")
    @APIResponse(
            responseCode = "200",
            description = "The new secret: it is shown this once",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = WebhookWithSecret.class)))
    public Uni<Response> rotate(@RestPath SchoolId schoolId, @RestPath WebhookId webhookId) {
        return scope.write(
                schoolId,
                null,
                actor -> webhooks.rotate(actor, schoolId, webhookId)
                        .map(rotated -> Response.ok(rotated).build()),
                Role.SCHOOL_ADMINISTRATOR);
    }

    @GET
    @Path("{webhookId}/deliveries")
    @Operation(
            operationId = "listWebhookDeliveries",
            summary = "What it was sent and is to be sent, latest first (school administrator)",
            description = "Of the last 30 days.")
    public Uni<Page<Delivery>> deliveries(
            @RestPath SchoolId schoolId,
            @RestPath WebhookId webhookId,
            @RestQuery @Nullable String cursor,
            @RestQuery @Nullable Integer limit) {
        PageRequest page = PageRequest.of(cursor, limit);
        UUID before = page.after().equals(FIRST_PAGE) ? LATEST : page.after();
        return scope.read(
                schoolId,
                () -> existing(schoolId, webhookId)
                        .chain(() ->
                                Panache.withSession(() -> deliveries.list(schoolId, webhookId, before, page.fetch())))
                        .map(found -> Page.of(page, found, Delivery::id)),
                Role.SCHOOL_ADMINISTRATOR);
    }

    @POST
    @Path("{webhookId}/deliveries/{deliveryId}/resend")
    @Operation(
            operationId = "resendWebhookDelivery",
            summary = "Send an event again, whatever became of it (school administrator)",
            description = "Under the same webhook-id, with as many attempts as the first time.")
    @APIResponse(
            responseCode = "202",
            description = "It is sent next",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Delivery.class)))
    public Uni<Response> resend(@RestPath SchoolId schoolId, @RestPath WebhookId webhookId, @RestPath UUID deliveryId) {
        return scope.write(
                schoolId,
                null,
                actor -> deliveries
                        .sendAgain(schoolId, webhookId, deliveryId, configuration.giveUp())
                        .map(found -> Response.accepted(found.orElseThrow(Webhooks::notFound))
                                .build()),
                Role.SCHOOL_ADMINISTRATOR);
    }

    private Uni<Webhook> existing(SchoolId schoolId, WebhookId webhookId) {
        return Panache.withSession(() -> store.find(schoolId, webhookId))
                .map(found -> found.orElseThrow(Webhooks::notFound));
    }
}
