package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.vertx.core.json.JsonArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StoredJsonTest {

    /** Each with more than people may send for it. */
    @Test
    void readsTheItemsOfTheLargestRequest() {
        String name = "Nguyễn".repeat(100);
        String text = IntStream.range(0, 2_000)
                .mapToObj(position -> "[%d, \"%s\", null]".formatted(position, name))
                .collect(Collectors.joining(",", "[", "]"));

        var items = StoredJson.array(text);

        assertThat(items).hasSize(2_000);
        assertThat(items.getJsonArray(1_999))
                .isEqualTo(new JsonArray().add(1_999).add(name).addNull());
    }

    @Test
    void refusesWhatIsNoArray() {
        assertThatIllegalStateException().isThrownBy(() -> StoredJson.array("{}"));
    }
}
