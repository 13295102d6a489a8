-- How many of the failures in a row were answers that are of no use: a question is put again so often, and during an outage for ever.
ALTER TABLE signing_session ADD COLUMN useless_answers int NOT NULL DEFAULT 0;
