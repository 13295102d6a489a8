-- Services that call back at one address for all orders name the transaction: by our own id, or by the name that they gave it.

CREATE INDEX signing_session_own_id ON signing_session (id) WHERE due_at IS NOT NULL;
CREATE INDEX signing_session_handle ON signing_session USING hash (approval_handle)
    WHERE approval_handle IS NOT NULL AND due_at IS NOT NULL;
CREATE INDEX signing_session_response ON signing_session USING hash (response_id)
    WHERE response_id IS NOT NULL AND due_at IS NOT NULL;
