package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DifferencesTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void comesBack(byte[] base, byte[] other) {
        assertThat(Differences.applied(base, Differences.of(base, other))).isEqualTo(other);
    }

    @Test
    void whatDiffersIsAllThatIsStored() {
        byte[] base = bytes("a".repeat(5000) + "one digest" + "b".repeat(2000) + "another" + "c".repeat(100));
        byte[] other = bytes("a".repeat(5000) + "two DIGEST" + "b".repeat(2000) + "annular" + "c".repeat(100));

        comesBack(base, other);
        assertThat(Differences.of(base, other)).hasSizeLessThan(60);
        assertThat(Differences.of(base, base)).hasSize(1);
    }

    @Test
    void bytesOfAnotherLengthAreStoredWhole() {
        comesBack(bytes("one"), bytes("another"));
        comesBack(bytes("one"), bytes(""));
        comesBack(bytes(""), bytes(""));
    }

    @Test
    void anythingComesBackAsItWas() {
        Random random = new Random(20260525);
        for (int round = 0; round < 2000; round++) {
            byte[] base = new byte[random.nextInt(200)];
            random.nextBytes(base);
            byte[] other = base.clone();
            int share = 1 + random.nextInt(20);
            for (int i = 0; i < other.length; i++) {
                if (random.nextInt(share) == 0) {
                    other[i] = (byte) random.nextInt();
                }
            }
            comesBack(base, other);
        }
    }

    @Test
    void everyNinthByteIsTheMostThatDifferencesTake() {
        byte[] base = new byte[9000];
        byte[] other = new byte[9000];
        for (int i = 0; i < other.length; i += 9) {
            other[i] = 1;
        }
        comesBack(base, other);
    }

    @Test
    void whatIsNoDifferenceComesBackAsItIs() {
        byte[] damaged = {1, 2, 3};
        assertThat(Differences.applied(new byte[100], damaged)).isSameAs(damaged);
    }
}
