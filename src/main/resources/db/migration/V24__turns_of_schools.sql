-- Whoever looks for due sessions goes from school to school, and sees the first of each: how many one school has makes no difference.
CREATE INDEX signing_session_turns ON signing_session (school_id, due_at) WHERE due_at IS NOT NULL;
DROP INDEX signing_session_due;
