package vn.hocba.signing;

import java.time.Instant;
import java.util.UUID;
import vn.hocba.transcript.Slot;

/** A request that is about to be stored. The names are those that the signer's phone shows. */
record NewRequest(
        RowKey key,
        Slot slot,
        UUID signerId,
        String signerSubject,
        String signerName,
        String schoolName,
        String className,
        String description,
        Instant createdAt) {}
