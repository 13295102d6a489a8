package vn.hocba.augmentation;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import vn.hocba.directory.SchoolId;
import vn.hocba.draft.TranscriptId;
import vn.hocba.signing.RowKey;
import vn.hocba.transcript.Slot;
import vn.hocba.xades.SignatureLevel;

/**
 * A signature that this process works on until its lease ends.
 *
 * @param wanted level that it shall get
 * @param renewing whether it has that level, and gets one more archive timestamp
 * @param deadline from when on the next signer goes on without the level; empty where nobody waits, or for as long as it takes
 * @param failures tries in a row that did not succeed
 */
record LevelWork(
        RowKey key,
        UUID transcriptId,
        int revision,
        Slot slot,
        SignatureLevel wanted,
        boolean renewing,
        Optional<Instant> deadline,
        int failures) {

    SchoolId school() {
        return new SchoolId(key.schoolId());
    }

    TranscriptId transcript() {
        return new TranscriptId(transcriptId);
    }
}
