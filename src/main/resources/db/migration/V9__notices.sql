-- What is committed is told to all replicas. PostgreSQL tells a transaction's equal notices once; they leave with its commit, so
-- this costs no round trip. Whoever misses them finds the work by looking.

CREATE FUNCTION tell_of_request() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('hocba_signing_request', NEW.id::text);
    RETURN NULL;
END
$$;
-- the version is raised by every change that a reader can see
CREATE TRIGGER signing_request_told AFTER UPDATE OF version ON signing_request
    FOR EACH ROW EXECUTE FUNCTION tell_of_request();

CREATE FUNCTION tell_of_work() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify(TG_ARGV[0], '');
    RETURN NULL;
END
$$;
CREATE TRIGGER signing_session_told AFTER INSERT OR UPDATE OF due_at ON signing_session
    FOR EACH ROW WHEN (NEW.lease_owner IS NULL AND NEW.due_at <= clock_timestamp())
    EXECUTE FUNCTION tell_of_work('hocba_signing_session');
CREATE TRIGGER webhook_delivery_told AFTER INSERT OR UPDATE OF due_at ON webhook_delivery
    FOR EACH ROW WHEN (NEW.due_at <= clock_timestamp())
    EXECUTE FUNCTION tell_of_work('hocba_webhook_delivery');
CREATE TRIGGER signature_level_told AFTER INSERT ON signature_level
    FOR EACH ROW WHEN (NEW.due_at <= clock_timestamp())
    EXECUTE FUNCTION tell_of_work('hocba_signature_level');
