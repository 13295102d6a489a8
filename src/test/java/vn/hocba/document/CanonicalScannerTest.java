package vn.hocba.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The scanner against the JDK's decoder and the writer's idea of what XML holds. */
class CanonicalScannerTest {

    /** First bytes, continuations and neighbours of every case that UTF-8 distinguishes, and what XML treats apart. */
    private static final byte[] EDGES =
            HexFormat.of().parseHex("091f2041" + "7f808f909fa0bebf" + "c0c1c2dfe0e1ecedeeef" + "f0f1f3f4f5ff");

    @Test
    void acceptsExactlyTheByteSequencesThatAreCharactersOfXml() {
        for (byte one : EDGES) {
            for (byte two : EDGES) {
                for (byte three : EDGES) {
                    requireAgreement(one, two, three);
                    // only these can begin a character of four bytes
                    for (int last = 0; (one & 0xF0) == 0xF0 && last < EDGES.length; last++) {
                        requireAgreement(one, two, three, EDGES[last]);
                    }
                }
            }
        }
    }

    private static void requireAgreement(byte... bytes) {
        if (accepts("<A>", bytes, "</A>") != isTextOfXml(bytes)) {
            assertThat(HexFormat.of().formatHex(bytes)).as("judged wrongly").isEmpty();
        }
    }

    @Test
    void acceptsEveryCharacterOfXmlInTextAndAttributes() {
        StringBuilder all = new StringBuilder();
        for (int c = 0x20; c <= Character.MAX_CODE_POINT; c++) {
            if ("&<>\"".indexOf(c) < 0
                    && CanonicalXml.firstForbidden(Character.toString(c)).isEmpty()) {
                all.appendCodePoint(c);
            }
        }
        byte[] bytes = all.toString().getBytes(StandardCharsets.UTF_8);
        assertThat(accepts("<A>", bytes, "</A>")).isTrue();
        assertThat(accepts("<A a=\"", bytes, "\"></A>")).isTrue();
    }

    @Test
    void refusesEveryCharacterThatXmlDoesNotHold() {
        for (int c = 0; c <= 0xFFFF; c++) {
            boolean allowed =
                    CanonicalXml.firstForbidden(String.valueOf((char) c)).isEmpty();
            if (!allowed) {
                byte[] bytes = threeBytes(c);
                assertThat(accepts("<A>", bytes, "</A>")).as("U+%04X", c).isFalse();
                assertThat(accepts("<A a=\"", bytes, "\"></A>")).as("U+%04X", c).isFalse();
            }
        }
    }

    @Test
    void refusesCharactersThatAreCutOff() {
        for (String hex : new String[] {"C3", "E1BA", "E1", "F09F98", "F09F", "EF", "EFBF", "ED9F"}) {
            byte[] bytes = HexFormat.of().parseHex(hex);
            assertThat(accepts("<A>", bytes, "</A>")).as(hex).isFalse();
            assertThat(accepts("<A>", bytes, "&amp;</A>")).as(hex).isFalse();
            assertThat(accepts("<A>", bytes, "")).as(hex).isFalse();
            assertThat(accepts("<A a=\"", bytes, "\"></A>")).as(hex).isFalse();
        }
    }

    private static boolean isTextOfXml(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return CanonicalXml.firstForbidden(text).equals(OptionalInt.empty());
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Characters up to U+007F as they are, all others in three bytes, surrogates too. */
    private static byte[] threeBytes(int c) {
        return c < 0x80
                ? new byte[] {(byte) c}
                : new byte[] {(byte) (0xE0 | (c >> 12)), (byte) (0x80 | ((c >> 6) & 0x3F)), (byte) (0x80 | (c & 0x3F))};
    }

    private static boolean accepts(String before, byte[] bytes, String after) {
        ByteArrayOutputStream xml = new ByteArrayOutputStream(bytes.length + 32);
        xml.writeBytes(before.getBytes(StandardCharsets.US_ASCII));
        xml.writeBytes(bytes);
        xml.writeBytes(after.getBytes(StandardCharsets.US_ASCII));
        CanonicalScanner scanner = new CanonicalScanner(xml.toByteArray(), 0, xml.size());
        try {
            scanner.element();
            return scanner.atEnd();
        } catch (UnsupportedDocumentException e) {
            return false;
        }
    }
}
