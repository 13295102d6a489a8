package vn.hocba.draft;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.quarkus.runtime.annotations.RegisterForReflection;
import vn.hocba.transcript.Transcript;
import vn.hocba.transcript.TranscriptContent;

/** How contents and revisions are kept in the database. A mapper of its own: what is stored must not follow the API's settings. */
@RegisterForReflection(
        targets = {TranscriptContent.class, Transcript.class},
        registerFullHierarchy = true)
final class ContentJson {
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private ContentJson() {}

    static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a value of the transcript must be writable", e);
        }
    }

    static <T> T read(String json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            // the message would quote what is stored
            throw new IllegalStateException("stored " + type.getSimpleName() + " is not readable");
        }
    }
}
