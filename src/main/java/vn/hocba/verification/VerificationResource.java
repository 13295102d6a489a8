package vn.hocba.verification;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import vn.hocba.access.CurrentActor;
import vn.hocba.document.TranscriptDocument;
import vn.hocba.document.UnreadableXmlException;
import vn.hocba.pki.TrustAnchors;
import vn.hocba.pki.client.RevocationClient;
import vn.hocba.pki.client.RevocationSettings;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;

/** {@code /v1/verifications}: the verdict on an uploaded file. Reads nothing that is stored, so any token will do. */
@Path("/v1/verifications")
@Tag(name = "Verification")
public class VerificationResource {

    private static final String DATE_TIME = "date-time";

    private final CurrentActor current;
    private final VerificationThreads threads;
    private final RevocationClient revocations;
    private final TrustAnchors anchors;
    private final Clock clock;

    VerificationResource(
            CurrentActor current,
            VerificationThreads threads,
            RevocationClient revocations,
            RevocationSettings settings,
            Clock clock) {
        this.current = current;
        this.threads = threads;
        this.revocations = revocations;
        this.anchors = settings.anchors().map(VerificationResource::read).orElseGet(() -> new TrustAnchors(Set.of()));
        this.clock = clock;
    }

    @POST
    @Consumes({MediaType.APPLICATION_XML, MediaType.TEXT_XML})
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "verifyTranscript",
            summary = "Verify a signed transcript",
            description =
                    "The verdict per signature in the words of ETSI EN 319 102-1. A file of another layout, or with a"
                            + " signature of a shape that is not verified here, is answered with the verdict UNSUPPORTED; XML that may"
                            + " not be read (malformed, with a DOCTYPE, not UTF-8) with a problem. At most 4 MB. Nothing is stored.")
    @RequestBody(
            required = true,
            description = "The XML file as it was issued, byte for byte",
            content = @Content(mediaType = "application/xml", schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(
            responseCode = "200",
            description = "The verdict; with report=full also what it rests on",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = VerificationResult.class)))
    public Uni<VerificationResult> verify(
            byte[] xml,
            @RestQuery
                    @Parameter(
                            description =
                                    "full: also tell references, algorithms, certificate paths, timestamps, revocation"
                                            + " data and policy",
                            schema =
                                    @Schema(
                                            enumeration = {"short", "full"},
                                            defaultValue = "short"))
                    @Nullable
                    String report,
            @RestQuery
                    @Parameter(
                            description = "The time for which to validate; now when it is left out",
                            schema = @Schema(type = SchemaType.STRING, format = DATE_TIME))
                    @Nullable
                    String at) {
        current.get();
        VerificationResult.Extent extent = extent(report);
        Instant time = at == null ? clock.instant() : time(at);
        return threads.run(() -> verify(xml, time, extent));
    }

    private VerificationResult verify(byte[] xml, Instant time, VerificationResult.Extent extent) {
        ValidationPolicy policy = new ValidationPolicy(anchors, revocations.source(), time);
        try {
            return VerificationResult.of(SignatureValidator.validate(xml, policy), policy, extent);
        } catch (UnsupportedShapeException e) {
            return VerificationResult.unsupported(String.valueOf(e.getMessage()), time);
        } catch (UnreadableXmlException e) {
            throw problem(e);
        }
    }

    private static VerificationResult.Extent extent(@Nullable String report) {
        return switch (report) {
            case null -> VerificationResult.Extent.SHORT;
            case "short" -> VerificationResult.Extent.SHORT;
            case "full" -> VerificationResult.Extent.FULL;
            default ->
                throw new ProblemException(
                        ProblemType.INVALID_PARAMETER,
                        "Tham số report phải là short hoặc full.",
                        "The parameter report must be short or full.");
        };
    }

    private static Instant time(String at) {
        try {
            return OffsetDateTime.parse(at).toInstant();
        } catch (DateTimeException e) {
            throw new ProblemException(
                            ProblemType.INVALID_PARAMETER,
                            "Tham số at phải là một thời điểm theo ISO 8601, ví dụ 2026-06-01T00:00:00Z.",
                            "The parameter at must be a time in ISO 8601, such as 2026-06-01T00:00:00Z.")
                    .causedBy(e);
        }
    }

    private static TrustAnchors read(java.nio.file.Path pem) {
        try {
            return TrustAnchors.ofPem(Files.readAllBytes(pem));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read hocba.trust.anchors", e);
        }
    }

    private static ProblemException problem(UnreadableXmlException e) {
        return switch (e.reason()) {
            case DOCTYPE -> new ProblemException(ProblemType.UNSAFE_XML).causedBy(e);
            case TOO_LARGE ->
                new ProblemException(
                        ProblemType.BODY_TOO_LARGE,
                        "Tệp lớn hơn " + (TranscriptDocument.MAX_BYTES >> 20) + " MB.",
                        "The file is larger than " + (TranscriptDocument.MAX_BYTES >> 20) + " MB.");
            case MALFORMED, ENCODING ->
                new ProblemException(
                                ProblemType.UNSUPPORTED_DOCUMENT,
                                "Tệp không phải là XML hợp lệ.",
                                "The file cannot be read as XML: " + e.getMessage() + ".")
                        .causedBy(e);
        };
    }
}
