package vn.hocba.draft;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import vn.hocba.directory.ClassId;
import vn.hocba.problem.FieldError;
import vn.hocba.problem.JsonProblems;
import vn.hocba.problem.ProblemException;
import vn.hocba.problem.ProblemType;
import vn.hocba.transcript.InvalidValueException;
import vn.hocba.transcript.TranscriptContent;
import vn.hocba.workers.Workers;

/**
 * Reads transcripts out of request bodies with the API's strict mapper. Not left to the framework, since of an import the good items
 * are kept and each bad one is reported, and since a value that can never be right is explained in the content's own words.
 * Large bodies are read on a worker; every {@code Uni} fails with a {@link ProblemException}.
 */
@Singleton
class Bodies {
    /** Characters of one transcript's JSON; a full one of grade 5 has about ten thousand. */
    static final int MOST_CHARACTERS = 256 << 10;

    private final ObjectReader trees;
    private final ObjectMapper json;
    private final Workers workers;

    Bodies(ObjectMapper json, Workers workers) {
        this.json = unbounded(json);
        this.workers = workers;
        this.trees = this.json.readerFor(JsonNode.class).with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    /** An import may be as long as any body; short is only what the framework reads, on an event loop. */
    private static ObjectMapper unbounded(ObjectMapper json) {
        JsonFactory factory = json.getFactory().copy();
        factory.setStreamReadConstraints(factory.streamReadConstraints()
                .rebuild()
                .maxDocumentLength(StreamReadConstraints.DEFAULT_MAX_DOC_LEN)
                .build());
        return json.copyWith(factory);
    }

    /** A new transcript: its class beside the fields of its content. */
    record Created(ClassId classId, TranscriptContent content) {}

    /** One item of an import. */
    sealed interface Item {
        record Read(TranscriptContent content) implements Item {}

        record Refused(ProblemException problem) implements Item {}
    }

    Uni<Created> created(byte[] body) {
        return workers.computeOver(body.length, () -> readCreated(body));
    }

    Uni<TranscriptContent> content(byte[] body) {
        return workers.computeOver(body.length, () -> content(object(body), ""));
    }

    /** The items of an import, at most {@code most}; a list that is no list or too long fails as a whole. */
    Uni<List<Item>> items(byte[] body, int most) {
        return workers.computeOver(body.length, () -> readItems(body, most));
    }

    private Created readCreated(byte[] body) {
        ObjectNode fields = object(body);
        JsonNode classId = fields.remove("classId");
        if (classId == null || classId.isNull()) {
            throw new ProblemException(
                    ProblemType.VALIDATION_FAILED,
                    List.of(FieldError.at("/classId", "required", "Thiếu lớp của học bạ.", "Missing class.")));
        }
        return new Created(bound(classId, ClassId.class, "/classId"), content(fields, ""));
    }

    private List<Item> readItems(byte[] body, int most) {
        ObjectNode fields = object(body);
        JsonNode list = fields.remove("items");
        if (!fields.isEmpty()) {
            String unknown = fields.fieldNames().next();
            throw new ProblemException(ProblemType.UNKNOWN_FIELD)
                    .withErrors(List.of(FieldError.at(
                            JsonPointer.empty().appendProperty(unknown).toString(),
                            "unknown-field",
                            "Nội dung chỉ gồm danh sách “items”.",
                            "The body has the list “items” and nothing else.")));
        }
        if (list == null || !list.isArray()) {
            throw wrongType("/items", "Cần danh sách học bạ “items”.", "A list “items” of transcripts is needed.");
        }
        if (list.isEmpty() || list.size() > most) {
            throw new ProblemException(
                    ProblemType.VALIDATION_FAILED,
                    List.of(FieldError.at(
                            "/items",
                            "wrong-size",
                            "Mỗi lần nhập từ 1 đến " + most + " học bạ.",
                            "One import takes 1 to " + most + " transcripts.")));
        }
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            items.add(item(list.get(i), "/items/" + i));
        }
        return items;
    }

    private Item item(JsonNode node, String pointer) {
        try {
            if (node instanceof ObjectNode fields) {
                return new Item.Read(content(fields, pointer));
            }
            return new Item.Refused(
                    wrongType(pointer, "Mỗi học bạ là một đối tượng JSON.", "Each transcript is a JSON object."));
        } catch (ProblemException problem) {
            return new Item.Refused(problem);
        }
    }

    private TranscriptContent content(ObjectNode fields, String pointer) {
        if (fields.toString().length() > MOST_CHARACTERS) {
            throw new ProblemException(
                    ProblemType.BODY_TOO_LARGE,
                    "Một học bạ có quá nhiều nội dung.",
                    "One transcript has too much content.");
        }
        if (!fields.has("disabilityNotAssessed")) {
            fields.put("disabilityNotAssessed", false);
        }
        return bound(fields, TranscriptContent.class, pointer);
    }

    private <T> T bound(JsonNode node, Class<T> type, String pointer) {
        try {
            return json.treeToValue(node, type);
        } catch (JsonProcessingException e) {
            throw problem(e, pointer);
        }
    }

    private static ProblemException problem(JsonProcessingException failure, String pointer) {
        if (failure instanceof JsonMappingException mapping
                && mapping.getCause() instanceof InvalidValueException invalid) {
            return new ProblemException(
                    ProblemType.VALIDATION_FAILED,
                    List.of(FieldError.at(
                            pointer + JsonProblems.pointer(mapping) + "/" + invalid.property(),
                            "invalid-value",
                            invalid.vietnamese(),
                            invalid.english())));
        }
        return JsonProblems.of(failure, pointer);
    }

    private ObjectNode object(byte[] body) {
        JsonNode tree;
        try {
            tree = trees.readTree(body);
        } catch (JsonProcessingException e) {
            throw JsonProblems.of(e, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (tree instanceof ObjectNode fields) {
            return fields;
        }
        throw tree == null || tree.isMissingNode()
                ? new ProblemException(ProblemType.MALFORMED_JSON)
                : wrongType("", "Cần một đối tượng JSON.", "A JSON object is needed.");
    }

    private static ProblemException wrongType(String pointer, String vi, String en) {
        return new ProblemException(ProblemType.WRONG_TYPE)
                .withErrors(List.of(FieldError.at(pointer, "wrong-type", vi, en)));
    }
}
