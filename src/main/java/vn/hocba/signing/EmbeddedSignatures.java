package vn.hocba.signing;

import io.smallrye.mutiny.Uni;
import java.util.List;
import vn.hocba.directory.SchoolId;
import vn.hocba.draft.TranscriptId;
import vn.hocba.transcript.Slot;

/** Is told which signatures came to stand in documents, and sees to what else they shall carry. */
public interface EmbeddedSignatures {

    /** Where a signature stands. */
    record Place(TranscriptId transcript, int revision) {}

    /**
     * Notes new signatures of a slot, in the transaction that embeds them.
     *
     * @return whether the next slot's signer has to wait until these have their level
     */
    Uni<Boolean> embedded(SchoolId school, Slot slot, List<Place> signatures);
}
