package vn.hocba.signing;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;
import vn.hocba.problem.Text;

/**
 * The way to a provider's consent page and back, for browsers: they carry no token, so what they come with is a secret itself. Not
 * part of the API's contract; a request tells its signer the whole address.
 */
@Path("/v1")
@PermitAll
public class ConsentPageResource {

    private static final Text GIVEN =
            new Text("Đã xác nhận ký. Bạn có thể đóng trang này.", "You have consented. You may close this page.");

    private final PageConsent pages;
    private final ReadRequest reading;
    private final ConsentFlow consenting;
    private final SigningConfiguration configuration;

    ConsentPageResource(
            PageConsent pages, ReadRequest reading, ConsentFlow consenting, SigningConfiguration configuration) {
        this.pages = pages;
        this.reading = reading;
        this.consenting = consenting;
        this.configuration = configuration;
    }

    @CheckedTemplate
    static final class Templates {
        private Templates() {}

        static native TemplateInstance page(Text message, boolean good);
    }

    @GET
    @Path("consent-pages/{ticket}")
    @Operation(hidden = true)
    public Uni<Response> open(@RestPath String ticket) {
        return pages.open(ticket)
                .map(page -> secret(Response.seeOther(page)).build())
                .onFailure(ProblemException.class)
                .recoverWithUni(failure -> told(failure));
    }

    /** Programs that only look whether an address is there must not use it up. */
    @HEAD
    @Path("consent-callbacks")
    @Operation(hidden = true)
    public Response look() {
        return Response.noContent().build();
    }

    @GET
    @Path("consent-callbacks")
    @Operation(hidden = true)
    public Uni<Response> back(
            @RestQuery @Nullable String state, @RestQuery @Nullable String code, @RestQuery @Nullable String error) {
        var answer = new PageAnswer(state == null ? "" : state, code, error);
        return pages.ofState(answer.state())
                .map(session -> reading.ofSession(session).flatMap(whole -> consented(whole, answer)))
                .orElseGet(() -> told(new ProblemException(ProblemType.NOT_FOUND)));
    }

    private Uni<Response> consented(WholeRequest whole, PageAnswer answer) {
        var request = whole.request().id;
        return Uni.createFrom()
                .deferred(() -> consenting.consent(
                        whole,
                        ConsentFactorsRequest.of(answer),
                        session -> Uni.createFrom().item(session)))
                .flatMap(session -> returned(request, "given").orElseGet(() -> told(200, GIVEN)))
                .onFailure(ProblemException.class)
                .recoverWithUni(failure -> failed(request, failure));
    }

    private Uni<Response> failed(UUID request, ProblemException problem) {
        var outcome = problem.type() == ProblemType.CONSENT_REFUSED ? "refused" : "failed";
        return returned(request, outcome).orElseGet(() -> told(problem));
    }

    /** To the front-end, if there is one; to no other address, whatever the browser came with. */
    private Optional<Uni<Response>> returned(UUID request, String outcome) {
        return configuration
                .consentPage()
                .returnTo()
                .map(frontEnd -> address(frontEnd, request, outcome))
                .map(address ->
                        Uni.createFrom().item(secret(Response.seeOther(address)).build()));
    }

    private static URI address(URI frontEnd, UUID request, String outcome) {
        return UriBuilder.fromUri(frontEnd)
                .queryParam("signingRequest", request)
                .queryParam("consent", outcome)
                .build();
    }

    private static Uni<Response> told(ProblemException problem) {
        return told(problem.type().status(), problem.messages());
    }

    private static Uni<Response> told(int status, Text message) {
        return Templates.page(message, status == 200)
                .createUni()
                .map(html -> secret(Response.status(status))
                        .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                        .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                        .entity(html)
                        .build());
    }

    /** The address that led here is a secret. */
    private static Response.ResponseBuilder secret(Response.ResponseBuilder response) {
        return response.header(HttpHeaders.CACHE_CONTROL, "no-store").header("Referrer-Policy", "no-referrer");
    }
}
