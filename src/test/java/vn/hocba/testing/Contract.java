package vn.hocba.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The contract that the packaged code produces, operation by operation. */
public final class Contract {

    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final JsonNode document;

    private Contract(JsonNode document) {
        this.document = document;
    }

    /** As the build has stored it beside the jar. */
    public static Contract produced() {
        Path file = Path.of(SandboxProcess.property("hocba.api.jar"))
                .resolveSibling("")
                .resolveSibling(Path.of("openapi", "openapi.json"));
        try {
            return new Contract(ApiClient.JSON.readTree(file.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One operation.
     *
     * @param method upper case
     * @param path template with {@code {names}}
     */
    public record Operation(String id, String method, String path, JsonNode described) {

        public boolean takesId() {
            return path.contains("{");
        }

        public boolean isWrite() {
            return !method.equals("GET");
        }

        @Override
        public String toString() {
            return id + " (" + method + " " + path + ")";
        }
    }

    /** All operations below {@code /v1}, in the document's order. */
    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(entry -> {
                    if (METHODS.contains(entry.getKey()) && path.getKey().startsWith("/v1/")) {
                        operations.add(new Operation(
                                entry.getValue().path("operationId").asText(),
                                entry.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                entry.getValue()));
                    }
                }));
        return operations;
    }

    /** Media type of the request's body; empty if it takes none. */
    public static Optional<String> mediaType(Operation operation) {
        return operation.described().at("/requestBody/content").properties().stream()
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The example that a reader is shown for the body: the given one, or what the examples of its fields add up to. */
    public JsonNode exampleBody(Operation operation) {
        JsonNode media = operation.described().at("/requestBody/content/application~1json");
        if (media.has("example")) {
            return parsed(media.path("example"));
        }
        for (JsonNode named : media.path("examples")) {
            return parsed(named.path("value"));
        }
        return example(media.path("schema"));
    }

    /** Annotations carry examples as text. */
    private static JsonNode parsed(JsonNode value) {
        try {
            return value.isTextual() ? ApiClient.JSON.readTree(value.asText()) : value;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode example(JsonNode schema) {
        JsonNode resolved =
                schema.has("$ref") ? document.at(schema.path("$ref").asText().substring(1)) : schema;
        if (resolved.has("example")) {
            JsonNode given = resolved.path("example");
            return resolved.path("type").asText().equals("object") ? parsed(given) : given;
        }
        if (resolved.path("allOf").size() == 1) {
            return example(resolved.at("/allOf/0"));
        }
        if (resolved.has("enum")) {
            return resolved.at("/enum/0");
        }
        return switch (resolved.path("type").asText()) {
            case "object" -> {
                ObjectNode object = JSON.objectNode();
                resolved.path("properties")
                        .properties()
                        .forEach(property -> object.set(property.getKey(), example(property.getValue())));
                yield object;
            }
            case "array" -> {
                ArrayNode array = JSON.arrayNode();
                array.add(example(resolved.path("items")));
                yield array;
            }
            case "integer", "number" -> JSON.numberNode(1);
            case "boolean" -> JSON.booleanNode(true);
            default -> JSON.textNode("text");
        };
    }
}
