package vn.hocba.operations;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import io.quarkus.smallrye.openapi.OpenApiFilter.RunStage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.parameters.Parameter.In;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import vn.hocba.problem.ProblemType;

/** What holds for every operation, said once: the token, the idempotency key of writes, the form of every error. */
@OpenApiFilter(stages = RunStage.BUILD)
public class PublishedContract implements OASFilter {

    private static final String PROBLEM = "Problem";
    private static final String TOKEN = "accessToken";
    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";
    private static final Set<HttpMethod> WRITES =
            Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

    /** Change nothing, so that repeating them needs no key; POST for the sake of their body. */
    private static final Set<String> READS_BY_POST = Set.of("/v1/verifications", "/v1/signing-requests/preflight");

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        document.getComponents()
                .addSecurityScheme(
                        TOKEN,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("JWT")
                                .description("Access token of the configured OpenID Connect issuer."))
                .addParameter(IDEMPOTENCY_KEY, idempotencyKey())
                .addResponse(PROBLEM, problemResponse());
        nameProblemCodes(document);
        if (document.getPaths() == null) {
            return;
        }
        Map<String, Object> examples = examples();
        document.getPaths().getPathItems().forEach((path, item) -> {
            item.getOperations().forEach((method, operation) -> {
                complete(path, method, operation);
                showExample(operation, examples);
            });
        });
    }

    /** Bodies for operations that declare none themselves, by operation; a test sends each of them. */
    private static Map<String, Object> examples() {
        try (InputStream bodies = PublishedContract.class.getResourceAsStream("examples.json")) {
            return new ObjectMapper().readValue(bodies, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void showExample(Operation operation, Map<String, Object> examples) {
        Object example = examples.get(operation.getOperationId());
        if (example != null) {
            operation
                    .getRequestBody()
                    .getContent()
                    .getMediaTypes()
                    .values()
                    .forEach(media -> media.setExample(example));
        }
    }

    private static void complete(String path, HttpMethod method, Operation operation) {
        if (operation.getResponses() == null) {
            operation.setResponses(OASFactory.createAPIResponses());
        }
        operation
                .getResponses()
                .setDefaultValue(OASFactory.createAPIResponse().ref("#/components/responses/" + PROBLEM));
        if (!path.startsWith("/v1/")) {
            return;
        }
        operation.setSecurity(List.of(OASFactory.createSecurityRequirement().addScheme(TOKEN)));
        if (isWrite(method, path) && !declaresIdempotencyKey(operation)) {
            operation.addParameter(OASFactory.createParameter().ref("#/components/parameters/" + IDEMPOTENCY_KEY));
        }
    }

    private static boolean isWrite(HttpMethod method, String path) {
        return WRITES.contains(method) && !READS_BY_POST.contains(path);
    }

    private static boolean declaresIdempotencyKey(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(known -> IDEMPOTENCY_KEY.equals(known.getName()));
    }

    private static Parameter idempotencyKey() {
        return OASFactory.createParameter()
                .name(IDEMPOTENCY_KEY)
                .in(In.HEADER)
                .required(false)
                .description("Makes repeating the request safe: a repetition gets the first response, marked"
                        + " Idempotency-Replayed: true. Use a new value for every new request.")
                .schema(text().minLength(1).maxLength(255))
                .example("0199f3a0-5d1c-7c3e-9a55-3f2b8c1d4e6f");
    }

    private static APIResponse problemResponse() {
        return OASFactory.createAPIResponse()
                .description("Every error, as a problem document (RFC 9457).")
                .content(OASFactory.createContent()
                        .addMediaType(
                                "application/problem+json",
                                OASFactory.createMediaType().schema(ref(PROBLEM))));
    }

    /** The catalogue as the values of the problem's code, which the record cannot say of itself. */
    private static void nameProblemCodes(OpenAPI document) {
        Schema code = Optional.ofNullable(document.getComponents().getSchemas())
                .map(schemas -> schemas.get(PROBLEM))
                .map(Schema::getProperties)
                .map(properties -> properties.get("code"))
                .orElseThrow(() -> new IllegalStateException("the contract has no code of a " + PROBLEM));
        code.setEnumeration(Arrays.stream(ProblemType.values())
                .map(ProblemType::code)
                .sorted()
                .map(Object.class::cast)
                .toList());
    }

    private static Schema text() {
        return OASFactory.createSchema().type(List.of(SchemaType.STRING));
    }

    private static Schema ref(String name) {
        return OASFactory.createSchema().ref("#/components/schemas/" + name);
    }
}
