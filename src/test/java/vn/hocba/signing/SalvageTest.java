package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import vn.hocba.document.TranscriptDocument;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.testing.SampleDocuments;
import vn.hocba.testing.TestCa;
import vn.hocba.testing.TestSigning;
import vn.hocba.transcript.Slot;
import vn.hocba.xades.PreparedSignature;
import vn.hocba.xades.XadesSigner;

class SalvageTest {

    private static final SignatureAlgorithm ALGORITHM = SignatureAlgorithm.ECDSA_SHA256;

    private final TestCa.Signer signer = new TestCa().person(TestCa.p256(), "Trần Thị Lan", "079190000001");
    private final TranscriptDocument document = SampleDocuments.small();
    private final List<UUID> ids =
            IntStream.range(0, 4).mapToObj(i -> new UUID(0, i)).toList();
    private final List<PreparedSignature> prepared = IntStream.range(0, 4)
            .mapToObj(i -> XadesSigner.prepare(
                    TranscriptDocument.of(SampleDocuments.file("<HO_TEN>Nguyễn Văn " + (char) ('A' + i) + "</HO_TEN>")),
                    TestSigning.profile(Slot.HOMEROOM_TEACHER, signer, ALGORITHM)))
            .toList();
    private final List<byte[]> raw = prepared.stream()
            .map(each -> TestSigning.raw(ALGORITHM, signer.keys().getPrivate(), each.dataToBeSigned()))
            .toList();

    private Salvage.Loose loose(int item, byte[] value) {
        return new Salvage.Loose(
                ids.get(item), prepared.get(item).representation().digest(), value);
    }

    private Embedding.Received misfit(int item, byte[] value) {
        return new Embedding.Received(
                ids.get(item),
                Slot.HOMEROOM_TEACHER,
                prepared.get(item).encoded(),
                value,
                new DocumentStore.Document(UUID.randomUUID(), 1, 0, 0, document.bytes(), Optional.empty()),
                "gvcn.lan",
                "Nguyễn Thị Lan");
    }

    @Test
    void valuesOfAWrongOrderAreMovedAndTheRestStaysWhereItIs() {
        var sorted = Salvage.sorted(
                List.of(loose(0, raw.get(1)), loose(1, raw.get(0)), loose(2, raw.get(2))),
                List.of(misfit(0, raw.get(1))));

        assertThat(sorted.moved()).containsOnlyKeys(ids.get(0), ids.get(1));
        assertThat(sorted.moved().get(ids.get(0))).isEqualTo(raw.get(0));
        assertThat(sorted.moved().get(ids.get(1))).isEqualTo(raw.get(1));
        assertThat(sorted.withoutValue()).isEmpty();
    }

    @Test
    void whoseValueHasNotComeIsNamed() {
        byte[] foreign = TestSigning.raw(ALGORITHM, signer.keys().getPrivate(), new byte[] {1});

        var sorted = Salvage.sorted(
                List.of(loose(0, raw.get(2)), loose(1, raw.get(1)), loose(2, foreign), loose(3, raw.get(0))),
                List.of(misfit(0, raw.get(2)), misfit(2, foreign)));

        assertThat(sorted.moved()).containsOnlyKeys(ids.get(0), ids.get(2));
        assertThat(sorted.withoutValue()).containsExactly(ids.get(3));
    }

    @Test
    void aValueThatWasFoundNotToVerifyIsNotGivenBackToItsItem() {
        var sorted = Salvage.sorted(List.of(loose(0, raw.get(0))), List.of(misfit(0, raw.get(0))));

        assertThat(sorted.moved()).isEmpty();
        assertThat(sorted.withoutValue()).containsExactly(ids.getFirst());
    }
}
