-- Fewer and smaller statements for a signing request.
--
-- Appending to the record of a school is one statement, and nobody waits for the end of its chain longer than that takes. The hash of an
-- entry is the one that the API computes when it verifies the chain: over the previous hash and the fields, each with its length in front.

CREATE FUNCTION audit_field(field text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN field IS NULL THEN int4send(-1)
                ELSE int4send(length(convert_to(field, 'UTF8'))) || convert_to(field, 'UTF8') END
$$;

-- hashed_at: the same time, in the form in which it goes into the hash. Returns the number of the last entry.
CREATE FUNCTION append_to_audit(school uuid, happened_at timestamptz, hashed_at text, acts jsonb) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    chain  audit_chain;
    act    record;
    hashes bytea[];
BEGIN
    -- the update makes the row if it is missing, and locks it either way
    INSERT INTO audit_chain AS c (school_id, sequence, hash) VALUES (school, 0, decode(repeat('00', 32), 'hex'))
    ON CONFLICT (school_id) DO UPDATE SET sequence = c.sequence
    RETURNING c.* INTO chain;

    hashes := ARRAY[chain.hash];
    FOR act IN SELECT * FROM jsonb_to_recordset(acts) AS r(subject_type text, subject_id uuid, action text, actor text,
                                                           actor_name text, reason text) LOOP
        hashes := array_append(hashes, sha256(
            hashes[cardinality(hashes)] || int8send(chain.sequence + cardinality(hashes)) || uuid_send(school)
            || audit_field(act.subject_type) || uuid_send(act.subject_id) || audit_field(act.action)
            || audit_field(act.actor) || audit_field(act.actor_name) || audit_field(act.reason)
            || audit_field(hashed_at)));
    END LOOP;

    INSERT INTO audit_entry (school_id, sequence, subject_type, subject_id, action, actor, actor_name, reason, at,
                             previous_hash, hash)
    SELECT school, chain.sequence + r.n, r.subject_type, r.subject_id, r.action, r.actor, r.actor_name, r.reason,
           happened_at, hashes[r.n], hashes[r.n + 1]
      FROM ROWS FROM (jsonb_to_recordset(acts) AS (subject_type text, subject_id uuid, action text, actor text,
                                                   actor_name text, reason text))
           WITH ORDINALITY AS r(subject_type, subject_id, action, actor, actor_name, reason, n);

    UPDATE audit_chain SET sequence = chain.sequence + cardinality(hashes) - 1, hash = hashes[cardinality(hashes)]
     WHERE school_id = school;
    RETURN chain.sequence + cardinality(hashes) - 1;
END
$$;

-- What is prepared of a session's first item, in full: of each item there is only what differs from it. Null in sessions from before,
-- whose items have all of theirs.
ALTER TABLE signing_session ADD COLUMN prepared bytea;
DO $$
BEGIN
    ALTER TABLE signing_session ALTER COLUMN prepared SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
    NULL;
END
$$;
