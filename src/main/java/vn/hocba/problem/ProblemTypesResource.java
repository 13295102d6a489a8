package vn.hocba.problem;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/** What stands behind the {@code type} of a problem; for people and for programs, without a token. */
@Path("/problems")
@PermitAll
@NonBlocking
@Tag(name = "Problems", description = "Every error that this API answers with")
public class ProblemTypesResource {

    /**
     * A type, explained.
     *
     * @param retryable whether the same request can succeed later unchanged
     */
    @Schema(name = "ProblemType")
    public record Documentation(String code, int status, boolean retryable, Text title, Text explanation) {

        static Documentation of(ProblemType type) {
            return new Documentation(type.code(), type.status(), type.retryable(), type.title(), type.explanation());
        }
    }

    @CheckedTemplate(basePath = "problems")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance types(List<Documentation> types);

        static native TemplateInstance type(Documentation type);
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "listProblemTypes", summary = "Every problem type")
    public List<Documentation> list() {
        return Arrays.stream(ProblemType.values()).map(Documentation::of).toList();
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public TemplateInstance page() {
        return Templates.types(list());
    }

    @GET
    @Path("{code}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "getProblemType", summary = "One problem type")
    public Documentation get(@RestPath String code) {
        return ProblemType.withCode(code)
                .map(Documentation::of)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND));
    }

    @GET
    @Path("{code}")
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public TemplateInstance page(@RestPath String code) {
        return Templates.type(get(code));
    }
}
