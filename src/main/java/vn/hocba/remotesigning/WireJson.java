package vn.hocba.remotesigning;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vn.hocba.remotesigning.RemoteSigningFailure.MalformedAnswer;

/** The dialects' own JSON mapping: unlike the API's, it lets services say more than we read. */
public final class WireJson {

    private static final Set<JsonToken> NAMES = EnumSet.of(JsonToken.VALUE_STRING, JsonToken.VALUE_NUMBER_INT);

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL))
            // a parser's message must not quote an answer, which may hold a secret
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private WireJson() {}

    /** The bytes to send. */
    public static byte[] write(Object body) {
        try {
            return MAPPER.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not representable as JSON", e);
        }
    }

    /** The same as text, for JSON within JSON. */
    public static String text(Object body) {
        try {
            return MAPPER.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not representable as JSON", e);
        }
    }

    /** @throws MalformedAnswer if it is not one JSON object of that shape; without the parser's words, which quote values */
    public static <T> T read(String where, byte[] body, Class<T> type) {
        try {
            var value = MAPPER.readValue(body, type);
            if (value != null) {
                return value;
            }
        } catch (IOException e) {
            throw new MalformedAnswer(where + ": the answer is not the JSON that was expected ("
                    + e.getClass().getSimpleName() + ")");
        }
        throw new MalformedAnswer(where + ": the answer is empty");
    }

    /** As {@link #read}, for an answer that is an array. */
    public static <T> List<T> readList(String where, byte[] body, Class<T> type) {
        try {
            List<T> values = MAPPER.readValue(body, MAPPER.getTypeFactory().constructCollectionType(List.class, type));
            if (values != null) {
                return values;
            }
        } catch (IOException e) {
            throw new MalformedAnswer(where + ": the answer is not the JSON that was expected ("
                    + e.getClass().getSimpleName() + ")");
        }
        throw new MalformedAnswer(where + ": the answer is empty");
    }

    /** A text or whole number of an object, by the names that lead to it. Reads no further than that, so a beginning of JSON will do. */
    public static Optional<String> find(byte[] body, String... names) {
        try (var parser = MAPPER.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            int at = 0;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = names[at].equals(parser.currentName());
                var value = parser.nextToken();
                if (!wanted) {
                    parser.skipChildren();
                } else if (at == names.length - 1) {
                    return NAMES.contains(value) ? Optional.of(parser.getText()) : Optional.empty();
                } else if (value == JsonToken.START_OBJECT) {
                    at++;
                } else {
                    return Optional.empty();
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The error body of a refusal; services in trouble often send something else. */
    public static <T> Optional<T> readRefusal(byte[] body, Class<T> type) {
        try {
            return Optional.ofNullable(MAPPER.readValue(body, type));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
