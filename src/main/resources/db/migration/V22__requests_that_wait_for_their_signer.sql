-- Old requests that are still open are looked through by their ids, which grow with time; what their sessions wait for is not asked here.
DROP INDEX signing_session_undecided;
CREATE INDEX signing_request_open ON signing_request (id) WHERE state = 'ACTIVE';

-- A move that is no news to readers leaves the version as it was.
DROP TRIGGER signing_request_told ON signing_request;
CREATE TRIGGER signing_request_told AFTER UPDATE OF version ON signing_request
    FOR EACH ROW WHEN (NEW.version <> OLD.version) EXECUTE FUNCTION tell_of_request();
