-- What the service calls the one-time password that it sent last for this session: the consent may reach another replica.
ALTER TABLE signing_session ADD COLUMN challenge_id text;
