package vn.hocba.draft;

import org.jspecify.annotations.Nullable;

/**
 * What a class register says of a locked revision: enough to choose, order and name what is to be signed without reading all of
 * it.
 *
 * @param id the transcript
 * @param revision number of the revision, from 1
 * @param className its class as it was called at the lock
 * @param registerNumber the pupil's number in the register
 * @param pupilName the pupil's full name
 */
public record RegisterEntry(
        TranscriptId id,
        int revision,
        String className,
        @Nullable String registerNumber,
        @Nullable String pupilName) {}
