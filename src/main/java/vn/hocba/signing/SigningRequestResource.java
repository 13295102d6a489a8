package vn.hocba.signing;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import vn.hocba.access.CurrentActor;
import vn.hocba.directory.Page;
import vn.hocba.directory.PageRequest;

/**
 * {@code /v1/signing-requests}: a signer opens a request for the own slot, consents, watches, resumes or cancels.
 * Everything after the consent is done by the {@link Dispatcher}.
 */
@Path("/v1/signing-requests")
@Tag(name = "Signing")
public class SigningRequestResource {

    private static final UUID FIRST_PAGE = new UUID(0, 0);

    private final CurrentActor current;
    private final Signatories signatories;
    private final OpenSigningRequest opening;
    private final ConsentFlow consenting;
    private final ResumeRequest resuming;
    private final CancelRequest cancelling;
    private final ReadRequest reading;
    private final ProgressStream progress;
    private final RepeatableWrite write;
    private final ViewBodies bodies;
    private final CurrentVertxRequest exchange;

    SigningRequestResource(
            CurrentActor current,
            Signatories signatories,
            OpenSigningRequest opening,
            ConsentFlow consenting,
            ResumeRequest resuming,
            CancelRequest cancelling,
            ReadRequest reading,
            ProgressStream progress,
            RepeatableWrite write,
            ViewBodies bodies,
            CurrentVertxRequest exchange) {
        this.current = current;
        this.signatories = signatories;
        this.opening = opening;
        this.consenting = consenting;
        this.resuming = resuming;
        this.cancelling = cancelling;
        this.reading = reading;
        this.progress = progress;
        this.write = write;
        this.bodies = bodies;
        this.exchange = exchange;
    }

    @POST
    @Operation(
            operationId = "openSigningRequest",
            summary = "Open a request to sign the own slot of a class or of a list of transcripts",
            description = "Checks signer, transcripts, credential and certificate, and prepares every signature; then"
                    + " either all transcripts are held by the request, or none. With consent mode PHONE the signing"
                    + " service asks the signer next; with FACTORS send PIN or OTP to POST …/consent; with PAGE send the"
                    + " signer's browser to consent.page.address, from which it comes back by itself.")
    @APIResponse(
            responseCode = "202",
            description = "Opened: how to consent, and the verification code to compare with the phone",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = SigningRequestView.class)))
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = OpenRequest.class),
                            examples = @ExampleObject(name = "a class", value = """
                                                    {"slot": "HOMEROOM_TEACHER",
                                                     "classId": "0197b0f0-7c3a-7c1e-9d4b-2f6a8e5d1c00",
                                                     "description": "Ký học bạ lớp 4A năm học 2025-2026"}""")))
    public Uni<Response> open(@NotNull @Valid OpenRequest body) {
        var actor = current.get();
        return write.inTwoSteps(
                actor,
                body,
                () -> signatories.require(actor, body.slot()).flatMap(signer -> opening.draft(signer, body)),
                draft -> opening.store(draft).flatMap(this::accepted));
    }

    @GET
    @Operation(operationId = "listSigningRequests", summary = "The own requests, latest first, without their items")
    public Uni<Page<SigningRequestView>> list(@RestQuery @Nullable String cursor, @RestQuery @Nullable Integer limit) {
        var page = PageRequest.of(cursor, limit);
        var before = page.after().equals(FIRST_PAGE) ? null : page.after();
        return reading.list(current.get(), before, page.fetch())
                .map(found -> Page.of(page, found, SigningRequestView::id));
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getSigningRequest", summary = "A request with the state of each item")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = SigningRequestView.class)))
    public Uni<Response> get(@RestPath UUID id) {
        return reading.view(current.get(), id).flatMap(this::ok);
    }

    @POST
    @Path("{id}/challenge")
    @Operation(
            operationId = "sendChallenge",
            summary = "Have the signing service send a one-time password to the signer")
    @APIResponse(responseCode = "204", description = "The signing service has sent it")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = ChallengeRequest.class),
                            examples = @ExampleObject(name = "OTP", value = "{\"factor\": \"OTP\"}")))
    public Uni<Response> challenge(@RestPath UUID id, @NotNull @Valid ChallengeRequest body) {
        var actor = current.get();
        return write.inTwoSteps(
                actor,
                body,
                () -> reading.own(actor, id).flatMap(whole -> consenting.challenge(whole, body.factor())),
                sent -> consenting
                        .store(sent)
                        .replaceWith(() -> Response.noContent().build()));
    }

    @POST
    @Path("{id}/consent")
    @Operation(
            operationId = "giveConsent",
            summary = "Consent by PIN, OTP or both, or with what the signing service's page sent back",
            description = "Passed through to the signing service; neither stored nor logged. A request whose"
                    + " credential limits the signatures per consent asks again for each of its sessions. With consent"
                    + " mode PAGE this is for front-ends to whose own address that page sends the browser back; they hand"
                    + " over its parameters unchanged, as page.")
    @APIResponse(
            responseCode = "200",
            description = "Consented: signatures are being made; or the signing service asks on the phone as well",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = SigningRequestView.class)))
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = ConsentFactorsRequest.class),
                            examples =
                                    @ExampleObject(
                                            name = "PIN and OTP",
                                            value = "{\"pin\": \"246810\", \"otp\": \"135790\"}")))
    public Uni<Response> consent(@RestPath UUID id, @NotNull @Valid ConsentFactorsRequest body) {
        var actor = current.get();
        return write.around(
                actor,
                body,
                saved -> reading.own(actor, id)
                        .flatMap(whole -> consenting.consent(
                                whole,
                                body,
                                session -> reading.viewAnew(whole.key())
                                        .flatMap(this::ok)
                                        .flatMap(saved))));
    }

    @POST
    @Path("{id}/resume")
    @Operation(
            operationId = "resumeSigningRequest",
            summary = "Go on with what is not signed",
            description = "Whether this asks for a new consent is said beforehand by resume.needsConsent.")
    @APIResponse(
            responseCode = "202",
            description = "Going on",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = SigningRequestView.class)))
    public Uni<Response> resume(@RestPath UUID id) {
        var actor = current.get();
        return write.inTwoSteps(
                actor,
                null,
                () -> reading.own(actor, id).flatMap(whole -> resuming.plan(actor, whole)),
                plan -> resuming.store(plan).flatMap(this::accepted));
    }

    @POST
    @Path("{id}/cancel")
    @Operation(
            operationId = "cancelSigningRequest",
            summary = "Give the request up; what is signed stays signed, what is not is free again",
            description =
                    "The signer's right; and an administrator's for any request of the school, when the signer is gone")
    @APIResponse(
            responseCode = "200",
            description = "Cancelled",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = SigningRequestView.class)))
    public Uni<Response> cancel(@RestPath UUID id) {
        var actor = current.get();
        return write.once(actor, null, () -> cancelling.cancel(actor, id).flatMap(this::ok));
    }

    @GET
    @Path("{id}/events")
    @OwnRequest
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            operationId = "watchSigningRequest",
            summary = "The request as it changes, as server-sent events",
            description = "Begins with the request as it is; each event “request” carries all of it, and its version"
                    + " as id. Ends when nothing moves any more (COMPLETED, CANCELLED or STOPPED), and when the token"
                    + " expires. 429 when the account has too many streams open. After a broken connection send the last"
                    + " id as Last-Event-ID: the stream goes on with what changed since, as one event, and without the"
                    + " one that you have.")
    @APIResponse(
            responseCode = "200",
            description = "Events of type “request”; comments keep the connection alive",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(implementation = SigningRequestView.class)))
    @APIResponse(
            responseCode = "204",
            description = "Last-Event-ID is that of the last event: nothing moves any more, do not reconnect")
    public Multi<OutboundSseEvent> events(
            @RestPath UUID id,
            @RestHeader(LastEvent.HEADER)
                    @Parameter(
                            description = "Id of the event that was received last; browsers send it by themselves",
                            schema = @Schema(type = SchemaType.STRING))
                    @Nullable
                    String lastEventId,
            @Context Sse sse) {
        return progress.of(
                        OwnRequestFilter.found(exchange.getCurrent()),
                        LastEvent.of(lastEventId),
                        current.tokenExpires())
                .onItem()
                .transformToUniAndConcatenate(step -> event(step, sse));
    }

    private Uni<OutboundSseEvent> event(ProgressStream.Progress step, Sse sse) {
        var view = step.view();
        return view == null
                ? Uni.createFrom().item(sse.newEventBuilder().comment("waiting").build())
                : bodies.of(view)
                        .map(json -> sse.newEventBuilder()
                                .name("request")
                                .id(Long.toString(view.version()))
                                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                                .data(String.class, json)
                                .build());
    }

    private Uni<Response> ok(SigningRequestView view) {
        return bodies.of(view)
                .map(json -> Response.ok(json, MediaType.APPLICATION_JSON_TYPE).build());
    }

    private Uni<Response> accepted(SigningRequestView view) {
        return bodies.of(view)
                .map(json -> Response.accepted(json)
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .header(HttpHeaders.LOCATION, URI.create("/v1/signing-requests/" + view.id()))
                        .build());
    }
}
