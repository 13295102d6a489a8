package vn.hocba.draft;

import org.jspecify.annotations.Nullable;

/**
 * A transcript that cannot be taken where it was asked to go.
 *
 * @param id the transcript as it was named
 * @param pupilName for the message; absent when unknown, or not for the asker to know
 * @param state where it stands; absent when there is no such transcript, or not for the asker to know
 * @param reason why
 */
public record RefusedTranscript(
        TranscriptId id, @Nullable String pupilName, TranscriptState.@Nullable Code state, Refusal reason) {}
