package vn.hocba.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.hocba.testing.SampleDocuments;
import vn.hocba.testing.Santuario;
import vn.hocba.transcript.Slot;

class TranscriptDocumentTest {

    @Test
    void bytesOfSignedElementsAreTheirExclusiveCanonicalForm() {
        for (long seed = 0; seed < 300; seed++) {
            TranscriptDocument document =
                    SampleDocuments.random(seed).withSignature(Slot.HOMEROOM_TEACHER, signature("s" + seed));
            for (String id : new String[] {TranscriptDocument.INFORMATION_ID, TranscriptDocument.DATA_ID}) {
                assertThat(document.bytes(document.element(id)))
                        .as("seed %d", seed)
                        .isEqualTo(Santuario.canonical(document.bytes(), "//*[@Id='" + id + "']"));
            }
        }
    }

    @Test
    void onlyElementsOfSignaturesNeedDeclarationsThatStandAroundThem() {
        TranscriptDocument document = TranscriptDocument.of(SampleDocuments.file("<A Id=\"a\">x</A>"))
                .withSignature(Slot.HOMEROOM_TEACHER, signature("s"))
                .withSignature(Slot.PRINCIPAL, signature("t"));
        for (String id : new String[] {"s", "s-object", "t", "t-object"}) {
            assertThat(document.inSignature(id).orElseThrow().canonicalForm())
                    .as(id)
                    .isEqualTo(Santuario.canonical(document.bytes(), "//*[@Id='" + id + "']"));
        }
        for (String id : new String[] {"a", TranscriptDocument.INFORMATION_ID, TranscriptDocument.DATA_ID, "none"}) {
            assertThat(document.inSignature(id)).as(id).isEmpty();
        }
    }

    @Test
    void insertingASignatureGivesWhatScanningTheResultWouldGive() {
        TranscriptDocument document = SampleDocuments.small();
        for (Slot slot : new Slot[] {Slot.PRINCIPAL, Slot.HOMEROOM_TEACHER, Slot.SCHOOL_SEAL}) {
            document = document.withSignature(slot, signature("s-" + slot.preceding()));
            TranscriptDocument scanned = TranscriptDocument.of(document.bytes());
            for (String id : new String[] {"data", "thongtinhocba", "s-" + slot.preceding()}) {
                assertThat(document.element(id)).isEqualTo(scanned.element(id));
            }
            for (Slot other : Slot.values()) {
                assertThat(document.signature(other)).isEqualTo(scanned.signature(other));
            }
        }
    }

    @Test
    void refusesASecondSignatureInASlot() {
        TranscriptDocument signed = SampleDocuments.small().withSignature(Slot.PRINCIPAL, signature("a"));
        assertThatThrownBy(() -> signed.withSignature(Slot.PRINCIPAL, signature("b")))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesASignatureWhoseIdIsTaken() {
        assertThatThrownBy(() -> SampleDocuments.small().withSignature(Slot.PRINCIPAL, signature("data")))
                .isInstanceOf(UnsupportedDocumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<A/>",
                "<A >x</A>",
                "<A></B>",
                "<A></AA>",
                "<AA></A>",
                "<A>",
                "</A>",
                "<A b=\"1\" a=\"2\"></A>",
                "<A a=\"1\" a=\"2\"></A>",
                "<A a='1'></A>",
                "<A a=\"\n\"></A>",
                "<A a=\"<\"></A>",
                "<A xmlns=\"urn:x\"></A>",
                "<p:A xmlns:p=\"urn:p\"></p:A>",
                "<A xml:id=\"x\"></A>",
                "<A id=\"x\"></A>",
                "<A ID=\"x\"></A>",
                "<A Id=\"\"></A>",
                "<A Id=\"data\"></A>",
                "<A Id=\"x\"></A><A Id=\"x\"></A>",
                "<!-- c -->",
                "<?pi x?>",
                "<![CDATA[x]]>",
                "&#65;",
                "&quot;",
                "&lt",
                ">",
                "\r",
                "\0",
                "\u000b",
                "\ufffe",
            })
    void refusesContentThatIsNotCanonical(String content) {
        byte[] file = SampleDocuments.file(content);
        assertThatThrownBy(() -> TranscriptDocument.of(file)).isInstanceOf(UnsupportedDocumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C0 80", "C3", "E0 80 80", "ED A0 80", "F0 80 80 80", "F4 90 80 80", "FF", "80"})
    void refusesBytesThatAreNotUtf8(String hex) {
        byte[] file = SampleDocuments.file("????????");
        int at = new String(file, StandardCharsets.UTF_8).indexOf("????????");
        String[] bytes = hex.split(" ");
        for (int i = 0; i < bytes.length; i++) {
            file[at + i] = (byte) Integer.parseInt(bytes[i], 16);
        }
        assertThatThrownBy(() -> TranscriptDocument.of(file)).isInstanceOf(UnsupportedDocumentException.class);
    }

    @Test
    void refusesDeepNesting() {
        byte[] file = SampleDocuments.file("<A>".repeat(65) + "</A>".repeat(65));
        assertThatThrownBy(() -> TranscriptDocument.of(file))
                .isInstanceOf(UnsupportedDocumentException.class)
                .hasMessageContaining("deeper");
    }

    @Test
    void refusesOversizedFiles() {
        byte[] file = SampleDocuments.file("x".repeat(TranscriptDocument.MAX_BYTES));
        assertThatThrownBy(() -> TranscriptDocument.of(file)).isInstanceOf(UnsupportedDocumentException.class);
    }

    @Test
    void whateverIsMutatedIsRefusedOrStillCanonical() {
        byte[] file = SampleDocuments.random(7)
                .withSignature(Slot.HOMEROOM_TEACHER, signature("a"))
                .bytes();
        Random random = new Random(7);
        for (int i = 0; i < 3000; i++) {
            byte[] mutated = mutate(file, random);
            try {
                TranscriptDocument document = TranscriptDocument.of(mutated);
                assertThat(document.bytes(document.element("data")))
                        .isEqualTo(Santuario.canonical(mutated, "//*[@Id='data']"));
            } catch (UnsupportedDocumentException e) {
                assertThat(e.offset()).isBetween(0, mutated.length);
            }
        }
    }

    private static byte[] mutate(byte[] file, Random random) {
        byte[] mutated = file.clone();
        int at = random.nextInt(file.length);
        switch (random.nextInt(3)) {
            case 0 -> mutated[at] = (byte) random.nextInt(256);
            case 1 -> mutated = Arrays.copyOf(mutated, at);
            default -> mutated[at] = (byte) "<>&\"'/ :=\r\n".charAt(random.nextInt(11));
        }
        return mutated;
    }

    private static byte[] signature(String id) {
        return ("<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Id=\"" + id + "\"><ds:Object Id=\"" + id
                        + "-object\"></ds:Object></ds:Signature>")
                .getBytes(StandardCharsets.UTF_8);
    }
}
