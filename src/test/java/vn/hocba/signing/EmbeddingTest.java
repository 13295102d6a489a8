package vn.hocba.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.hocba.document.TranscriptDocument;
import vn.hocba.pki.SignatureAlgorithm;
import vn.hocba.signing.Embedding.Result;
import vn.hocba.testing.SampleDocuments;
import vn.hocba.testing.TestCa;
import vn.hocba.testing.TestSigning;
import vn.hocba.transcript.Slot;
import vn.hocba.xades.PreparedSignature;
import vn.hocba.xades.XadesSigner;

class EmbeddingTest {

    private static final SignatureAlgorithm ALGORITHM = SignatureAlgorithm.ECDSA_SHA256;

    private final TestCa.Signer signer = new TestCa().person(TestCa.p256(), "Trần Thị Lan", "079190000001");
    private final TranscriptDocument document = SampleDocuments.small();
    private final PreparedSignature prepared =
            XadesSigner.prepare(document, TestSigning.profile(Slot.HOMEROOM_TEACHER, signer, ALGORITHM));
    private final byte[] raw = TestSigning.raw(ALGORITHM, signer.keys().getPrivate(), prepared.dataToBeSigned());

    @Test
    void embedsWhatVerifies() {
        assertThat(complete(prepared.encoded(), raw, document.bytes())).isInstanceOf(Result.Embedded.class);
    }

    @Test
    void rejectsAValueOverSomethingElse() {
        byte[] other = TestSigning.raw(ALGORITHM, signer.keys().getPrivate(), new byte[] {1});

        assertRejected(complete(prepared.encoded(), other, document.bytes()), FailureReason.SIGNATURE_DOES_NOT_VERIFY);
    }

    @Test
    void aPreparationThatCannotBeReadFailsItsOwnItemOnly() {
        assertRejected(complete(new byte[] {1, 2, 3}, raw, document.bytes()), FailureReason.NOT_EMBEDDABLE);
    }

    @Test
    void aDocumentThatWasChangedFailsItsOwnItemOnly() {
        byte[] changed = SampleDocuments.file("<HO_TEN>Nguyễn Văn Bình</HO_TEN>");

        assertRejected(complete(prepared.encoded(), raw, changed), FailureReason.NOT_EMBEDDABLE);
    }

    private static Result complete(byte[] prepared, byte[] raw, byte[] xml) {
        return Embedding.complete(new Embedding.Received(
                UUID.randomUUID(),
                Slot.HOMEROOM_TEACHER,
                prepared,
                raw,
                new DocumentStore.Document(UUID.randomUUID(), 1, 0, 0, xml, Optional.empty()),
                "gvcn.lan",
                "Nguyễn Thị Lan"));
    }

    private static void assertRejected(Result result, FailureReason reason) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        Result.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo(reason));
    }
}
