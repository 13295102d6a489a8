package vn.hocba.draft;

import org.jspecify.annotations.Nullable;
import vn.hocba.directory.ClassId;
import vn.hocba.directory.StaffId;

/**
 * Where one transcript stands, without its content.
 *
 * @param id the transcript
 * @param classId its class
 * @param homeroomTeacher of the class now
 * @param pupilName for messages and labels; absent while not entered
 * @param state where it is in its life
 * @param revision number of the last locked revision, 0 before the first
 * @param leader who may fill the principal's slot; absent before the first lock
 * @param version counts the changes; the ETag
 */
public record Standing(
        TranscriptId id,
        ClassId classId,
        StaffId homeroomTeacher,
        @Nullable String pupilName,
        TranscriptState state,
        int revision,
        @Nullable StaffId leader,
        int version) {}
