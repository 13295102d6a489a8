package vn.hocba.draft;

import org.jspecify.annotations.Nullable;
import vn.hocba.directory.StaffId;

/** A transcript's step to another state; the revision and the leader change with a lock only. */
record StateChange(
        Standing from,
        TranscriptState to,
        int revision,
        @Nullable StaffId leader) {

    static StateChange of(Standing from, TranscriptState to) {
        return new StateChange(from, to, from.revision(), from.leader());
    }
}
