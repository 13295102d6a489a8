package vn.hocba.signing;

import java.util.Optional;
import java.util.UUID;
import vn.hocba.transcript.Slot;

/**
 * An item that is about to be stored, with its signature prepared.
 *
 * @param written the unsigned document that it was prepared over, if that is still to be stored
 */
@SuppressWarnings("ArrayRecordComponent") // short-lived, never compared
record NewItem(
        UUID id,
        UUID transcriptId,
        int revision,
        Slot slot,
        String label,
        byte[] prepared,
        byte[] digest,
        Optional<DocumentStore.Document> written) {}
