package vn.hocba.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hocba.document.CanonicalXml;
import vn.hocba.document.TranscriptDocument;
import vn.hocba.pki.DigestAlgorithm;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.testing.RandomXml;
import vn.hocba.testing.SampleDocuments;
import vn.hocba.testing.TestCa;
import vn.hocba.testing.TestSigning;
import vn.hocba.testing.TestSigning.School;
import vn.hocba.transcript.Slot;
import vn.hocba.xades.XmlNames;

/** Whatever is read of a file's own bytes is what the parser reads, and every canonical form is Santuario's. */
class ScannedTranscriptTest {

    private static final Pattern ID = Pattern.compile(" Id=\"([^\"]*)\"");
    private static final String SIGNATURE = "<ds:Signature xmlns:ds=\"" + XmlNames.DS + "\"></ds:Signature>";
    private static final long MEGABYTE = 1L << 20;
    private static final byte[] HONEST = honest();
    private static final String[] INSERTIONS = {
        " ",
        "\n",
        "\r",
        "\t",
        "<!---->",
        "<?x?>",
        "<![CDATA[x]]>",
        "&#13;",
        "&#xD;",
        "&amp;",
        "&quot;",
        "&lt;!--",
        "<X></X>",
        "<X/>",
        "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\"></xi:include>",
        " xmlns=\"urn:x\"",
        " xml:id=\"y\"",
        " ID=\"y\"",
        " Id=\"y\"",
        " a=\"&#x9;&#xA;&amp;\"",
        " a='b'",
        "\u0000",
        "\u0085",
        "\u2028",
        "\ufffe",
        "ế",
        "\ud83d\ude00",
        "<ds:Object xmlns:ds=\"" + XmlNames.DS + "\"></ds:Object>",
        "<y:Z xmlns:y=\"" + XmlNames.XADES + "\"></y:Z>",
        "<y:Z xmlns:y=\"u\"></y:Z>",
        "<xml:a xmlns:xml=\"" + XmlNames.DS + "\"></xml:a>",
        "<xmlns:a xmlns:xmlns=\"" + XmlNames.DS + "\"></xmlns:a>",
        "]]>",
        "]]&gt;",
        "<Đ></Đ>",
        "<a b=\"1\" a=\"2\"></a>",
        "<a b=\"1\" b=\"1\"></a>",
        "<a -b=\"1\"></a>",
        "<a ></a>",
        "</a >",
        ">",
        "\"",
        "'"
    };

    private static byte[] honest() {
        School school = School.of(new TestCa(), SignatureAlgorithm.ECDSA_SHA256);
        String content = "<THONG_TIN_CHUNG><MA_SO_THUE>" + TestSigning.TAX_CODE
                + "</MA_SO_THUE><LANH_DAO_KY><SO_DINH_DANH>" + TestSigning.LEADER
                + "</SO_DINH_DANH></LANH_DAO_KY></THONG_TIN_CHUNG><E1 Id=\"e\">&amp;&lt;ế&#xD;</E1>";
        return TestSigning.signAll(TranscriptDocument.of(SampleDocuments.file(content)), school)
                .bytes();
    }

    @Test
    void takesTheBytesOfWhatWeSignAsTheyAre() {
        assertThat(agrees(HONEST)).isTrue();
        assertThat(TranscriptTree.of(HONEST)).isInstanceOf(ScannedTranscript.class);
    }

    @Test
    void readsGeneratedContentAsTheParserDoes() {
        for (long seed = 0; seed < 120; seed++) {
            RandomXml random = new RandomXml(seed);
            CanonicalXml content = CanonicalXml.fragment().start("E1");
            random.content(content, 4);
            content.end().start("E2");
            random.content(content, 3);
            CanonicalXml signature = CanonicalXml.fragment()
                    .bind("ds", XmlNames.DS)
                    .bind("xades", XmlNames.XADES)
                    .bind("x141", XmlNames.XADES_141)
                    .start("ds:Signature");
            random.content(signature, 6, "", "ds", "xades", "x141");
            String file = new String(SampleDocuments.file(text(content.end())), StandardCharsets.UTF_8)
                    .replace("<GVCN></GVCN>", "<GVCN>" + text(signature.end()) + "</GVCN>")
                    .replace("<CBQL></CBQL>", "<CBQL>" + SIGNATURE + "</CBQL>");
            assertThat(agrees(utf8(file))).as("seed %d", seed).isTrue();
        }
    }

    @Test
    void readsChangedFilesAsTheParserDoes() {
        Random random = new Random(96);
        int taken = 0;
        for (int round = 0; round < 1_200; round++) {
            int at = random.nextInt(HONEST.length);
            byte[] insertion = switch (random.nextInt(4)) {
                case 0 -> new byte[] {(byte) random.nextInt(256)};
                case 1 -> new byte[0];
                default -> utf8(INSERTIONS[random.nextInt(INSERTIONS.length)]);
            };
            int removed = random.nextBoolean() ? 0 : random.nextInt(1, 4);
            byte[] changed = replaced(HONEST, atTag(random, at), removed, insertion);
            taken += agrees(changed) ? 1 : 0;
        }
        assertThat(taken).isBetween(100, 1_100);
    }

    /** Half of the places are where something else is likely to be accepted: before or after a tag, or within one. */
    private static int atTag(Random random, int at) {
        int tag = at;
        for (boolean near = random.nextBoolean();
                near && tag < HONEST.length && HONEST[tag] != '<' && HONEST[tag] != '>'; ) {
            tag++;
        }
        return tag + random.nextInt(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 55, 60, 64, 70})
    void leavesDeepFilesToTheParser(int depth) {
        byte[] file = SampleDocuments.file("<E1>".repeat(depth) + "</E1>".repeat(depth));
        assertThat(agrees(file)).isEqualTo(depth <= 56);
    }

    @Test
    void leavesFilesBeyondTheBoundsToTheParser() {
        assertThat(ScannedTranscript.of(SampleDocuments.file("<E1></E1>".repeat(99_000))))
                .isPresent();
        assertThat(ScannedTranscript.of(SampleDocuments.file("<E1></E1>".repeat(100_000))))
                .isEmpty();
        assertThat(agrees(SampleDocuments.file("<E1>" + "&gt;".repeat(40_000) + "</E1>")))
                .isTrue();
        assertThat(ScannedTranscript.of(SampleDocuments.file("<E1>" + "&gt;".repeat(40_001) + "</E1>")))
                .isEmpty();
        assertThat(agrees(SampleDocuments.file("<E1 a=\"" + "&lt;".repeat(40_000) + "\"></E1>")))
                .isTrue();
        assertThat(ScannedTranscript.of(SampleDocuments.file("<E1 a=\"" + "&lt;".repeat(40_001) + "\"></E1>")))
                .isEmpty();
    }

    @Test
    void leavesOtherNamespacesToTheParser() {
        String file = new String(HONEST, StandardCharsets.UTF_8);
        assertThat(ScannedTranscript.of(utf8(file.replace(XmlNames.XADES, "http://uri.etsi.org/01903/v1.1.1#"))))
                .isEmpty();
    }

    /** Each element deep inside has fifty prefixes in scope; a parser takes 40 MB for such a file. */
    @Test
    void takesNoMoreRoomForManyPrefixesThanAParser() {
        assertThat(agrees(prefixes(100))).isTrue();

        byte[] file = prefixes(74_000);
        long before = allocated();
        XmlElement signature = ScannedTranscript.of(file)
                .flatMap(tree -> tree.signature(Slot.HOMEROOM_TEACHER))
                .orElseThrow();
        assertThat(allocated() - before).isLessThan(80 * MEGABYTE);

        before = allocated();
        assertThat(signature.canonicalForm()).hasSizeGreaterThan(4_000_000);
        assertThat(allocated() - before).isLessThan(40 * MEGABYTE);
    }

    @Test
    void digestsAnElementOnceHoweverManyReferencesNameIt() {
        String large = "<ds:a Id=\"a\">" + "x".repeat(4_000_000) + "</ds:a>";
        ScannedTranscript tree = ScannedTranscript.of(signed(large)).orElseThrow();
        byte[] digest = tree.element("a").orElseThrow().digest(DigestAlgorithm.SHA256);

        long before = allocated();
        for (int reference = 0; reference < 30; reference++) {
            assertThat(tree.element("a").orElseThrow().digest(DigestAlgorithm.SHA256))
                    .isEqualTo(digest);
        }
        assertThat(allocated() - before).isLessThan(4 * MEGABYTE);
        assertThat(tree.element("a").orElseThrow().digest(DigestAlgorithm.SHA512))
                .hasSize(64);
    }

    @Test
    void putsTheTextOfDeepElementsTogetherOnce() {
        byte[] file = SampleDocuments.file(
                "<E1>".repeat(50) + "<E2>a</E2>" + "x".repeat(3_000_000) + "&lt;" + "</E1>".repeat(50));
        ScannedTranscript tree = ScannedTranscript.of(file).orElseThrow();

        long before = allocated();
        assertThat(tree.informationText("E1").orElseThrow()).hasSize(3_000_002);
        assertThat(allocated() - before).isLessThan(60 * MEGABYTE);
    }

    private static byte[] prefixes(int leaves) {
        StringBuilder nested = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            nested.append("<p%d:a xmlns:p%d=\"%s\">".formatted(i, i, XmlNames.DS));
        }
        nested.append(("<a:b xmlns:a=\"" + XmlNames.DS + "\"></a:b>").repeat(leaves));
        for (int i = 49; i >= 0; i--) {
            nested.append("<p0:c Id=\"c%d\"></p0:c></p%d:a>".formatted(i, i));
        }
        return signed(nested.toString());
    }

    private static byte[] signed(String content) {
        String signature = "<GVCN><ds:Signature xmlns:ds=\"" + XmlNames.DS + "\">" + content + "</ds:Signature></GVCN>";
        return utf8(new String(SampleDocuments.file(""), StandardCharsets.UTF_8).replace("<GVCN></GVCN>", signature));
    }

    /** Bytes that this thread has asked for so far, whatever was collected since. */
    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static boolean agrees(byte[] file) {
        List<String> ids = ID.matcher(new String(file, StandardCharsets.UTF_8))
                .results()
                .map(found -> found.group(1))
                .limit(100)
                .toList();
        return BothReadings.agree(file, Stream.concat(ids.stream(), Stream.of("e", "y")));
    }

    private static byte[] replaced(byte[] file, int at, int removed, byte[] insertion) {
        int rest = Math.min(at + removed, file.length);
        byte[] changed = Arrays.copyOf(file, at + insertion.length + file.length - rest);
        System.arraycopy(insertion, 0, changed, at, insertion.length);
        System.arraycopy(file, rest, changed, at + insertion.length, file.length - rest);
        return changed;
    }

    private static String text(CanonicalXml xml) {
        return new String(xml.toBytes(), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
