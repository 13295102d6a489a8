package vn.hocba.draft;

import java.util.UUID;

/** The signing request that holds a transcript, as this package knows it: by its id alone. */
public record ClaimId(UUID value) {}
