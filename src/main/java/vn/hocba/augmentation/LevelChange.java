package vn.hocba.augmentation;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import vn.hocba.document.TranscriptDocument;
import vn.hocba.pki.DigestAlgorithm;
import vn.hocba.pki.TimestampToken;
import vn.hocba.pki.ValidationMaterial;
import vn.hocba.transcript.Slot;
import vn.hocba.xades.SignatureLevel;
import vn.hocba.xades.XadesAugmentation;

/**
 * What is to be added to one signature, found out over some edition of its document and applied to the latest: other slots may have
 * been signed or raised meanwhile, which changes nothing for this one.
 */
sealed interface LevelChange {

    /** Applied to an edition in which the signature itself is not what it was: it is begun again. */
    final class Outdated extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Outdated() {
            super("the signature has another level meanwhile", null, false, false);
        }
    }

    /** The document with the addition. */
    TranscriptDocument applied(TranscriptDocument document, Slot slot);

    /** Until when the addition is believed, where it is an archive timestamp. */
    default Optional<Instant> archiveUntil() {
        return Optional.empty();
    }

    /** Level T. */
    record Stamped(TimestampToken token) implements LevelChange {
        @Override
        public TranscriptDocument applied(TranscriptDocument document, Slot slot) {
            require(XadesAugmentation.level(document, slot) == SignatureLevel.BASELINE_B);
            return XadesAugmentation.withSignatureTimestamp(document, slot, token);
        }
    }

    /** Level LT. */
    record WithMaterial(ValidationMaterial signers, ValidationMaterial timestamps) implements LevelChange {
        @Override
        public TranscriptDocument applied(TranscriptDocument document, Slot slot) {
            require(XadesAugmentation.level(document, slot) == SignatureLevel.BASELINE_T);
            return XadesAugmentation.withValidationMaterial(document, slot, signers, timestamps);
        }
    }

    /**
     * Level LTA, or one more archive timestamp.
     *
     * @param before what has to be added before the timestamp, and is covered by it
     */
    record Archived(UnaryOperator<TranscriptDocument> before, TimestampToken token, Instant until)
            implements LevelChange {
        @Override
        public TranscriptDocument applied(TranscriptDocument document, Slot slot) {
            TranscriptDocument covered = before.apply(document);
            byte[] data = XadesAugmentation.archiveTimestampData(covered, slot);
            require(token.algorithm()
                    .map((DigestAlgorithm algorithm) -> Arrays.equals(algorithm.digest(data), token.imprint()))
                    .orElse(false));
            return XadesAugmentation.withArchiveTimestamp(covered, slot, token);
        }

        @Override
        public Optional<Instant> archiveUntil() {
            return Optional.of(until);
        }
    }

    private static void require(boolean asItWas) {
        if (!asItWas) {
            throw new Outdated();
        }
    }
}
