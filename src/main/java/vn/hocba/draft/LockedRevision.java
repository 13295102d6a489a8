package vn.hocba.draft;

import java.time.Instant;
import vn.hocba.directory.ClassId;
import vn.hocba.directory.StaffId;
import vn.hocba.transcript.Transcript;

/**
 * What was fixed at a lock, complete with the school's header and the leader who will sign. It never changes, so the same document
 * can be written from it at any time.
 *
 * @param id the transcript
 * @param classId its class
 * @param revision number of this revision, from 1
 * @param transcript what is written and signed
 * @param leader the only person who may fill the principal's slot
 * @param policy version of the rules that it was checked against
 * @param lockedBy account that locked it
 * @param lockedAt when
 */
public record LockedRevision(
        TranscriptId id,
        ClassId classId,
        int revision,
        Transcript transcript,
        StaffId leader,
        String policy,
        String lockedBy,
        Instant lockedAt) {

    /** What the class register says of it. */
    public RegisterEntry entry() {
        var pupil = transcript.content().pupil();
        return new RegisterEntry(
                id,
                revision,
                transcript.placement().className(),
                transcript.content().registerNumber(),
                pupil == null ? null : pupil.fullName());
    }
}
