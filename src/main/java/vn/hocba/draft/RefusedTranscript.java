package vn.hocba.draft;

import org.jspecify.annotations.Nullable;

/**
 * A transcript that cannot be taken where it was asked to go.
 *
 * @param id the transcript as it was named
 * @param pupilName for the message; absent when unknown
 * @param reason why
 */
public record RefusedTranscript(TranscriptId id, @Nullable String pupilName, Refusal reason) {}
