package vn.hocba.draft;

import java.util.UUID;

/** One pupil's transcript of one school year (UUIDv7). */
public record TranscriptId(UUID value) {}
