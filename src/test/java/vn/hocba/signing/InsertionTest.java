package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InsertionTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] putIn(byte[] base, Insertion insertion) {
        var grown = Arrays.copyOf(base, base.length + insertion.bytes().length);
        System.arraycopy(insertion.bytes(), 0, grown, insertion.at(), insertion.bytes().length);
        System.arraycopy(
                base, insertion.at(), grown, insertion.at() + insertion.bytes().length, base.length - insertion.at());
        return grown;
    }

    @Test
    void isWhatStandsInTheOneAndNotInTheOther() {
        var insertion =
                Insertion.of(bytes("<a><b/></a>"), bytes("<a><b/><s>9</s></a>")).orElseThrow();

        assertThat(new String(insertion.bytes(), StandardCharsets.UTF_8)).isEqualTo("s>9</s><");
        assertThat(insertion.at()).isEqualTo("<a><b/><".length());
    }

    @Test
    void isEmptyBetweenEqualDocuments() {
        assertThat(Insertion.of(bytes("<a/>"), bytes("<a/>")))
                .hasValueSatisfying(insertion -> assertThat(insertion.bytes()).isEmpty());
    }

    @Test
    void isNoneWhereMoreThanOnePlaceDiffersOrSomethingIsGone() {
        assertThat(Insertion.of(bytes("<a><b/></a>"), bytes("<a>1<b/>2</a>"))).isEmpty();
        assertThat(Insertion.of(bytes("<a><b/></a>"), bytes("<a><c/></a>"))).isEmpty();
        assertThat(Insertion.of(bytes("<a><b/></a>"), bytes("<a></a>"))).isEmpty();
    }

    @Test
    void givesBackTheDocumentWhereverItStands() {
        var random = new Random(20260525);
        for (int round = 0; round < 2000; round++) {
            // few letters, so that what is put in looks like its surroundings
            var base = random.ints(random.nextInt(40), 'a', 'c')
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            int at = random.nextInt(base.length() + 1);
            var grown = bytes(base.substring(0, at) + "ab".repeat(random.nextInt(5)) + base.substring(at));

            var insertion = Insertion.of(bytes(base), grown).orElseThrow();

            assertThat(putIn(bytes(base), insertion)).isEqualTo(grown);
            assertThat(new Insertion.Place(insertion.at(), insertion.bytes().length).takenFrom(grown))
                    .isEqualTo(bytes(base));
        }
    }
}
