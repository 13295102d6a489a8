package vn.hocba.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TimeZone;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.SAXException;
import vn.hocba.testing.LayoutSchema;
import vn.hocba.testing.RandomTranscripts;
import vn.hocba.testing.Santuario;
import vn.hocba.testing.TranscriptBuilder;
import vn.hocba.transcript.Slot;
import vn.hocba.transcript.Subject;
import vn.hocba.transcript.Transcript;

class TranscriptXmlTest {
    private static final int SEEDS = 500;

    @Test
    void readsBackExactlyWhatWasWritten() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Transcript transcript = RandomTranscripts.of(seed);

            TranscriptDocument written = TranscriptXmlWriter.write(transcript);

            assertThat(TranscriptXmlReader.read(TranscriptDocument.of(written.bytes())))
                    .as("seed %d", seed)
                    .isEqualTo(transcript);
        }
    }

    @Test
    void writesTheExclusiveCanonicalFormOfEverySignedElement() {
        for (long seed = 0; seed < SEEDS; seed++) {
            TranscriptDocument written = TranscriptXmlWriter.write(RandomTranscripts.of(seed));

            for (String id : new String[] {"data", "thongtinhocba", "diem-1"}) {
                if (written.contains(id)) {
                    assertThat(written.bytes(written.element(id)))
                            .as("seed %d, %s", seed, id)
                            .isEqualTo(Santuario.canonical(written.bytes(), "//*[@Id='" + id + "']"));
                }
            }
        }
    }

    @Test
    void writesWhatTheSchemaAccepts() throws SAXException {
        for (long seed = 0; seed < SEEDS; seed++) {
            LayoutSchema.validate(
                    TranscriptXmlWriter.write(RandomTranscripts.of(seed)).bytes());
        }
    }

    @Test
    void schemaAcceptsASignatureInEverySlotAndNothingElse() {
        TranscriptDocument document =
                TranscriptXmlWriter.write(TranscriptBuilder.grade4().transcript());
        for (Slot slot : Slot.values()) {
            document = document.withSignature(slot, utf8("""
                    <ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="s-%d"></ds:Signature>""".formatted(slot.preceding())));
        }

        assertThat(LayoutSchema.accepts(document.bytes())).isTrue();
        assertThat(LayoutSchema.accepts(replaced(document, "ds:Signature ", "<X></X><ds:Signature ")))
                .isFalse();
        assertThat(LayoutSchema.accepts(replaced(document, "2000/09/xmldsig#", "2000/09/other#")))
                .isFalse();
    }

    @Test
    void readsTheSameWhenSigned() {
        Transcript transcript = TranscriptBuilder.grade4().transcript();
        TranscriptDocument signed = TranscriptXmlWriter.write(transcript)
                .withSignature(
                        Slot.HOMEROOM_TEACHER,
                        utf8("<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"></ds:Signature>"));

        assertThat(TranscriptXmlReader.read(signed)).isEqualTo(transcript);
    }

    @Test
    void writesTheSameBytesInEveryLocaleAndTimeZone() {
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        byte[] expected = TranscriptXmlWriter.write(RandomTranscripts.of(3)).bytes();
        try {
            for (String tag : new String[] {"ar-EG-u-nu-arab", "tr-TR", "th-TH-u-ca-buddhist", "vi-VN"}) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
                assertThat(TranscriptXmlWriter.write(RandomTranscripts.of(3)).bytes())
                        .isEqualTo(expected);
            }
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "<NGAY_SINH>2016-03-14, <NGAY_SINH>2016-02-30, HOC_SINH: NGAY_SINH",
        "<NGAY_SINH>2016-03-14, <NGAY_SINH>14/03/2016, HOC_SINH: NGAY_SINH",
        "<GIOI_TINH>2, <GIOI_TINH>3, HOC_SINH: GIOI_TINH",
        "<MUC_DAT_DUOC>T, <MUC_DAT_DUOC>X, DIEM_TONG_KET: MUC_DAT_DUOC",
        "<MA_MON_HOC>TOAN, <MA_MON_HOC>TOAN_HOC, DIEM_TONG_KET: MA_MON_HOC",
        "<DIEM_CUOI_NAM>10, <DIEM_CUOI_NAM>mười, DIEM_TONG_KET: DIEM_CUOI_NAM",
        "<NAM_HOC>2025-2026, <NAM_HOC>2025, must be a school year",
        "<KHOI>4, <KHOI>6, grades 1 to 5",
        "<SO_NGAY_NGHI_CO_PHEP>2, <SO_NGAY_NGHI_CO_PHEP>hai, CHUYEN_CAN: SO_NGAY_NGHI_CO_PHEP",
        "<YEU_NUOC>T, <YEU_NUOC>G, PHAM_CHAT: YEU_NUOC",
        "<HOC_SINH>, <HOC_SINH>chữ, HOC_SINH: unexpected",
        "<HOC_SINH>, <HOC_SINH><TUOI>9</TUOI>, HOC_SINH: unexpected",
        "<HOC_SINH>, <HOC_SINH><MA_HOC_SINH></MA_HOC_SINH>, MA_HOC_SINH must not be empty",
        "<LANH_DAO_KY>, <LANH_DAO_KY><HO_TEN>Hai</HO_TEN>, LANH_DAO_KY: expected CHUC_DANH",
        "<QUYET_DINH>, <QUYET_DINH></QUYET_DINH><QUYET_DINH>, THONG_TIN_HOC_BA: unexpected QUYET_DINH",
    })
    void refusesWhatTheSchemaRefusesAndSaysWhere(String honest, String wrong, String message) {
        TranscriptDocument document =
                TranscriptXmlWriter.write(TranscriptBuilder.grade4().transcript());
        byte[] changed = replaced(document, honest, wrong);

        assertThat(LayoutSchema.accepts(changed)).isFalse();
        assertThatExceptionOfType(UnsupportedDocumentException.class)
                .isThrownBy(() -> TranscriptXmlReader.read(TranscriptDocument.of(changed)))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "<CAP_HOC>02, <CAP_HOC>03",
        "<TEN_MON_HOC>Toán, <TEN_MON_HOC>Âm nhạc",
        "<DIEM_CUOI_NAM>10<, <DIEM_CUOI_NAM>10.0<",
        "<HO_TEN>Nguyễn, <HO_TEN> Nguyễn",
        "Id=\"diem-1\", Id=\"diem-01\"",
        "<SUC_KHOE>, <SUC_KHOE Loai=\"1\">",
    })
    void refusesWhatTheWriterWouldNotWrite(String honest, String wrong) {
        byte[] changed =
                replaced(TranscriptXmlWriter.write(TranscriptBuilder.grade4().transcript()), honest, wrong);

        assertThatThrownBy(() -> TranscriptXmlReader.read(TranscriptDocument.of(changed)))
                .isInstanceOf(UnsupportedDocumentException.class);
    }

    @Test
    void acceptsNoMutationThatTheSchemaRefuses() {
        RandomGenerator random = new SplittableRandom(11);
        int refused = 0;
        for (long seed = 0; seed < 200; seed++) {
            String honest = new String(
                    TranscriptXmlWriter.write(RandomTranscripts.of(seed)).bytes(), StandardCharsets.UTF_8);
            for (int i = 0; i < 10; i++) {
                byte[] mutated = utf8(mutated(honest, random));
                if (!LayoutSchema.accepts(mutated)) {
                    refused++;
                    assertThatThrownBy(() -> TranscriptXmlReader.read(TranscriptDocument.of(mutated)))
                            .as("seed %d, mutation %d", seed, i)
                            .isInstanceOf(UnsupportedDocumentException.class);
                }
            }
        }
        assertThat(refused).isGreaterThan(500);
    }

    @Test
    void leavesOutWhatIsAbsent() {
        String xml = new String(
                TranscriptXmlWriter.write(TranscriptBuilder.grade4()
                                .exemptFrom(Subject.PHYSICAL_EDUCATION)
                                .withPupil(null)
                                .transcript())
                        .bytes(),
                StandardCharsets.UTF_8);

        assertThat(xml)
                .doesNotContain("<HOC_SINH>")
                .contains("<MA_MON_HOC>GIAO_DUC_THE_CHAT</MA_MON_HOC><TEN_MON_HOC>Giáo dục thể chất</TEN_MON_HOC>"
                        + "<MUC_DAT_DUOC>M</MUC_DAT_DUOC></DIEM_TONG_KET>");
    }

    /** Drops, doubles, swaps or renames an element, or changes a character, somewhere. */
    private static String mutated(String xml, RandomGenerator random) {
        int at = xml.indexOf('<', random.nextInt(xml.indexOf("<THONG_TIN_CHUNG>"), xml.indexOf("</THONG_TIN_HOC_BA>")));
        int end = xml.indexOf('>', at) + 1;
        int next = xml.indexOf('<', end);
        return switch (random.nextInt(5)) {
            case 0 -> xml.substring(0, at) + xml.substring(end);
            case 1 -> xml.substring(0, end) + xml.substring(at);
            case 2 -> xml.substring(0, end) + xml.substring(next);
            case 3 -> xml.substring(0, end) + "7" + xml.substring(end);
            default -> {
                int close = xml.indexOf('>', next) + 1;
                yield xml.substring(0, at) + xml.substring(close);
            }
        };
    }

    private static byte[] replaced(TranscriptDocument document, String honest, String wrong) {
        String xml = new String(document.bytes(), StandardCharsets.UTF_8);
        assertThat(xml).contains(honest);
        int at = xml.indexOf(honest);
        return utf8(xml.substring(0, at) + wrong + xml.substring(at + honest.length()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
