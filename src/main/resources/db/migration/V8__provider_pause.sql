-- What operators decided about signing providers: which are not to be called. The last row of a provider holds; none is ever
-- changed, so that the table is the record of who decided what, when and why. Of no school: a pause concerns all of them.

CREATE TABLE provider_pause (
    id         bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    provider   text        NOT NULL,
    paused     boolean     NOT NULL,
    -- when calls are made again by themselves; null while an operator has to say so
    until      timestamptz,
    reason     text        CHECK (length(reason) <= 500),
    actor      text        NOT NULL,
    actor_name text        NOT NULL,
    at         timestamptz NOT NULL,
    CHECK (paused OR until IS NULL),
    CHECK (NOT paused OR reason IS NOT NULL)
);
CREATE INDEX provider_pause_last ON provider_pause (provider, id DESC);

CREATE TRIGGER provider_pause_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON provider_pause
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_is_append_only();
