-- Callbacks of signing services: hints that an order is done. The address given to the service is random; only its hash is kept.

ALTER TABLE signing_session
    ADD COLUMN callback_sha256 bytea CHECK (length(callback_sha256) = 32),
    -- called back while our own step was still under way: the next question is due at once
    ADD COLUMN hinted boolean NOT NULL DEFAULT false;
CREATE UNIQUE INDEX signing_session_callback ON signing_session (callback_sha256) WHERE callback_sha256 IS NOT NULL;
