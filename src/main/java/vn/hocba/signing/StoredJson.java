package vn.hocba.signing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.json.JsonArray;
import java.util.List;

/** What our own database has put together: the bounds of what people send are not its bounds. */
final class StoredJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private StoredJson() {}

    /** @throws IllegalStateException when it is no array */
    static JsonArray array(String text) {
        try {
            return new JsonArray(MAPPER.readValue(text, List.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not what the database was asked for", e);
        }
    }
}
