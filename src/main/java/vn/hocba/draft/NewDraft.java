package vn.hocba.draft;

import vn.hocba.directory.ClassId;
import vn.hocba.transcript.TranscriptContent;

/** A draft to be stored. */
record NewDraft(TranscriptId id, ClassId classId, String schoolYear, TranscriptContent content) {}
