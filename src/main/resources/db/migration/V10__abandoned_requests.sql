-- Those who have not decided yet: looked through for requests that nobody will ever decide on.
CREATE INDEX signing_session_undecided ON signing_session (created_at)
    WHERE state IN ('AWAITING_FACTORS', 'AWAITING_APPROVAL');
