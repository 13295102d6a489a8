-- A look sees the oldest sessions of all before it goes from school to school.
CREATE INDEX signing_session_due ON signing_session (due_at) WHERE due_at IS NOT NULL;
