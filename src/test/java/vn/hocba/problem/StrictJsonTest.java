package vn.hocba.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StrictJsonTest {

    private enum Colour {
        RED
    }

    private record Row(int mark, @Nullable String note) {}

    private record Body(
            @Nullable String text,
            @Nullable Integer whole,
            @Nullable Double real,
            @Nullable Boolean flag,
            @Nullable LocalDate day,
            @Nullable Colour colour,
            @Nullable List<Row> rows,
            @Nullable Map<String, Row> byName) {}

    private static final ObjectMapper MAPPER = mapper();

    private static ObjectMapper mapper() {
        ObjectMapper mapper = new ObjectMapper().registerModule(new JavaTimeModule());
        new StrictJson().customize(mapper);
        return mapper;
    }

    private static ProblemException refused(String json) {
        Throwable failure = catchThrowable(() -> MAPPER.readValue(json, Body.class));
        assertThat(failure).as(json).isNotNull();
        return Failures.problem(failure);
    }

    private static void assertRefused(String json, ProblemType type, String pointer) {
        ProblemException problem = refused(json);
        assertThat(problem.type()).as(json).isEqualTo(type);
        assertThat(problem.errors()).extracting(FieldError::pointer).as(json).containsExactly(pointer);
    }

    @Test
    void readsWhatIsWrittenAsItShould() throws Exception {
        Body body = MAPPER.readValue("""
                {"text":"Lan","whole":7,"real":7,"flag":true,"day":"2026-05-25","colour":"RED","rows":[{"mark":1}]}""", Body.class);
        assertThat(body.day()).isEqualTo("2026-05-25");
        assertThat(body.rows()).containsExactly(new Row(1, null));
        assertThat(MAPPER.writeValueAsString(LocalDate.of(2026, 5, 25))).isEqualTo("\"2026-05-25\"");
    }

    @Test
    void convertsNoValueIntoAnotherType() {
        assertRefused("{\"text\":7}", ProblemType.WRONG_TYPE, "/text");
        assertRefused("{\"text\":true}", ProblemType.WRONG_TYPE, "/text");
        assertRefused("{\"whole\":\"7\"}", ProblemType.WRONG_TYPE, "/whole");
        assertRefused("{\"whole\":\"\"}", ProblemType.WRONG_TYPE, "/whole");
        assertRefused("{\"whole\":7.5}", ProblemType.WRONG_TYPE, "/whole");
        assertRefused("{\"whole\":99999999999}", ProblemType.WRONG_TYPE, "/whole");
        assertRefused("{\"real\":\"7\"}", ProblemType.WRONG_TYPE, "/real");
        assertRefused("{\"flag\":1}", ProblemType.WRONG_TYPE, "/flag");
        assertRefused("{\"flag\":\"true\"}", ProblemType.WRONG_TYPE, "/flag");
        assertRefused("{\"day\":\"25/05/2026\"}", ProblemType.WRONG_TYPE, "/day");
        assertRefused("{\"day\":20000}", ProblemType.WRONG_TYPE, "/day");
        assertRefused("{\"colour\":0}", ProblemType.WRONG_TYPE, "/colour");
        assertRefused("{\"colour\":\"\"}", ProblemType.WRONG_TYPE, "/colour");
        assertRefused("{\"rows\":[{\"mark\":1},{\"mark\":null}]}", ProblemType.WRONG_TYPE, "/rows/1/mark");
    }

    @Test
    void pointsIntoListsAndMapsByRfc6901() {
        assertRefused("{\"rows\":[{\"mark\":1},{\"mark\":2,\"marc\":2}]}", ProblemType.UNKNOWN_FIELD, "/rows/1/marc");
        assertRefused("{\"byName\":{\"a/b~c\":{\"mark\":\"x\"}}}", ProblemType.WRONG_TYPE, "/byName/a~1b~0c/mark");
    }

    @Test
    void refusesWhatIsNotOneDocument() {
        for (String json :
                List.of("", "{", "{}{}", "{\"text\":\"a\",\"text\":\"b\"}", "{'text':'a'}", "{\"text\":\"a\n\"}")) {
            assertThat(refused(json).type()).as(json).isEqualTo(ProblemType.MALFORMED_JSON);
        }
    }

    @Test
    void boundsDepthAndLength() {
        assertThat(catchThrowable(() -> MAPPER.readTree("[".repeat(40) + "]".repeat(40))))
                .isNotNull();
        assertThat(catchThrowable(() -> MAPPER.readTree("1".repeat(50)))).isNotNull();
        assertThat(catchThrowable(() -> MAPPER.readTree("\"" + "a".repeat(2 << 20) + "\"")))
                .isNotNull();
    }
}
