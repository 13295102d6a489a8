package vn.hocba.signing;

import java.util.UUID;
import vn.hocba.transcript.Slot;

/** An item that is about to be stored, with its signature prepared. */
@SuppressWarnings("ArrayRecordComponent") // short-lived, never compared
record NewItem(UUID id, UUID transcriptId, int revision, Slot slot, String label, byte[] prepared, byte[] digest) {}
