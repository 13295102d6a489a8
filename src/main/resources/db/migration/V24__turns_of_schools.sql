-- Whoever looks for due sessions sees the oldest, and where there are many, goes from school to school besides.
CREATE INDEX signing_session_turns ON signing_session (school_id, due_at) WHERE due_at IS NOT NULL;
