-- What a chunk of embedding takes next. Without it the planner took the index of held transcripts, which by its figures is all but empty
-- between two signings, and read all that the school holds, with what it no longer holds, for each chunk.
CREATE INDEX signing_item_received ON signing_item (school_id, session_id, position) WHERE state = 'RECEIVED';
