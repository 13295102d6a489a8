package vn.hocba.draft;

import io.smallrye.mutiny.Uni;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import vn.hocba.directory.SchoolId;

/** Knows which signatures transcripts bear and what those carry. Implemented by the room that raises levels. */
public interface SignatureLevels {

    /** The signatures on the last locked revision of transcripts in signing or issued, in the slots' order; joins the session. */
    Uni<Map<TranscriptId, List<SignatureView>>> of(SchoolId school, Collection<TranscriptId> ids);
}
