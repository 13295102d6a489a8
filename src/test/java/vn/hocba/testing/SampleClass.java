package vn.hocba.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** Complete transcripts of pupils that no other test has: the sample class, with codes of their own. */
public final class SampleClass {

    private static final String LIST = "/sandbox/school/class-4a.json";
    private static final AtomicInteger PUPILS = new AtomicInteger();

    private SampleClass() {}

    /** As an import takes them. */
    public static ArrayNode items(int count) {
        try (InputStream list = Objects.requireNonNull(SampleClass.class.getResourceAsStream(LIST), LIST)) {
            JsonNode sample = ApiClient.JSON.readTree(list).path("items");
            ArrayNode items = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < count; i++) {
                int number = PUPILS.incrementAndGet();
                ObjectNode item = sample.get(i % sample.size()).deepCopy();
                item.put("transcriptCode", "HB-%08d".formatted(number));
                ObjectNode pupil = (ObjectNode) item.path("pupil");
                pupil.put("pupilCode", "78%08d".formatted(number));
                pupil.put("personalNumber", "0793%08d".formatted(number));
                items.add(item);
            }
            return items;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
