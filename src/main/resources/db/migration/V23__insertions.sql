-- A document with one signature more is nearly always the one before it with something put in at one place: only that is stored. Rows from
-- before, and what is not of that kind, have the whole document.

-- null: xml is the whole document; else the document is the one with one signature fewer, with xml put in after so many of its bytes
ALTER TABLE signed_document ADD COLUMN inserted_at int CHECK (inserted_at IS NULL OR (inserted_at >= 0 AND signatures > 0));

-- SELECT whole_xml(d) FROM signed_document d
CREATE FUNCTION whole_xml(d signed_document) RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN d.inserted_at IS NULL THEN d.xml
                ELSE (SELECT overlay(whole_xml(b) PLACING d.xml FROM d.inserted_at + 1 FOR 0)
                        FROM signed_document b
                       WHERE b.school_id = d.school_id AND b.transcript_id = d.transcript_id AND b.revision = d.revision
                         AND b.signatures = d.signatures - 1) END
$$;
